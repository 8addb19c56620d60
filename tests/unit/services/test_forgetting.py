from pathlib import Path

import pytest

from keystead.services import forgetting
from keystead.services.forgetting import FileMissing
from keystead.services.home import Home
from keystead.services.owner import OwnedElsewhere, ownership
from keystead.vault.errors import WrongVault
from tests.support.homes import MadeVault, home_at, parts


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_at(tmp_path / "home", parts())


def test_the_file_stays_and_the_vault_is_not_known_any_more(home: Home, tmp_path: Path):
    work = MadeVault(home, tmp_path)
    before = work.path.read_bytes()
    forgetting.forget(home, work.entry)
    assert home.vaults() == []
    assert work.path.read_bytes() == before


def test_an_open_vault_is_not_forgotten(home: Home, tmp_path: Path):
    work = MadeVault(home, tmp_path)
    with (
        ownership(home.parts.host, home.place(work.entry)),
        pytest.raises(OwnedElsewhere, match="Lock it there first"),
    ):
        forgetting.forget(home, work.entry)
    assert home.vaults() == [work.entry]
    work.unlock().vault.close()


def test_without_its_file_it_takes_a_word_more(home: Home, tmp_path: Path):
    work = MadeVault(home, tmp_path)
    work.path.unlink()
    with pytest.raises(FileMissing):
        forgetting.forget(home, work.entry)
    assert home.vaults() == [work.entry]
    forgetting.forget(home, work.entry, without_file=True)
    assert home.vaults() == []


def test_another_vault_in_its_place_stands_in_the_way(home: Home, tmp_path: Path):
    work, play = MadeVault(home, tmp_path, name="Work"), MadeVault(home, tmp_path, name="Play")
    work.path.write_bytes(play.path.read_bytes())
    with pytest.raises(WrongVault):
        forgetting.forget(home, work.entry)
    assert len(home.vaults()) == 2


def test_what_goes_and_what_stays_is_told(home: Home, tmp_path: Path):
    work = MadeVault(home, tmp_path)
    assert forgetting.key_file_of(work.entry) is None
    told = forgetting.parting(work.path, None)
    assert "keyring" in told.goes[0]
    assert str(work.path) in told.stays[0]
    in_file = forgetting.parting(work.path, tmp_path / "device.key")
    assert str(tmp_path / "device.key") in in_file.goes[0]
