"""The short look into the registry, and that it agrees with the long one."""

import json
import sys

import pytest

from keystead.agent.client import places
from keystead.system.paths import Paths
from tests.support.agents import owned_in

A, B = "aa" * 32, "bb" * 32


@pytest.fixture
def registry(tmp_path):
    def write(*vaults: tuple[str, str, str]) -> str:
        rows = [{"vault": one, "name": name, "path": path} for one, name, path in vaults]
        (tmp_path / "registry.json").write_text(json.dumps({"vaults": rows}))
        return str(tmp_path)

    return write


def test_the_state_folder_is_that_of_the_system_layer(tmp_path, monkeypatch):
    assert places.state_folder(str(tmp_path)) == str(Paths.of(str(tmp_path)).state)
    monkeypatch.chdir(tmp_path)
    assert places.state_folder("some/../home") == str(Paths.of("some/../home").state)
    for root in (str(tmp_path / "xdg"), ""):
        monkeypatch.setenv("XDG_STATE_HOME", root)
        assert places.state_folder(None) == str(Paths.of(None).state)
    monkeypatch.setattr(sys, "platform", "win32")
    assert places.state_folder(None) is None


def test_the_only_vault_is_meant_without_a_name(registry):
    assert places.plain_choice(registry((A, "work", "/v/work")), None) == A
    assert places.plain_choice(registry((A, "work", "/v"), (B, "home", "/w")), None) is None
    assert places.plain_choice(registry(), None) is None


def test_a_name_or_path_is_meant_exactly(registry, monkeypatch):
    state = registry((A, "work", "/v/work.keystead"), (B, "home", "/v/home.keystead"))
    assert places.plain_choice(state, "home") == B
    assert places.plain_choice(state, "/v/work.keystead") == A
    assert places.plain_choice(state, "/v/../v/work.keystead") == A
    assert places.plain_choice(state, "nothing") is None
    monkeypatch.setenv("HOME", "/v")
    assert places.plain_choice(state, "~/home.keystead") == B


def test_two_that_fit_are_left_to_the_long_way(registry):
    state = registry((A, "work", "/v/a"), (B, "work", "/v/b"))
    assert places.plain_choice(state, "work") is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "7", '{"vaults": 7}', '{"vaults": [7]}', '{"vaults": [{}]}'),
        "[" * 100_000,
        json.dumps({"vaults": [{"vault": "../../x", "name": "w", "path": "/w"}]}),
    ],
)
def test_a_registry_that_is_not_plain_is_left_to_the_long_way(tmp_path, text):
    (tmp_path / "registry.json").write_text(text)
    assert places.registered(str(tmp_path)) == []


def test_it_reads_what_the_vault_layer_wrote(tmp_path):
    owned = owned_in(tmp_path)
    state = str(owned.home.paths.state)
    assert places.registered(state) == [(owned.entry.vault_id.hex(), "Work", str(owned.path))]


def test_an_announcement_is_a_path_or_nothing(tmp_path):
    assert places.announced(str(tmp_path), A) is None
    (tmp_path / A).mkdir()
    (tmp_path / A / "agent.socket").write_text("/run/x.sock")
    assert places.announced(str(tmp_path), A) == "/run/x.sock"
    (tmp_path / A / "agent.socket").write_text("")
    assert places.announced(str(tmp_path), A) is None
