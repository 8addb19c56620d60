"""An old value that is kept longer than was planned."""

import pytest

from keystead.core import renewal as rules
from keystead.core.errors import BadDuration
from keystead.core.model import Secret, Stage
from keystead.core.renewal import At
from keystead.core.secret_types import SecretText
from keystead.services import overlap, renewal, revocation, secrets
from keystead.services.errors import NoRotation
from keystead.services.renewal import Computer
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add, edit, named, value

HOUR, DAY = 3_600, 86_400


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "old")
    edit(opened, "A", overlap=HOUR)
    return opened


@pytest.fixture
def switched(vault: OpenVault) -> Secret:
    vault.clock.advance(10)  # type: ignore[attr-defined]
    secret = renewal.begin(vault, named(vault, "A"), SecretText("new"))
    return renewal.switch(vault, secret, force=True)


def end(secret: Secret) -> int:
    return secret.versions[0].overlap_until or 0


def test_it_begins_where_the_overlap_was_to_end(vault: OpenVault, switched: Secret):
    longer = overlap.extend(vault, switched, 7 * DAY)
    assert end(longer) == end(switched) + 7 * DAY
    assert longer.versions[0].stage is Stage.PREVIOUS
    assert (longer.renewal, value(vault, longer)) == (switched.renewal, "new")
    assert end(overlap.extend(vault, longer, DAY)) == end(switched) + 8 * DAY


def test_after_the_end_it_begins_now(vault: OpenVault, switched: Secret):
    vault.clock.advance(3 * DAY)  # type: ignore[attr-defined]
    now = int(vault.clock.now())
    assert rules.step_at(switched, now) is At.RETIRE
    longer = overlap.extend(vault, switched, DAY)
    assert end(longer) == now + DAY
    assert rules.step_at(longer, now) is At.OVERLAP


def test_it_can_still_be_undone_and_finished(vault: OpenVault, switched: Secret):
    longer = overlap.extend(vault, switched, DAY)
    back = renewal.undo(vault, longer, Computer("box")).secret
    assert value(vault, back) == "old"
    with pytest.raises(NoRotation):
        overlap.extend(vault, back, DAY)


def test_a_value_that_was_replaced_without_a_rotation_is_kept_longer_too(vault: OpenVault):
    secret = secrets.edit(vault, named(vault, "A"), {}, SecretText("new"))
    assert secret.renewal is None
    assert end(overlap.extend(vault, secret, DAY)) == end(secret) + DAY


@pytest.mark.parametrize("seconds", [-DAY, 0, 59, 366 * DAY])
def test_spans_have_bounds(vault: OpenVault, switched: Secret, seconds: int):
    with pytest.raises(BadDuration, match="1m longer at least, and 366 days"):
        overlap.extend(vault, switched, seconds)
    assert named(vault, "A") == switched


def test_without_an_old_value_there_is_nothing_to_keep(vault: OpenVault):
    with pytest.raises(NoRotation):
        overlap.extend(vault, named(vault, "A"), DAY)


def test_a_revoked_value_is_not_kept(vault: OpenVault, switched: Secret):
    revocation.revoke(vault, [switched], "in a log", switched.versions[0])
    with pytest.raises(NoRotation):
        overlap.extend(vault, switched, DAY)
