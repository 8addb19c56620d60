"""What the editor gives to the worker."""

import pytest

from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.gui import edit_work, rotate_work
from keystead.services import revocation
from keystead.services.errors import ValueRevoked
from tests.support.screens_revoke import work
from tests.support.window import OpenWindow


def test_a_revoked_value_is_kept_neither_as_new_nor_as_another(window: OpenWindow):
    leaked, other = window.secret("STRIPE_SECRET_KEY"), window.secret("NPM_TOKEN")
    value = SecretText(window.value(leaked))
    draft = SecretDraft(name="AGAIN", environment="dev")

    def again(owner) -> None:
        revocation.revoke(owner.vault, [leaked], "leaked")
        with pytest.raises(ValueRevoked):
            edit_work.add(owner, draft, value)
        with pytest.raises(ValueRevoked):
            edit_work.edit(owner, other, {}, value)
        with pytest.raises(ValueRevoked):
            rotate_work.begin(owner, other, value)
        assert edit_work.add(owner, draft, SecretText("another")).name == "AGAIN"
        assert edit_work.edit(owner, other, {"description": "kept"}, None).description == "kept"

    work(window, again)
