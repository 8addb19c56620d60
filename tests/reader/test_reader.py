"""The second reader sees what the program sees, and the program still opens the old vault."""

import ast
import json
import re
from pathlib import Path
from random import Random

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.model import Risk
from keystead.core.policies import Rule
from keystead.core.secret_types import SecretBytes
from keystead.crypto import totp
from keystead.services import maintenance, policies
from keystead.system.host import SystemHost
from keystead.vault import policy_fields, vault_file
from keystead.vault.capsule import Credentials, open_capsule
from keystead.vault.operations import to_cbor
from keystead.vault.place import Place
from keystead.vault.session import OpenVault
from tests.fixtures.make_vault_v1 import PASSPHRASE, POLICY, TIME, history
from tests.reader import keys, reader
from tests.reader import policies as policies_read
from tests.reader.reader import Reader, main
from tests.reader.rights import Rights
from tests.support.clock import FakeClock
from tests.support.plain_view import plain_view
from tests.support.stories import DEV, MEMBERS, PROD, random_story
from tests.support.vaults import UNLOCK_KEY, World, add, edit

FIXTURE = Path(__file__).parents[1] / "fixtures" / "vault-v1"
VAULT, CAPSULE = FIXTURE / "vault.keystead", FIXTURE / "capsule"
EXPECTED = json.loads((FIXTURE / "expected.json").read_text("utf-8"))


def told(what: str) -> str:
    """A line of the fixture's README."""
    found = re.search(rf"{what}.*?`([^`\n]+)`", (FIXTURE / "README.md").read_text("utf-8"))
    assert found is not None
    return found[1]


def test_it_opens_the_fixture_with_passphrase_code_and_device_key(capsys):
    main([
        str(VAULT), str(CAPSULE), str(FIXTURE / "device-keys"), PASSPHRASE, told("code at"),
        str(TIME),
    ])  # fmt: skip
    assert json.loads(capsys.readouterr().out) == EXPECTED


def test_it_opens_the_fixture_with_either_sheet_of_the_kit():
    data = VAULT.read_bytes()
    records = reader.frames(data)[1][reader.RECORD]
    by_key = keys.unlock_with_slot(records, keys.SECRET_KEY_SLOT, told("Secret Key"), PASSPHRASE)
    by_code = keys.unlock_with_slot(records, keys.RECOVERY_SLOT, told("recovery code"))
    assert by_key == by_code
    assert Reader(data, by_key).report() == EXPECTED
    with pytest.raises((keys.Bad, InvalidTag)):
        keys.unlock_with_slot(records, keys.SECRET_KEY_SLOT, told("Secret Key"), "wrong")
    with pytest.raises(keys.Bad):
        keys.unlock_with_slot([], keys.RECOVERY_SLOT, told("recovery code"))


@pytest.mark.parametrize(
    ("passphrase", "code", "later"),
    [("wrong", "", 0), (PASSPHRASE, "000000", 0), (PASSPHRASE, "", 90), (PASSPHRASE, "", -90)],
)
def test_one_wrong_part_opens_nothing(passphrase: str, code: str, later: int):
    data = CAPSULE.read_bytes()
    device = keys.device_key(FIXTURE / "device-keys", data)
    with pytest.raises(keys.Bad):
        keys.open_capsule(data, device, passphrase, code or told("code at"), TIME + later)


def test_it_shares_no_code_with_the_program():
    for module in ("keys", "rights", "reader", "policies"):
        tree = ast.parse((Path(__file__).parent / f"{module}.py").read_text("utf-8"))
        imported = {
            name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (getattr(node, "module", None), *(alias.name for alias in node.names))
            if name
        }
        assert not {name for name in imported if name.startswith(("keystead", "tests.support"))}


def test_it_reads_a_vault_made_just_now(world: World):
    vault = history(world)
    vault.publish()
    report = Reader(world.one.file(), UNLOCK_KEY.reveal()).report()
    assert report == plain_view(vault)
    assert len(report["secrets"]) == 4


def test_it_reads_the_policies_that_two_devices_changed_apart(world: World):
    vault = world.one.open()
    policies.set_class(vault, Risk.HIGH, Rule(30, 86_400), "prod")
    policies.set_class(vault, Risk.LOW, Rule(0))
    for name in ("pci", "x", "y"):
        policies.put(vault, name, Rule(90, leads=(30, 7)))
    add(vault, "A")
    edit(vault, "A", policy="x", leads=(14, 7))
    vault.publish()
    other = world.device("two").open()
    policies.set_class(vault, Risk.HIGH, Rule(14, 86_400), "prod")
    policies.set_class(other, Risk.MODERATE, Rule(60), "prod")
    policies.remove(vault, "pci")
    policies.put(other, "x", Rule(5))
    for each, every in ((vault, 100), (other, 20)):
        policies.put(each, "y", Rule(every))
    for each in (vault, other, vault):
        each.publish()
    report = Reader(world.one.file(), UNLOCK_KEY.reveal())
    seen, known = report.policies(), vault.state.policies()
    assert seen["own"] == {"x": [5, None, None], "y": [20, None, None]}
    assert seen["own"] == {name: _row(rule) for name, rule in known.own.items()}
    titles = {one.name: one.id for one in vault.environments()} | {"": b""}
    assert seen["classes"] == {
        title: {risk.value: _row(rule) for risk, rule in known.classes[place].items()}
        for title, place in titles.items()
    }
    assert seen["classes"]["prod"] == {"high": [14, 86_400, None], "moderate": [60, None, None]}
    assert seen["followed"] == {"A": ["x", [14, 7]]}
    assert report.report() == plain_view(vault)


numbers = st.one_of(st.none(), st.integers(0, 3))
leads = st.one_of(st.none(), st.lists(st.integers(1, 9), min_size=1, max_size=3))
values = st.lists(
    st.tuples(st.sampled_from("ab"), numbers, numbers, leads, st.integers(1, 2)).map(list),
    max_size=3,
)


@given(values, values)
def test_of_two_rows_it_counts_the_one_that_the_program_does(one: list, two: list):
    merged = policy_fields.union([one, two])
    mine = policy_fields.policies(merged)
    assert policies_read.rows([one, two]) == {name: _row(rule) for name, rule in mine.items()}


def _row(rule: Rule) -> list:
    return [rule.every, rule.overlap, None if rule.leads is None else list(rule.leads)]


def test_it_refuses_any_changed_byte():
    data = VAULT.read_bytes()
    for at in range(0, len(data), 97):
        with pytest.raises((keys.Bad, KeyError)):
            reader.frames(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


@pytest.mark.parametrize("seed", range(6))
def test_its_verdicts_are_the_programs(seed: int):
    """The rules of rank, read from the document, on histories with forgeries in them."""
    story = random_story(Random(seed), length=16)
    commits = {
        commit.id: {
            2: commit.author,
            4: list(commit.parents),
            6: [to_cbor(operation) for operation in commit.operations],
        }
        for commit in story.commits
    }
    past: dict[bytes, set[bytes]] = {}
    for commit in story.commits:
        parents = commit.parents
        past[commit.id] = set(parents).union(*(past[parent] for parent in parents))
    mine, theirs = Rights(commits, past), story.rights()
    flawed = {
        (commit.id, index)
        for commit in story.commits
        for index, reason in theirs.quarantined(commit.id)
        if "keys" in reason.value or "introduced" in reason.value
    }
    mine.grants = [grant for grant in mine.grants if grant not in flawed]
    for person in MEMBERS:
        found = {
            (right, scope)
            for right, scope in ((1, DEV), (1, PROD), (2, DEV), (2, PROD), (3, None), (4, None))
            if mine.has(person.id, right, scope, None)
        }
        assert found == theirs.rights_of(person.id)


def opened(folder: Path, read: Path = VAULT) -> OpenVault:
    """The fixture, opened by the program as on a device that was never here."""
    data, host = CAPSULE.read_bytes(), SystemHost()
    path = folder / "vault.keystead"
    path.write_bytes(read.read_bytes())
    vault_id = vault_file.read_id(path.read_bytes())
    device_key = SecretBytes(keys.device_key(FIXTURE / "device-keys", data))
    given = Credentials(SecretBytes(PASSPHRASE.encode()), int(told("code at")), device_key)
    capsule = open_capsule(data, vault_id, given, totp.window_at(TIME), POLICY, 1 << 32)
    place = Place(vault_id, path, folder / "replica.db", folder / "state", bytes(16))
    host.private_folder(place.state)
    return OpenVault.open(host, FakeClock(TIME), place, capsule.secrets.unlock_key)


def test_the_program_opens_the_fixture(tmp_path: Path):
    vault = opened(tmp_path)
    assert plain_view(vault) == EXPECTED
    assert maintenance.verify(vault).ok
    vault.close()


def test_the_program_would_write_the_fixture_as_it_is(tmp_path: Path):
    vault = opened(tmp_path)
    assert not vault.publication.pending
    assert vault_file.encode(vault.contents()) == VAULT.read_bytes()
    vault.close()
