import os
import socket
import stat
from pathlib import Path

import pytest

from keystead.errors import FileProblem, Refused
from keystead.services import audit, calendar_file, export, export_update, incidents, revocation
from keystead.services.audit import Wanted
from keystead.services.targets import check
from tests.support.vaults import World, add


def pipe(folder: Path) -> Path:
    path = folder / "pipe"
    os.mkfifo(path)
    return path


def test_nothing_or_a_regular_file_may_lie_there(tmp_path: Path):
    check(tmp_path / "new")
    (tmp_path / "file").touch()
    check(tmp_path / "file")
    check(tmp_path / "no" / "such" / "folder")


def test_folders_and_links_are_refused(tmp_path: Path):
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "broken").symlink_to("nowhere")
    for path in (tmp_path, tmp_path / "link", tmp_path / "broken"):
        with pytest.raises(Refused, match="a folder or a symbolic link") as caught:
            check(path)
        assert "-" not in caught.value.message.removeprefix(str(path))


def test_pipes_devices_and_sockets_are_refused(tmp_path: Path):
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(tmp_path / "socket"))
        for path in (pipe(tmp_path), tmp_path / "socket", Path("/dev/null")):
            with pytest.raises(Refused, match="a pipe, a device or a socket"):
                check(path)


@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/fd/1", "/dev/null"])
def test_whoever_means_the_output_is_told_how_to_print(path: str):
    with pytest.raises(Refused, match="To print instead, give - as the file"):
        check(Path(path))


def test_what_cannot_be_looked_at_is_said(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(FileProblem, match="There is no folder"):
        check(tmp_path / "file" / "below")


def test_a_name_that_no_disk_takes_is_said(tmp_path: Path):
    with pytest.raises(FileProblem, match="too long a name"):
        check(tmp_path / ("x" * 300))


def test_no_way_of_writing_replaces_a_pipe(world: World, tmp_path: Path):
    vault = world.one.open()
    secret = add(vault, "A", "a")
    rendered, entries = export.preview(vault, "dev"), export.entries(vault, "dev")
    revocation.revoke(vault, [secret], "leaked")
    case, path, host = incidents.find(vault), pipe(tmp_path), vault.host
    for write in (
        lambda: export.write(host, rendered, path, force=True),
        lambda: export_update.plan(host, path, "dev", "node", entries),
        lambda: incidents.export(vault, case, path, force=True),
        lambda: audit.export(vault, host, path, Wanted(), force=True),
        lambda: calendar_file.write(vault, path, b"BEGIN:VCALENDAR", force=True),
    ):
        with pytest.raises(Refused, match="a pipe, a device or a socket"):
            write()
    assert stat.S_ISFIFO(path.lstat().st_mode)
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".tmp"] == []
