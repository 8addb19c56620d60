import base64
import json
from datetime import UTC, date, datetime

import pytest
from msgspec import structs

from keystead.core.drafts import SecretDraft
from keystead.core.errors import BadDate, BadName, BadQuery, BadValue
from keystead.core.model import Kind, Risk, Stage
from keystead.core.secret_types import SecretText
from keystead.core.selectors import Selector
from keystead.errors import KeysteadError
from keystead.services import secrets
from keystead.services.whereabouts import of_program
from keystead.vault.bodies import Action
from keystead.vault.errors import NameTaken, NoSuchObject, Revoked
from keystead.vault.session import OpenVault
from keystead.vault.writer import SecretChange
from tests.support.vaults import World, add, edit, named, value

STRIPE = "sk_live_4eC39HqLyjWDarjtT1zdp7dc"


@pytest.fixture
def vault(world: World) -> OpenVault:
    return world.one.open()


def test_a_new_secret_says_what_its_value_tells(vault: OpenVault):
    secret = add(vault, "STRIPE_KEY", STRIPE)
    assert (secret.service, secret.hint, secret.kind) == ("Stripe", "sk_live_", Kind.API_KEY)
    assert secret.created == int(vault.clock.now())
    assert value(vault, secret) == STRIPE


def test_what_the_draft_says_wins_over_the_hint(vault: OpenVault):
    draft = SecretDraft(name="K", environment="dev", service="Mine", kind=Kind.PASSWORD)
    secret = secrets.add(vault, draft, SecretText(STRIPE))
    assert (secret.service, secret.kind, secret.hint) == ("Mine", Kind.PASSWORD, "sk_live_")


@pytest.mark.parametrize(
    ("draft", "plain", "error"),
    [
        (SecretDraft(name="no name", environment="dev"), "x", BadName),
        (SecretDraft(name="K", environment="dev"), "", BadValue),
        (SecretDraft(name="K", environment="dev"), "nul\0", BadValue),
        (SecretDraft(name="K", environment="dev"), "v" * 65_537, BadValue),
        (SecretDraft(name="K", environment="dev", expires=date(2020, 1, 1)), "x", BadDate),
        (SecretDraft(name="K", environment="nowhere"), "x", NoSuchObject),
    ],
)
def test_what_cannot_be_added(vault: OpenVault, draft: SecretDraft, plain: str, error):
    with pytest.raises(error):
        secrets.add(vault, draft, SecretText(plain))
    assert vault.secrets() == []


def test_the_largest_value(vault: OpenVault):
    secret = add(vault, "K", "v" * 65_536)
    assert secret.versions[0].length == 65_536
    assert value(vault, secret) == "v" * 65_536


def test_a_name_is_taken_once_in_an_environment(vault: OpenVault):
    add(vault, "K")
    with pytest.raises(NameTaken):
        add(vault, "K")
    add(vault, "K", environment="prod")
    other = add(vault, "L")
    with pytest.raises(NameTaken):
        secrets.edit(vault, other, {"name": "K"})
    assert secrets.edit(vault, other, {"name": "L"}).name == "L"


def test_a_new_value_keeps_the_old_one_for_its_overlap(vault: OpenVault):
    add(vault, "K", "old")
    vault.clock.advance(100)  # type: ignore[attr-defined]
    secret = edit(vault, "K", STRIPE, overlap=3600, notes="x")
    old, new = secret.versions
    assert (old.stage, new.stage) == (Stage.PREVIOUS, Stage.CURRENT)
    now = int(vault.clock.now())
    assert old.overlap_until is not None
    assert old.overlap_until > now
    assert (secret.last_rotated, secret.hint, secret.notes) == (now, "sk_live_", "x")
    assert vault.value(secret.environment_id, secret.id, old.id).reveal() == b"old"


def test_an_edit_of_nothing_is_no_commit(vault: OpenVault):
    secret = add(vault, "K")
    count = len(vault.state.commits)
    assert secrets.edit(vault, secret, {}) == secret
    assert len(vault.state.commits) == count


def test_trash_and_back(vault: OpenVault):
    one, two = add(vault, "A"), add(vault, "B")
    secrets.trash(vault, [one, two])
    assert all(item.trashed is not None for item in vault.secrets())
    secrets.untrash(vault, [named(vault, "A")])
    assert named(vault, "A").trashed is None
    add(vault, "C")
    trashed = named(vault, "B")
    add(vault, "B")
    with pytest.raises(NameTaken):
        secrets.untrash(vault, [trashed])


def test_finding_one(vault: OpenVault):
    secret = add(vault, "K")
    assert secrets.find(vault, Selector("K")) == secret
    assert secrets.by_id(vault, secret.id) == secret
    with pytest.raises(KeysteadError):
        secrets.find(vault, Selector("L"))
    with pytest.raises(NoSuchObject):
        secrets.by_id(vault, bytes(16))


def test_finding_many(vault: OpenVault):
    add(vault, "STRIPE_KEY", STRIPE)
    add(vault, "OTHER", environment="prod")
    assert [item.name for item in secrets.find_all(vault, "stripe")] == ["STRIPE_KEY"]
    assert [item.name for item in secrets.find_all(vault, "env:prod")] == ["OTHER"]
    assert [item.name for item in secrets.find_all(vault, "")] == ["STRIPE_KEY", "OTHER"]
    with pytest.raises(BadQuery):
        secrets.find_all(vault, "nofilter:x")


def test_revealing_is_noted(vault: OpenVault):
    secret = edit(vault, add(vault, "K", "old").name, "new")
    assert secrets.reveal(vault, secret, Action.COPY, of_program("clipboard")).reveal() == "new"
    old = secret.versions[0]
    assert secrets.reveal(vault, secret, Action.REVEAL, version=old).reveal() == "old"
    events = [event for _, event in vault.journal.events]
    assert [(event.action, event.where) for event in events] == [
        (Action.COPY, "clipboard"),
        (Action.REVEAL, ""),
    ]
    assert [event.version for event in events] == [secret.versions[1].id, old.id]


def test_a_secret_without_a_current_value_reveals_none(vault: OpenVault):
    secret = add(vault, "K")
    change = SecretChange(secret.environment_id, secret.id, revoke=(secret.versions[0].id,))
    vault.write([change])
    with pytest.raises(Revoked, match=r"K was revoked\. "):
        secrets.reveal(vault, named(vault, "K"), Action.COPY)
    bare = structs.replace(named(vault, "K"), versions=())
    with pytest.raises(NoSuchObject):
        secrets.reveal(vault, bare, Action.COPY)
    assert not secrets.same_value(vault, named(vault, "K"), SecretText("value"))


def test_the_same_value_is_told_without_decrypting(vault: OpenVault):
    secret = add(vault, "K", "alpha")
    assert secrets.same_value(vault, secret, SecretText("alpha"))
    assert not secrets.same_value(vault, secret, SecretText("beta"))


def test_what_a_value_tells_is_filled_in_and_noted(vault: OpenVault):
    value = f"sk-ant-api03-{'k3' * 48}"
    told = add(vault, "TOLD", value)
    assert (told.service, told.risk, told.hint) == ("Anthropic", Risk.HIGH, "sk-ant-api03-")
    assert told.rotate_url.startswith("https://")
    draft = SecretDraft(name="SEEN", environment="dev")
    seen = secrets.add(vault, draft, SecretText(value), fill=False)
    assert (seen.service, seen.risk, seen.hint) == ("", None, "sk-ant-api03-")
    weak = add(vault, "WEAK", "hunter2")
    broken = edit(vault, "WEAK", "ghp_" + "a" * 20)
    assert [version.bits > 0 for version in broken.versions] == [True, True]
    assert [version.malformed for version in broken.versions] == [False, True]
    assert weak.versions[0].bits < 64


def test_a_new_token_brings_its_own_last_day(vault: OpenVault):
    later = int(vault.clock.now()) + 90 * 86_400
    add(
        vault,
        "JWT",
        "plain",
    )
    claims = base64.urlsafe_b64encode(json.dumps({"exp": later}).encode()).decode().rstrip("=")
    head = base64.urlsafe_b64encode(b'{"alg":"HS256"}').decode().rstrip("=")
    changed = edit(vault, "JWT", f"{head}.{claims}.c2ln")
    assert changed.expires == datetime.fromtimestamp(later, UTC).date()
