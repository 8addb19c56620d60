"""The second reader sees what the program sees, and the program still opens the old vault."""

import ast
import json
import re
from pathlib import Path
from random import Random

import pytest
from cryptography.exceptions import InvalidTag

from keystead.core.secret_types import SecretBytes
from keystead.crypto import totp
from keystead.services import maintenance
from keystead.system.host import SystemHost
from keystead.vault import vault_file
from keystead.vault.capsule import Credentials, open_capsule
from keystead.vault.operations import to_cbor
from keystead.vault.place import Place
from keystead.vault.session import OpenVault
from tests.fixtures.make_vault_v1 import PASSPHRASE, POLICY, TIME, history
from tests.reader import keys, reader
from tests.reader.reader import Reader, main
from tests.reader.rights import Rights
from tests.support.clock import FakeClock
from tests.support.plain_view import plain_view
from tests.support.stories import DEV, MEMBERS, PROD, random_story
from tests.support.vaults import UNLOCK_KEY, World

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
    for module in ("keys", "rights", "reader"):
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
