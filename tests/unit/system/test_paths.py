import os
import tempfile
from pathlib import Path

from keystead.system.paths import Paths, runtime_folder


def test_one_home_holds_everything(tmp_path: Path):
    paths = Paths.of(str(tmp_path), "/run/user/1000")
    vault = bytes(range(32))
    assert {paths.data.parent, paths.state.parent, paths.config.parent, paths.cache.parent} == {
        tmp_path
    }
    assert paths.registry == tmp_path / "state" / "registry.json"
    assert paths.settings == tmp_path / "config" / "config.toml"
    assert paths.replica(vault) == tmp_path / "data/replicas" / vault.hex() / "replica.sqlite"
    assert paths.vault_state(vault) == tmp_path / "state" / vault.hex()
    assert list(tmp_path.iterdir()) == []


def test_a_relative_home_is_made_absolute(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Paths.of("home").data == tmp_path / "home" / "data"


def test_without_a_home_the_systems_customs_hold():
    paths = Paths.of(None)
    assert paths.data == Path(os.environ["XDG_DATA_HOME"]) / "keystead"
    assert paths.state == Path(os.environ["XDG_STATE_HOME"]) / "keystead"
    assert paths.config == Path(os.environ["XDG_CONFIG_HOME"]) / "keystead"
    assert paths.cache == Path(os.environ["XDG_CACHE_HOME"]) / "keystead"


def test_each_home_has_a_runtime_folder_of_its_own():
    first = runtime_folder(Path("/a"), "/run/user/1000")
    assert first.parent == Path("/run/user/1000")
    assert first != runtime_folder(Path("/b"), "/run/user/1000")
    assert first == runtime_folder(Path("/a"), "/run/user/1000")


def test_a_socket_in_it_fits_whatever_the_root():
    for root in (None, "/run/user/1000", "/" + "long/" * 40):
        folder = runtime_folder(Path("/" + "x" * 300), root)
        assert len(os.fsencode(folder / ("0" * 16 + ".sock"))) < 104
    assert runtime_folder(Path("/a"), None).parent == Path(tempfile.gettempdir())
