"""What the worker does for the audit's page, without a window."""

import json
from pathlib import Path

import pytest

from keystead.gui.audit_work import Proving, begin, write
from keystead.services import audit_proof
from keystead.services.audit import Wanted
from keystead.services.audit_proof import Proof
from keystead.services.owner import Owner
from tests.support.demo_vault import DEVICE, DemoVault
from tests.support.vaults import add


@pytest.fixture
def owner(tmp_path: Path):
    made = DemoVault(tmp_path).open()
    add(made.vault, "A", "alpha")
    yield made
    made.lock()


def test_it_begins_with_the_newest_and_whom_one_can_ask_for(owner: Owner):
    begun = begin(owner, Wanted())
    assert (begun.here, begun.now) == (DEVICE, owner.vault.clock.now())
    assert begun.people == ("Mara Lindqvist",)
    newest = begun.piece.records[0]
    assert (newest.fact.action, newest.secret) == ("add", "A")
    assert begun.piece.ended


def test_a_file_that_was_chosen_is_written_over(owner: Owner, tmp_path: Path):
    path = tmp_path / "audit.jsonl"
    path.write_text("before")
    assert write(owner, path, Wanted(action="add")) == 1
    (line,) = path.read_text().splitlines()
    assert json.loads(line)["secret"] == "A"


def test_the_proof_ends_with_its_outcome(owner: Owner, monkeypatch):
    monkeypatch.setattr(audit_proof, "STEP", 1)
    whole, proving = len(owner.vault.state.commits), Proving()
    told: list[tuple[Proof, int, bool]] = []
    while not told or not told[-1][2]:
        told.append(proving.step(owner))
    assert [found.checked for found, _, _ in told[:-1]] == list(range(1, whole + 1))
    found, of, ended = told[-1]
    assert (found.ok, found.checked, of, ended) == (True, whole, whole, True)
