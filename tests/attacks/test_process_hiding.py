"""Wherever keys come into a process, its memory is closed first, in every flow."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.services.creation import Creation
from keystead.services.home import Home
from keystead.services.recovery import DeviceSetup, Recovery
from keystead.services.unlock import authenticate, unlock
from tests.support.homes import PASSPHRASE, MadeVault, home_at, parts

Flow = Callable[[Home, MadeVault, Path], object]
WRONG = SecretText("not the passphrase")


def _create(home: Home, _made: MadeVault, folder: Path) -> object:
    return Creation(home, folder / "new.keystead", "New", PASSPHRASE)


def _set_up(home: Home, made: MadeVault, _folder: Path) -> object:
    return DeviceSetup(home, made.path, PASSPHRASE, made.creation.secret_key)


def _recover(home: Home, made: MadeVault, _folder: Path) -> object:
    return Recovery(home, made.path, made.creation.recovery_code, PASSPHRASE)


def _unlock(home: Home, made: MadeVault, _folder: Path) -> object:
    return unlock(home, made.entry, PASSPHRASE, made.phone.next_code())


def _prove(home: Home, made: MadeVault, _folder: Path) -> object:
    return authenticate(home, made.entry, PASSPHRASE, made.phone.next_code())


class Hidden(Exception):
    """The flow came to the point where the memory is closed."""


@pytest.mark.parametrize("flow", [_create, _set_up, _recover, _unlock, _prove])
def test_the_memory_is_closed_before_keys_come(flow: Flow, tmp_path, monkeypatch):
    made = MadeVault(home_at(tmp_path / "home", parts()), tmp_path)

    def hide() -> None:
        raise Hidden

    # Neither a key nor what opens one is looked at before.
    for name in ("recovery.slots", "unlock.normalise", "enrolment.totp"):
        monkeypatch.setattr(f"keystead.services.{name}", None)
    home = Home(made.home.paths, replace(made.home.parts, hide_memory=hide))
    with pytest.raises(Hidden):
        flow(home, made, tmp_path)
