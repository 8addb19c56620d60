import pytest

from keystead.core.errors import BadValue
from keystead.core.secret_types import SecretText
from keystead.services import duplicates, revocation, secrets
from keystead.services.errors import ValueRevoked
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add


@pytest.fixture
def vault(world: World) -> OpenVault:
    return world.one.open()


def _names(vault: OpenVault, value: str) -> list[str]:
    found = duplicates.holders(vault, SecretText(value))
    return [f"{secret.environment}/{secret.name}" for secret in found]


def test_every_live_key_with_the_value_is_found(vault: OpenVault):
    add(vault, "B_KEY", "the same")
    add(vault, "A_KEY", "the same")
    add(vault, "C_KEY", "no other")
    assert [one.rpartition("/")[2] for one in _names(vault, "the same")] == ["A_KEY", "B_KEY"]
    assert _names(vault, "the sama") == []


def test_old_values_and_the_trash_do_not_count(vault: OpenVault):
    changed, gone = add(vault, "A_KEY", "first"), add(vault, "B_KEY", "third")
    secrets.edit(vault, changed, {}, SecretText("second"))
    secrets.trash(vault, [gone])
    assert _names(vault, "first") == []
    assert len(_names(vault, "second")) == 1
    assert _names(vault, "third") == []


def test_a_value_is_compared_by_its_bytes(vault: OpenVault):
    add(vault, "A_KEY", "schlüssel")
    assert len(_names(vault, "schlüssel")) == 1


def test_what_could_be_no_value_is_refused(vault: OpenVault):
    add(vault, "A_KEY", "abc")
    with pytest.raises(BadValue):
        duplicates.holders(vault, SecretText("a\0b"))


def test_a_value_that_was_revoked_is_known_by_its_fingerprint(vault: OpenVault):
    assert duplicates.warnings(vault, SecretText("leaked")) == []
    revocation.revoke(vault, [add(vault, "A_KEY", "leaked")], "seen in a log")
    (warning,) = duplicates.warnings(vault, SecretText("leaked"))
    assert warning.startswith("This value was revoked as dev/A_KEY.")
    assert duplicates.warnings(vault, SecretText("another")) == []
    duplicates.refuse_revoked(vault, None)
    duplicates.refuse_revoked(vault, SecretText("another"))
    assert duplicates.revoked_as(vault, SecretText("leaked\n")) is not None
    with pytest.raises(ValueRevoked, match="--force"):
        duplicates.refuse_revoked(vault, SecretText("leaked"))
    with pytest.raises(BadValue):
        duplicates.warnings(vault, SecretText(""))
