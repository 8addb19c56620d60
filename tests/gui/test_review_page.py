"""The review, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keystead.core.model import Decision
from keystead.gui.dialogs.revoke import RevokeDialog
from keystead.gui.vault.review_page import ReviewPage
from keystead.services import reviewing, secrets
from tests.support.screens_revoke import work
from tests.support.window import OpenWindow


@pytest.fixture
def page(window: OpenWindow) -> ReviewPage:
    window.view.commands.revoking.review()
    window.settle()
    return window.view.covers.review


def press(window: OpenWindow, key: Qt.Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)
    window.settle()


def decision(window: OpenWindow, name: str, environment: str) -> Decision | None:
    reviewed = window.secret(name, environment).reviewed
    return None if reviewed is None else reviewed.decision


def shown(page: ReviewPage) -> tuple[str, str]:
    assert page.card is not None
    return page.card.secret.name, page.card.secret.environment


def test_letters_decide_and_lead_on(window: OpenWindow, page):
    assert shown(page) == ("STRIPE_SECRET_KEY", "prod")
    first = shown(page)
    press(window, Qt.Key.Key_K)
    second = shown(page)
    press(window, Qt.Key.Key_R)
    assert (decision(window, *first), decision(window, *second)) == ("keep", "rotate")
    third = shown(page)
    press(window, Qt.Key.Key_S)
    assert shown(page) != third
    assert decision(window, *third) is None
    assert page.card is not None
    assert page.card.progress.words() == "4 of 17"


def test_to_narrow_asks_what(window: OpenWindow, page):
    name = shown(page)
    press(window, Qt.Key.Key_N)
    assert page.card is not None
    assert page.card.note.edit.hasFocus()
    QTest.keyClicks(page.card.note.edit, "krv read-only")
    assert shown(page) == name
    press(window, Qt.Key.Key_Return)
    reviewed = window.secret(*name).reviewed
    assert reviewed is not None
    assert (reviewed.decision, reviewed.note) == ("narrow", "krv read-only")


def test_to_revoke_shows_what_it_reaches_and_goes_on(window: OpenWindow, page):
    name = shown(page)
    press(window, Qt.Key.Key_V)
    dialog = window.view.commands.dialog
    assert isinstance(dialog, RevokeDialog)
    dialog.cancel()
    assert shown(page) == name
    press(window, Qt.Key.Key_V)
    dialog = window.view.commands.dialog
    assert isinstance(dialog, RevokeDialog)
    dialog.reason.set_text("no longer used")
    dialog.button.click()
    window.settle()
    assert window.view.covers.covered
    assert decision(window, *name) == "revoke"
    assert window.secret(*name).current is None
    assert shown(page) != name
    assert page.hasFocus()


def test_it_can_be_stopped_and_gone_on_with(window: OpenWindow, page):
    first = shown(page)
    press(window, Qt.Key.Key_K)
    press(window, Qt.Key.Key_Escape)
    assert not window.view.covers.covered
    window.view.commands.revoking.review()
    window.settle()
    assert shown(page) != first
    assert page.card is not None
    assert page.card.progress.words() == "1 of 16"


def test_what_others_decided_or_removed_meanwhile_is_passed_over(window: OpenWindow, page):
    assert page.card is not None
    page.card.note.set_text("half a sentence")
    work(window, lambda owner: secrets.edit(owner.vault, page.card.secret, {"notes": "x"}))
    assert page.card.note.text() == "half a sentence"
    secret = window.secret(*shown(page))
    work(window, lambda owner: reviewing.decide(owner.vault, secret, Decision.KEEP))
    assert shown(page) != (secret.name, secret.environment)
    gone = window.secret(*shown(page))
    work(window, lambda owner: secrets.trash(owner.vault, [gone]))
    assert shown(page) != (gone.name, gone.environment)


def test_a_decision_that_fails_is_told_and_asked_again(window: OpenWindow, page):
    assert page.card is not None
    name = shown(page)
    page.card.note.set_text("x" * 501)
    page.card.buttons[Decision.KEEP].click()
    window.settle()
    assert "500" in page.banner.words()
    assert shown(page) == name
    page.card.note.set_text("")
    page.card.buttons[Decision.KEEP].click()
    window.settle()
    assert decision(window, *name) == "keep"


def test_the_end_says_how_it_went(window: OpenWindow, page):
    press(window, Qt.Key.Key_R)
    while page.card is not None:
        page.pass_over()
    assert page.end is not None
    page.decide(Decision.KEEP)
    page.pass_over()
    page.refresh()
    with QtSignal(page) as asked:
        page.end.rotate_asked.emit(window.secret("STRIPE_SECRET_KEY"))
    assert asked == ["STRIPE_SECRET_KEY"]


class QtSignal:
    """What ``rotate_asked`` gave meanwhile, without opening the editor."""

    def __init__(self, page: ReviewPage) -> None:
        self._page, self._names = page, list[str]()

    def __enter__(self) -> list[str]:
        self._page.rotate_asked.disconnect()
        self._page.rotate_asked.connect(lambda secret: self._names.append(secret.name))
        return self._names

    def __exit__(self, *_: object) -> None:
        self._page.rotate_asked.disconnect()
