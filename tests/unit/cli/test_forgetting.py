"""The question of ``forget``; the rest is played in tests/end2end/cli/forget.txt."""

from types import SimpleNamespace
from typing import cast

import pytest

from keystead.cli import asking, forgetting
from keystead.cli.context import Context
from keystead.cli.options import Args
from keystead.errors import Refused
from keystead.services.home import Home
from tests.support.homes import MadeVault, home_at, parts


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "can_ask", lambda: True)
    home = home_at(tmp_path / "home", parts())
    return home, MadeVault(home, tmp_path, name="Work")


def _run(home: Home) -> int:
    context = cast(Context, SimpleNamespace(vaults=SimpleNamespace(home=home, entry=home.find)))
    args = Args(name="Work", yes=False, without_file=False, json=False)
    return forgetting.run_forget(context, args)


def test_no_is_the_answer_of_who_does_not_say_yes(made, monkeypatch, capsys):
    home, vault = made
    asked = []
    monkeypatch.setattr(asking, "yes", lambda question: asked.append(question))
    with pytest.raises(Refused):
        _run(home)
    assert asked == ["Forget 'Work' on this computer?"]
    assert home.vaults() == [vault.entry]
    told = "".join(capsys.readouterr())
    assert "the device key in the system's keyring" in told
    assert str(vault.path) in told
    assert "Secret Key" in told


def test_yes_forgets(made, monkeypatch):
    home, _ = made
    monkeypatch.setattr(asking, "yes", lambda _: True)
    assert _run(home) == 0
    assert home.vaults() == []
