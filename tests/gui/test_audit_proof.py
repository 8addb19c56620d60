"""The proof in the window: progress, outcome, the first that is broken."""

import pytest

from keystead.gui.theme.theme import Theme
from keystead.gui.vault.audit_proof import ProofBanner
from keystead.services import audit_proof
from keystead.services.owner import Owner
from keystead.vault.bodies import ObjectKind, Write
from keystead.vault.writer import BodyChange
from tests.support.screens_audit import spoil
from tests.support.screens_revoke import work
from tests.support.vaults import environment_id
from tests.support.window import OpenWindow


@pytest.fixture
def banner(window: OpenWindow, theme: Theme) -> ProofBanner:
    made = ProofBanner(theme, window.controller)
    made.setParent(window.stage)
    return made


def walked(window: OpenWindow, banner: ProofBanner) -> list[str]:
    """Start it, and wait for its end; all that it said."""
    told: list[str] = []
    say = banner.say

    def listen(*words: object) -> None:
        say(*words)  # type: ignore[arg-type]
        told.append(banner.words())

    banner.say = listen  # type: ignore[assignment, method-assign]
    banner.start()
    window.settle()
    assert not banner.running
    return told


def test_it_says_how_far_it_is_and_that_all_holds(window, banner, monkeypatch):
    monkeypatch.setattr(audit_proof, "STEP", 20)
    whole = len(window.owner.vault.state.commits)
    assert banner.isHidden()
    running: list[bool] = []
    banner.running_changed.connect(running.append)
    told = walked(window, banner)
    assert "From the oldest commit on." in told[0]
    assert f"20 of {whole} commits hold so far." in told[1]
    assert f"All {whole} commits are whole, signed" in told[-1]
    assert running == [True, False]
    assert not banner.isHidden()
    assert not banner.link.isVisibleTo(banner)


def test_the_first_broken_commit_is_named(window: OpenWindow, banner: ProofBanner):
    commits = list(window.owner.vault.state.commits)
    for at in (-2, -5):
        spoil(window.vault.place.replica, commits[at])
    words = walked(window, banner)[-1]
    assert commits[-5].hex()[:16] in words
    assert commits[-2].hex()[:16] not in words
    assert f"The {len(commits) - 5} before it hold." in words
    assert "compare it with a backup" in words


def test_it_can_be_stopped(window: OpenWindow, banner: ProofBanner, monkeypatch):
    monkeypatch.setattr(audit_proof, "STEP", 1)
    banner.start()
    banner.start()  # It runs once.
    assert banner.running
    assert banner.link.text() == "Stop"
    banner.link.clicked.emit()
    assert not banner.running
    assert banner.isHidden()
    window.settle()
    assert banner.isHidden()
    banner.stop()
    assert walked(window, banner)[-1].startswith("All ")


def test_what_was_done_without_the_right_to_is_told(window: OpenWindow, banner: ProofBanner):
    """It is kept and signed, and has no effect."""

    def change(owner: Owner) -> None:
        place = environment_id(owner.vault)
        wrong = Write(ObjectKind.ENVIRONMENT, place, {1: 1, 10: "x"})
        owner.vault.write([BodyChange(place, wrong)])

    assert "no effect" not in walked(window, banner)[-1]
    work(window, change)
    words = walked(window, banner)[-1]
    assert words.startswith("All ")
    assert "In 1 commit something stands without the right to: it has no effect." in words
