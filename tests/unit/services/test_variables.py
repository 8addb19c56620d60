"""Values for a program: current ones, noted, none that could steer it unasked."""

from datetime import timedelta

import pytest

from keystead.core.drafts import SecretDraft
from keystead.core.errors import DuplicateName
from keystead.core.secret_types import SecretText
from keystead.errors import NotFound
from keystead.services import export, revocation, secrets
from keystead.services.variables import variables
from keystead.services.whereabouts import of_program
from keystead.vault.bodies import Action
from keystead.vault.errors import Revoked
from keystead.vault.session import OpenVault
from keystead.vault.writer import SecretChange
from tests.support.vaults import World, add, named

WHERE = of_program("/usr/bin/node")


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    for name in ("B", "A", "LD_PRELOAD"):
        add(opened, name, f"value of {name}")
    return opened


def given(vault: OpenVault, names: list[str] | None = None) -> dict[str, str]:
    return {k: v.reveal() for k, v in variables(vault, "dev", names, WHERE).values}


def test_every_current_value_goes_along_and_is_noted(vault: OpenVault):
    found = variables(vault, "dev", None, WHERE)
    assert [name for name, _ in found.values] == ["A", "B"]
    assert found.values[0][1].reveal() == "value of A"
    assert found.warnings == (
        "LD_PRELOAD would change how programs start. It was left out; --only gives it.",
    )
    used = [event for _, event in vault.journal.events if event.action is Action.RUN]
    assert {event.secret for event in used} == {named(vault, "A").id, named(vault, "B").id}
    assert {event.where for event in used} == {"/usr/bin/node"}


def test_only_those_named_go_along_whatever_their_names(vault: OpenVault):
    assert given(vault, ["B"]) == {"B": "value of B"}
    assert given(vault, ["LD_PRELOAD"]) == {"LD_PRELOAD": "value of LD_PRELOAD"}
    with pytest.raises(NotFound, match="NONE"):
        given(vault, ["B", "NONE"])
    with pytest.raises(NotFound, match="no environment"):
        variables(vault, "nope", None, WHERE)


def test_keys_that_have_expired_go_along_and_are_named(vault: OpenVault):
    yesterday = secrets.today(vault) - timedelta(days=1)
    for name in ("A", "B"):
        # As it is kept, since nobody may type a day that is over.
        secret = named(vault, name)
        fields = {"expires": yesterday}
        vault.write([SecretChange(secret.environment_id, secret.id, fields, alive=True)])
    assert variables(vault, "dev", ["A"], WHERE).warnings == (
        "A has expired. Its value was given all the same.",
    )
    assert variables(vault, "dev", None, WHERE).warnings[1:] == (
        "A, B have expired. Their values were given all the same.",
    )


def test_a_revoked_value_never_goes_along(vault: OpenVault):
    revocation.revoke(vault, [named(vault, "A")], "leaked")
    found = variables(vault, "dev", None, WHERE)
    assert [name for name, _ in found.values] == ["B"]
    assert any("left out" in one and one.startswith("A ") for one in found.warnings)
    with pytest.raises(Revoked):
        given(vault, ["A"])


def test_of_two_keys_of_one_name_none_is_picked_silently(vault: OpenVault):
    draft = SecretDraft(name="A", environment="dev")
    change = secrets.new_change(vault, draft, SecretText("twin"), is_free=True)
    vault.write([change])
    before = len(vault.journal.events)
    with pytest.raises(DuplicateName, match="2 keys named A"):
        given(vault)
    with pytest.raises(DuplicateName):
        export.preview(vault, "dev", "shell", ["A"])
    assert len(vault.journal.events) == before
    assert given(vault, ["B"]) == {"B": "value of B"}
    exact = f"A@{change.secret.hex()[:8]}"
    assert given(vault, ["B", exact]) == {"A": "twin", "B": "value of B"}
    with pytest.raises(NotFound, match="has no value for A@00000000"):
        given(vault, ["A@00000000"])
