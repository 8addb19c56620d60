from dataclasses import replace
from pathlib import Path

import pytest

from keystead.errors import Busy
from keystead.services.errors import AmbiguousVault, NoSuchVault, SharedHome
from keystead.services.home import Home, absolute
from keystead.system.key_file import KeyFile
from keystead.vault.errors import NotAVault, WrongVault
from tests.support.homes import MadeVault, home_at, parts, with_host
from tests.support.hosts import SmallHost
from tests.support.keyrings import MemoryKeys


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_at(tmp_path / "home", parts())


def test_a_fresh_home_has_no_vaults_and_says_what_to_do(home: Home):
    assert home.vaults() == []
    assert home.default() is None
    with pytest.raises(NoSuchVault, match="keystead init"):
        home.find(None)


def test_the_only_the_default_the_named_and_the_one_at_a_path(home: Home, tmp_path: Path):
    work = MadeVault(home, tmp_path, name="Work")
    assert home.find(None) == home.default() == work.entry
    play = MadeVault(home, tmp_path, name="Play")
    assert home.find(None) == work.entry
    assert home.find("PLAY") == play.entry
    assert home.find(str(play.path)) == play.entry
    home.set_default(play.entry)
    assert home.find(None) == play.entry
    with pytest.raises(NoSuchVault) as caught:
        home.find("Other")
    assert caught.value.data["candidates"] == ["Work", "Play"]


def test_without_a_default_the_candidates_are_told(home: Home, tmp_path: Path):
    names = [MadeVault(home, tmp_path, name=name) for name in ("A", "B", "C")]
    home.forget(names[0].entry)
    assert home.default() is None
    with pytest.raises(AmbiguousVault) as caught:
        home.find(None)
    assert caught.value.data["candidates"] == ["B", "C"]


def test_two_vaults_of_one_name_need_a_path(home: Home, tmp_path: Path):
    first, second = MadeVault(home, tmp_path, name="A"), MadeVault(home, tmp_path, name="B")
    home.register(replace(second.entry, name="a"))
    with pytest.raises(AmbiguousVault) as caught:
        home.find("A")
    assert caught.value.data["candidates"] == [str(first.path), str(second.path)]


def test_a_moved_or_copied_file_is_known_by_its_id(home: Home, tmp_path: Path):
    work = MadeVault(home, tmp_path)
    moved = tmp_path / "elsewhere.keystead"
    work.path.rename(moved)
    assert home.find(str(moved)) == replace(work.entry, path=moved)


def test_another_vault_at_a_registered_path_is_refused(home: Home, tmp_path: Path):
    work, play = MadeVault(home, tmp_path, name="Work"), MadeVault(home, tmp_path, name="Play")
    work.path.write_bytes(play.path.read_bytes())
    with pytest.raises(WrongVault):
        home.find(str(work.path))
    with pytest.raises(WrongVault):
        home.check_file(work.entry)
    work.path.write_bytes(b"something")
    # It may come back: this device has a copy of its own.
    home.check_file(work.entry)
    home.place(work.entry).replica.unlink()
    with pytest.raises(NotAVault):
        home.check_file(work.entry)
    work.path.unlink()
    home.check_file(work.entry)


def test_a_vault_that_is_not_set_up_here(home: Home, tmp_path: Path):
    work = MadeVault(home, tmp_path)
    other = home_at(tmp_path / "other", parts())
    with pytest.raises(NoSuchVault, match="setup-device"):
        other.find(str(work.path))


def test_forgetting_leaves_the_file_and_nothing_else(home: Home, tmp_path: Path):
    work = MadeVault(home, tmp_path)
    keys = home.parts.keyring()
    assert isinstance(keys, MemoryKeys)
    assert len(keys.keys) == 1
    with home.parts.host.lock(home.place(work.entry).state / "owner.lock"), pytest.raises(Busy):
        home.forget(work.entry)
    home.forget(work.entry)
    assert home.vaults() == []
    assert keys.keys == {}
    assert work.path.exists()
    left = [path.name for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert {name.rsplit(".", 1)[-1] for name in left} == {"lock", "json"}


def test_where_things_are(home: Home, tmp_path: Path):
    work = MadeVault(home, tmp_path)
    place = home.place(work.entry)
    assert place.file == work.path
    assert place.state == home.paths.state / work.entry.vault_id.hex()
    assert place.replica.parent.name == work.entry.vault_id.hex()
    assert place.device == work.entry.device
    assert home.entry_of(b"x" * 32) is None
    assert isinstance(home.device_keys(str(tmp_path / "key")), KeyFile)


def test_a_home_in_a_synced_folder_is_refused(home: Home):
    home.check_local()
    with pytest.raises(SharedHome, match="Dropbox"):
        with_host(home, SmallHost(shared="Dropbox")).check_local()


def test_paths_are_made_absolute_and_links_are_followed(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    assert absolute("link/x") == tmp_path.resolve() / "folder" / "x"
    assert absolute("~/x") == Path.home() / "x"
