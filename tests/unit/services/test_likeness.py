"""Whether a new value looks like the one before it."""

import pytest

from keystead.core.secret_types import SecretText
from keystead.services import renewal, secrets
from keystead.services.likeness import unlike
from keystead.vault.errors import VaultIncomplete
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add

AWS = "AKIAIOSFODNN7EXAMPLE"
LONG = "q8ZrT2mWv5Yx1KcD7nJs4LhB9gFp3AeU6iXoQtMyRkE"


@pytest.fixture
def vault(world: World) -> OpenVault:
    return world.one.open()


def begun(vault: OpenVault, old: str, new: str) -> str:
    secret = add(vault, "KEY", old)
    return unlike(vault, renewal.begin(vault, secret, SecretText(new)))


def test_another_issuer_or_none_is_told(vault: OpenVault):
    told = begun(vault, AWS, "error: not logged in")
    assert told.startswith("The old value looks like an AWS")
    assert told.endswith(", the new one does not.")
    assert AWS not in told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (AWS, "ghp_" + "a" * 36, "but the new one looks like a GitHub"),
        (AWS, "AKIAI44QH8DHBEXAMPLE", ""),
        (LONG, "error: not logged in", "has spaces in it"),
        ("two words", "three more words", ""),
        (LONG, "one line\nand another of the same length", ""),
        (LONG, "NOT_LOGGED_IN", "far weaker than the old one"),
        (LONG, LONG[::-1], ""),
        ("old-value", "new-value", ""),
    ],
)
def test_form_issuer_and_strength_are_compared(vault: OpenVault, old: str, new: str, said: str):
    told = begun(vault, old, new)
    assert said in told
    assert bool(said) == bool(told)


def test_without_two_values_nothing_is_said(vault: OpenVault, monkeypatch):
    secret = add(vault, "KEY", AWS)
    assert unlike(vault, secret) == ""
    going = renewal.begin(vault, secret, SecretText("error: none"))

    def lost(*_: object) -> None:
        raise VaultIncomplete("It is nowhere.")

    monkeypatch.setattr(vault, "value", lost)
    assert unlike(vault, secrets.by_id(vault, going.id)) == ""
