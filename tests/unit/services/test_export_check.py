from pathlib import Path

import pytest

from keystead.errors import NotFound
from keystead.formats.errors import FileUnread
from keystead.services import export
from keystead.services.export_check import Comparison, compare
from keystead.system.host import SystemHost
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add

HOST = SystemHost()


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    for name, value in (("A", "a\nb"), ("B", "b"), ("C", "c")):
        add(opened, name, value)
    return opened


@pytest.mark.parametrize("profile", [name for name in export.PROFILES if name != "docker"])
def test_what_is_exported_is_exact(vault: OpenVault, tmp_path: Path, profile: str):
    path = tmp_path / "file"
    export.write(HOST, export.preview(vault, "dev", profile), path)
    found = compare(vault, HOST, path, "dev", profile)
    assert found == Comparison(profile, ("A", "B", "C"), (), (), ())
    assert found.exact


def test_what_differs_is_told_by_name(vault: OpenVault, tmp_path: Path):
    path = tmp_path / ".env"
    path.write_text("A='a\nb'\nB=other\nMINE=1\n")
    found = compare(vault, HOST, path, "dev", "node")
    assert found == Comparison("node", ("A",), ("B",), ("C",), ("MINE",))
    assert not found.exact
    assert compare(vault, HOST, path, "dev", "node", names=["A"]).exact
    path.write_text("A='a\nb'\nB=b\nC=c\nMINE=1\n")
    assert not compare(vault, HOST, path, "dev", "node").exact


def test_the_reader_s_own_rules_decide(vault: OpenVault, tmp_path: Path):
    path = tmp_path / "docker.env"
    path.write_text("B='b'\n")
    assert compare(vault, HOST, path, "dev", "docker", ["B"]).changed == ("B",)
    assert compare(vault, HOST, path, "dev", "node", ["B"]).exact


def test_a_value_that_depends_on_the_environment_is_never_right(vault: OpenVault, tmp_path: Path):
    path = tmp_path / ".env"
    path.write_text("B=b$UNSET\n")
    assert compare(vault, HOST, path, "dev", "ruby", ["B"]).changed == ("B",)


def test_base64_is_compared_as_it_was_written(vault: OpenVault, tmp_path: Path):
    path = tmp_path / "docker.env"
    export.write(HOST, export.preview(vault, "dev", "docker", as_base64=["A"]), path)
    assert compare(vault, HOST, path, "dev", "docker", as_base64=["A"]).exact


def test_what_cannot_be_read_is_an_error(vault: OpenVault, tmp_path: Path):
    path = tmp_path / ".env"
    with pytest.raises(NotFound):
        compare(vault, HOST, path, "dev", "node")
    path.write_text("A B=1\n")
    with pytest.raises(FileUnread):
        compare(vault, HOST, path, "dev", "docker")
