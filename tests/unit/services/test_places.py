"""Where a key was put: told by exports, looked for on the disk, forgotten."""

from pathlib import Path

import pytest

from keystead.core.model import Place, Secret
from keystead.errors import NotFound
from keystead.services import export, places
from keystead.services.whereabouts import Whereabouts, of_file
from keystead.system import computer
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add, named


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "alpha")
    return opened


def exported(vault: OpenVault, path: Path) -> Secret:
    path.write_text("A=alpha\n")
    export.record(vault, "dev", ["A"], of_file(path, "node"))
    return named(vault, "A")


def test_a_file_that_is_gone_is_noticed(vault: OpenVault, tmp_path: Path):
    secret = exported(vault, tmp_path / ".env")
    (one,) = places.look(secret)
    assert (one.place.where, one.place.version, one.place.form) == (
        str(tmp_path / ".env"), 1, "node",
    )  # fmt: skip
    assert (one.here, one.gone) == (True, False)
    (tmp_path / ".env").unlink()
    assert places.look(secret)[0].gone
    secret = exported(vault, tmp_path / "in")
    states = {Path(one.place.where).name: one.gone for one in places.look(secret)}
    assert states == {".env": True, "in": False}


def test_what_a_folder_took_the_place_of_is_gone(vault: OpenVault, tmp_path: Path):
    path = tmp_path / ".env"
    exported(vault, path)
    path.rename(tmp_path / "moved")
    path.symlink_to("moved")
    assert not places.look(named(vault, "A"))[0].gone
    (tmp_path / "moved").unlink()
    assert places.look(named(vault, "A"))[0].gone
    path.unlink()
    path.mkdir()
    assert places.look(named(vault, "A"))[0].gone


def test_what_cannot_be_looked_for_is_not_gone(vault: OpenVault, tmp_path: Path):
    export.record(vault, "dev", ["A"], Whereabouts("/gone", "another computer", "", "node"))
    export.record(vault, "dev", ["A"], Whereabouts("/gone/program"))
    here = computer.name()
    export.record(vault, "dev", ["A"], Whereabouts("/" + "x" * 300, here, "", "node"))
    places.note(vault, named(vault, "A"), "file", "/noted")
    found = {one.place.where[:13]: (one.here, one.gone) for one in places.look(named(vault, "A"))}
    assert found["/gone"] == (False, False)
    assert found["/gone/program"] == found["/noted"] == (False, False)
    assert found["/" + "x" * 12] == (True, False)


def test_a_file_below_what_is_no_folder_is_gone(vault: OpenVault, tmp_path: Path):
    (tmp_path / "file").write_text("")
    export.record(vault, "dev", ["A"], of_file(tmp_path / "file/.env", "node"))
    assert places.look(named(vault, "A"))[0].gone


def test_a_forgotten_place_comes_back_with_its_next_use(vault: OpenVault, tmp_path: Path):
    secret = exported(vault, tmp_path / ".env")
    secret = places.forget(vault, secret, [places.named(secret, str(tmp_path / ".env"))])
    assert secret.used_in == ()
    vault.write([])
    assert named(vault, "A").used_in == ()
    vault.clock.advance(60)  # type: ignore[attr-defined]
    assert exported(vault, tmp_path / ".env").used_in != ()


def test_places_by_hand(vault: OpenVault):
    secret = places.note(vault, named(vault, "A"), "pipeline", "GitHub Actions")
    assert secret.places == (Place("pipeline", "GitHub Actions"),)
    assert places.note(vault, secret, "other", "GitHub Actions").places == secret.places
    with pytest.raises(NotFound) as caught:
        places.named(secret, "elsewhere")
    assert caught.value.data["candidates"] == ["GitHub Actions"]
    assert places.named(secret, "GitHub Actions", "").kind == "pipeline"
    assert places.forget(vault, secret, list(secret.places)).places == ()
