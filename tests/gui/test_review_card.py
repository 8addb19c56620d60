from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.core.model import Decision, Review
from keystead.gui.vault.review_card import ReviewCard, facts_of
from tests.support.window import OpenWindow


def test_facts_are_those_that_help_to_decide(window: OpenWindow):
    now = window.clock.now()
    secret = window.secret("STRIPE_SECRET_KEY")
    facts = dict(facts_of(secret, now))
    assert (facts["Risk"], facts["Places"], facts["Last review"]) == ("High", "3", "never")
    review = Review(int(now), "Ann", Decision.NARROW, "read-only")
    bare = replace(window.secret("NPM_TOKEN"), reviewed=review, last_used=None, risk=None)
    facts = dict(facts_of(bare, now))
    assert (facts["Risk"], facts["Places"]) == ("not said", "none is known")
    assert facts["Last review"].endswith("by Ann, narrow: read-only")
    assert "Owner" not in facts
    assert facts["Last used"] == "never"


def test_buttons_and_enter_do_what_the_letters_do(window: OpenWindow, qtbot):
    snapshot = window.controller.snapshot
    assert snapshot is not None
    card = ReviewCard(window.view.theme, window.secret("NPM_TOKEN"), snapshot, 2, 4)
    qtbot.addWidget(card)
    card.resize(720, 600)
    card.show()
    decided: list[Decision] = []
    card.decided.connect(decided.append)
    for button in card.buttons.values():
        button.click()
    assert set(decided) == set(Decision)
    QTest.keyClick(card.note.edit, Qt.Key.Key_Return)
    assert len(decided) == 4
    card.ask_what_to_narrow()
    QTest.keyClick(card.note.edit, Qt.Key.Key_Return)
    assert decided[-1] is Decision.NARROW
