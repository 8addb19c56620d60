"""A value that no text can be, put into the vault by somebody with the right to write."""

import pytest

from keystead.core.errors import BadValue
from keystead.core.secret_types import SecretBytes
from keystead.services import export, secrets
from keystead.vault.bodies import Action, ObjectKind, Write
from keystead.vault.cbor import Cbor
from tests.support.vaults import Forger, World, named

SECRET, VERSION = b"secret-of-forger", b"version-forger--"


def test_a_value_that_is_no_text_is_refused_and_never_shown(world: World):
    vault = world.one.open()
    forger = Forger(vault)
    new = forger.draft.seal_value(forger.key(), SECRET, VERSION, SecretBytes(b"sk_live_\xff"))
    fields: dict[int, Cbor] = {1: 1, 2: VERSION, 10: "A"}
    forger.body(Write(ObjectKind.SECRET, SECRET, fields, (new,))).put(world.one)
    vault.publication.take_in()
    with pytest.raises(BadValue) as exported:
        export.preview(vault, "dev")
    with pytest.raises(BadValue) as revealed:
        secrets.reveal(vault, named(vault, "A"), Action.COPY)
    for caught in (exported, revealed):
        assert caught.value.__cause__ is None
        assert "sk_live" not in caught.value.message
