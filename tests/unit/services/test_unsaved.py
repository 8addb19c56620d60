from dataclasses import replace

import pytest

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.services.unsaved import MOST, UnsavedEdit, UnsavedEdits
from keystead.vault.session import OpenVault
from keystead.vault.unsaved import Unsaved
from tests.support.vaults import World

EDIT = UnsavedEdit(
    b"s" * 16, "API_KEY", "dev", SecretText("sk_typed\n\ud800"), {"notes": "half a th"}, 7
)


@pytest.fixture
def vault(world: World) -> OpenVault:
    return world.one.open()


def test_an_edit_outlives_the_lock(vault: OpenVault):
    held = UnsavedEdits(vault)
    assert held.edits == ()
    # The vault may be closed by somebody else first; what was typed is kept all the same.
    vault.close()
    held.keep(EDIT)
    assert UnsavedEdits(vault).edits == (EDIT,)


def test_each_is_dropped_by_itself(vault: OpenVault):
    held = UnsavedEdits(vault)
    second = replace(EDIT, secret=None, name="", mark="second")
    held.keep(EDIT)
    held.keep(second)
    first = held.edits[0]
    held.drop(first)
    assert UnsavedEdits(vault).edits == (second,)
    held.drop(held.edits[0])
    assert UnsavedEdits(vault).edits == ()


def test_one_that_went_on_takes_its_own_place(vault: OpenVault):
    held = UnsavedEdits(vault)
    held.keep(EDIT)
    further = replace(held.edits[0], name="API_KEY_2")
    held.keep(further)
    assert UnsavedEdits(vault).edits == (further,)


def test_of_too_many_the_oldest_goes(vault: OpenVault):
    held = UnsavedEdits(vault)
    for number in range(MOST + 2):
        held.keep(replace(EDIT, at=number, mark=str(number)))
    assert [one.at for one in held.edits] == list(range(2, MOST + 2))


def test_no_secret_is_in_its_repr():
    assert "sk_typed" not in repr(EDIT)
    assert "half a th" not in repr(EDIT)


@pytest.mark.parametrize("kept", [b"", b"{}", b"[1]", b'[{"secret": "zz"}]', b"[{}]", b"null"])
def test_what_another_version_wrote_is_passed_over(vault: OpenVault, kept: bytes):
    store = Unsaved(vault.host, vault.place.state, vault.unlock_key, vault.vault_id)
    store.keep(SecretBytes(kept))
    assert UnsavedEdits(vault).edits == ()
