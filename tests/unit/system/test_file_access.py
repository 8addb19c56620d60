"""Who may do what with a file, taken from one file and given to another."""

import errno
import os
import struct
from pathlib import Path

import pytest

from keystead.system.errors import AccessNotKept, FileMissing, NotAFile
from keystead.system.file_access import Access, access_of, give, is_open_to_all, is_private

_OWNER, _USER, _GROUP, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
_NOBODY = 0xFFFFFFFF


def entries(*lines: tuple[int, int, int]) -> bytes:
    """An access list as Linux keeps it: version 2, then tag, rights, id of each line."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *line) for line in lines)


READER = entries(
    (_OWNER, 6, _NOBODY), (_USER, 4, 1), (_GROUP, 0, _NOBODY), (_MASK, 4, _NOBODY),
    (_OTHER, 0, _NOBODY),
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.touch(0o600)
    return path


def given(access: Access, path: Path) -> Access:
    """What a new file at ``path`` has of it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        give(access, path, descriptor)
    finally:
        os.close(descriptor)
    return access_of(path)


def test_mode_owner_and_group_are_given(file: Path):
    file.chmod(0o640)
    found = access_of(file)
    assert (found.owner, found.group, found.mode) == (os.getuid(), file.stat().st_gid, 0o640)
    assert given(found, file.with_name("other")) == found


def test_owner_and_group_of_others_are_given_before_the_mode(file: Path, monkeypatch):
    steps: list[tuple[str, object]] = []
    monkeypatch.setattr(os, "fchown", lambda _, owner, group: steps.append(("own", (owner, group))))
    monkeypatch.setattr(os, "fchmod", lambda _, mode: steps.append(("mode", mode)))
    given(Access(os.getuid(), file.stat().st_gid + 1, 0o640), file.with_name("other"))
    assert steps == [("own", (os.getuid(), file.stat().st_gid + 1)), ("mode", 0o640)]


@pytest.mark.parametrize("name", ["fchown", "fchmod", "removexattr"])
def test_what_may_not_be_given_is_said(file: Path, monkeypatch, name: str):
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, name, refuse)
    with pytest.raises(AccessNotKept, match="same owner, group and rights"):
        given(Access(os.getuid(), file.stat().st_gid + 1, 0o640), file.with_name("other"))


def test_an_access_list_goes_along(file: Path):
    os.setxattr(file, "system.posix_acl_access", READER)
    found = access_of(file)
    assert found.entries == READER
    assert given(found, file.with_name("other")) == found


def test_a_list_that_the_folder_hands_down_is_taken_away(file: Path):
    os.setxattr(file.parent, "system.posix_acl_default", READER)
    file.chmod(0o640)
    found = access_of(file)
    assert found.entries is None
    assert given(found, file.with_name("other")) == found


def test_a_disk_without_lists_is_forgiven(file: Path, monkeypatch):
    def refuse(number: int):
        def call(*_: object, **__: object) -> None:
            raise OSError(number, "no")

        return call

    for name in ("getxattr", "removexattr"):
        monkeypatch.setattr(os, name, refuse(errno.ENOTSUP))
    found = access_of(file)
    assert found.entries is None
    assert given(found, file.with_name("other")) == found
    monkeypatch.setattr(os, "getxattr", refuse(errno.EACCES))
    with pytest.raises(Exception, match="may not read"):
        access_of(file)


def test_what_is_no_file_has_none(file: Path, tmp_path: Path):
    with pytest.raises(FileMissing):
        access_of(tmp_path / "none")
    link = tmp_path / "link"
    link.symlink_to(file)
    for path in (link, tmp_path):
        with pytest.raises(NotAFile):
            access_of(path)


def test_whether_all_or_others_can_read(file: Path):
    for mode, private, to_all in (
        (0o600, True, False),
        (0o640, False, False),
        (0o604, False, True),
    ):
        file.chmod(mode)
        assert (is_private(file), is_open_to_all(file)) == (private, to_all)
    assert (is_private(file / "no"), is_open_to_all(file / "no")) == (True, False)
