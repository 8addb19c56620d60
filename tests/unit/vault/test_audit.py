"""What the commits of a vault tell, newest first, without building its state."""

from keystead.core.model import Review, Risk
from keystead.core.policies import Rule
from keystead.services import environments, maintenance, policies, secrets
from keystead.services.whereabouts import Whereabouts
from keystead.vault import audit
from keystead.vault.bodies import Action, Adopt, Event, ObjectKind, Reseal, Write
from keystead.vault.epochs import VAULT_ENVIRONMENT, Role
from keystead.vault.operations import Deliver, Grant, Loss, Right, Sealed
from keystead.vault.session import OpenVault
from keystead.vault.writer import BodyChange, SecretChange
from tests.support.vaults import EVE, Forger, World, add, edit, environment_id, named


def told(vault: OpenVault) -> list[str]:
    return [fact.action for fact in audit.facts(vault)]


def newest(vault: OpenVault) -> audit.Fact:
    return next(audit.facts(vault))


def test_the_life_of_a_key_is_told(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "alpha")
    first = newest(vault)
    assert (first.action, first.object, first.version) == ("add", secret.id, secret.versions[0].id)
    assert first.fields == ("name",)
    edit(vault, "A", notes="x", risk=Risk.HIGH)
    assert (newest(vault).action, newest(vault).fields) == ("edit", ("risk", "notes"))
    edit(vault, "A", "newer")
    assert newest(vault).action == "rotate"
    version = named(vault, "A").versions[0].id
    vault.write([SecretChange(secret.environment_id, secret.id, revoke=(version,))])
    assert (newest(vault).action, newest(vault).version) == ("revoke", version)
    reviewed = {"reviewed": Review(5, "Ann")}
    vault.write([SecretChange(secret.environment_id, secret.id, reviewed)])
    assert newest(vault).action == "review"
    current = named(vault, "A").versions[1].id
    vault.write([SecretChange(secret.environment_id, secret.id, current=current)])
    assert newest(vault).action == "rotation-step"
    secrets.trash(vault, [named(vault, "A")])
    assert newest(vault).action == "trash"
    maintenance.purge(vault, [named(vault, "A")])
    assert told(vault)[:2] == ["purge", "purge"]
    secrets.untrash(vault, [secret])
    assert newest(vault).action == "untrash"


def test_the_vault_itself_tells(world: World):
    vault = world.one.open()
    beginning = told(vault)
    assert beginning[-1] == "grant"
    assert {"new-key", "environment", "member-name", "vault-name"} <= set(beginning)
    environments.rename(vault, "dev", "local")
    assert newest(vault).action == "environment"
    policies.set_class(vault, Risk.HIGH, Rule(3), "prod")
    policies.put(vault, "pci", Rule(3))
    assert told(vault)[:2] == ["policy", "policy"]


def test_uses_tell_where_and_wait_in_the_journal_first(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "alpha")
    where = Whereabouts("/a/.env", "box", "example.org:a", "node")
    secrets.reveal(vault, secret, Action.EXPORT, where)
    waiting = newest(vault)
    assert (waiting.commit, waiting.action, waiting.where) == (b"", "export", "/a/.env")
    assert audit.pending(vault, waiting.time + 1) == []
    edit(vault, "A", notes="x")
    signed = next(fact for fact in audit.facts(vault) if fact.action == "export")
    assert signed.commit
    assert (signed.where, signed.host, signed.remote) == ("/a/.env", "box", "example.org:a")
    assert vault.journal.events == []


def test_every_operation_has_its_word(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "alpha")
    dev, version = secret.environment_id, secret.versions[0].id
    forger = Forger(vault)
    eve = (EVE.signing.public, EVE.hpke.public)
    member = b"e" * 16
    forger.draft.operations += [
        Grant(member, Right.READER, dev, Right.OWNER, *eve),
        Grant(member, Right.ADMIN, None, Right.OWNER),
        Loss(member, Right.READER, dev, Right.OWNER),
        Loss(member, None, None, Right.OWNER),
    ]
    forger.body(Adopt(vault.state.heads()[0], Right.OWNER))
    forger.body(Reseal(secret.id, version, b"d" * 32))
    vault.commit(forger.draft)
    facts = [fact for fact in audit.facts(vault) if fact.commit == vault.state.heads()[0]]
    assert [(fact.action, fact.fields) for fact in facts] == [
        ("reseal", ()), ("adopt", ()), ("loss", ("all",)), ("loss", ("reader",)),
        ("grant", ("admin",)), ("grant", ("reader",)),
    ]  # fmt: skip
    delivered = Deliver(dev, vault.epoch_key(dev).epoch, Right.OWNER, ())
    assert audit._of_operation(vault, vault.state.commits[vault.state.heads()[0]], delivered)
    vault.renew_identity(EVE)
    assert "renew-keys" in told(vault)


def test_what_cannot_be_read_is_told_as_that(world: World):
    vault = world.one.open()
    add(vault, "A", "alpha")
    forger = Forger(vault)
    key = forger.key()
    gone = Sealed(key.scope.environment, key.epoch, Right.OWNER, b"g" * 32)
    nonsense = forger.draft.add_blob(key.seal(Role.OVERVIEW, vault.member, b"\xa0"))
    odd = Sealed(key.scope.environment, key.epoch, Right.OWNER, nonsense)
    forger.draft.operations += [gone, odd]
    vault.commit(forger.draft)
    facts = list(audit.facts(vault))[:2]
    assert [(fact.action, fact.readable) for fact in facts] == [("sealed", False)] * 2


def test_quarantine_is_told(world: World):
    vault = world.one.open()
    add(vault, "A", "alpha")
    place = environment_id(vault)
    wrong = Write(ObjectKind.ENVIRONMENT, place, {1: 1, 10: "x"})
    vault.write([BodyChange(place, wrong)])
    assert newest(vault).quarantined


def test_the_walk_ends_where_all_is_older(world: World, monkeypatch):
    monkeypatch.setattr(audit, "PATIENCE", 2)
    vault = world.one.open()
    add(vault, "OLD")
    world.clock.advance(10_000)
    since = int(world.clock.now())
    vault.write([BodyChange(VAULT_ENVIRONMENT, Event(Action.UNLOCK, since - 5))])
    add(vault, "NEW")
    found = list(audit.facts(vault, since))
    assert [fact.action for fact in found] == ["add"]
    assert len(list(audit.facts(vault))) > 10


def test_no_more_commits_are_read_than_asked_for(world: World):
    vault = world.one.open()
    for name in "ABC":
        add(vault, name)
    assert [fact.action for fact in audit.facts(vault, most=2)] == ["add", "add"]
