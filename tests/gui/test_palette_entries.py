"""What the palette offers in the open vault."""

from pathlib import Path

from keystead.gui.models.palette import Entry
from keystead.gui.pages.known import KnownVault
from keystead.gui.vault.palette_entries import palette_of
from tests.support.window import OpenWindow

OPEN = KnownVault(b"A" * 32, "Work", Path("/work"), None, 2)
OTHER = KnownVault(b"B" * 32, "Play", Path("/play"), None, 1)


def found(window: OpenWindow, words: str) -> list[Entry]:
    snapshot = window.controller.snapshot
    assert snapshot is not None
    return palette_of(window.view, snapshot).find(words)


def test_other_vaults_can_be_switched_to(window: OpenWindow):
    switch = window.view.sidebar.name
    switch.show_vaults(OPEN.vault_id, [OPEN, OTHER])
    chosen: list[KnownVault] = []
    switch.chosen.connect(chosen.append)
    (entry,) = [one for one in found(window, "switch to") if one.words.startswith("Switch")]
    assert entry.words == "Switch to Play"
    entry.run()
    assert chosen == [OTHER]


def test_every_part_of_the_sidebar_is_a_view(window: OpenWindow):
    for words, key in (
        ("show needs", "view:attention"),
        ("show staging", "env:staging"),
        ("show billing", "tag:billing"),
        ("show postgresql", "service:PostgreSQL"),
    ):
        views = [one for one in found(window, words) if one.group == "Views"]
        views[0].run()
        assert window.view.scope.key == key


def test_what_does_not_fit_a_key_is_not_offered(window: OpenWindow):
    snapshot = window.controller.snapshot
    assert snapshot is not None
    trashed = next(one for one in snapshot.secrets if one.trashed is not None)
    verbs = [one.words for one in palette_of(window.view, snapshot).about(trashed)]
    assert verbs == ["Copy", "Show", "Activity of", "Restore"]
