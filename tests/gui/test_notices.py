"""Banners: what expires, errors, failed unlocks; each said once."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keystead.errors import FileProblem
from keystead.gui.models.snapshot import VaultStatus
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.notices import (
    EXPIRY,
    PAGE_EXPOSED,
    REVIEW,
    Notices,
    attempts_notice,
    expiry_notice,
    exposed_notice,
    review_notice,
)
from tests.support.demo_vault import DemoVault
from tests.support.window import OpenWindow, filled

NOW = 1_795_378_380.0


def test_after_unlocking_the_expired_key_is_named(qtbot: QtBot, theme: Theme, tmp_path):
    window = OpenWindow(theme, filled(tmp_path))
    window.show()
    notices = window.view.notices
    assert notices.words().splitlines() == [
        "SENDGRID_API_KEY in staging expired yesterday.",
        "17 keys are due for a review Is each still needed as it is? You can stop at any time and "
        "go on later.",
    ]
    qtbot.mouseClick(notices._banners[REVIEW]._cross, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(notices._banners[EXPIRY].link, Qt.MouseButton.LeftButton)
    assert window.view.scope.key == "view:attention"
    qtbot.mouseClick(notices._banners[EXPIRY]._cross, Qt.MouseButton.LeftButton)
    assert notices.isHidden()
    # Dismissed is dismissed, until there is something else to say.
    window.controller.refresh()
    window.settle()
    assert notices.isHidden()
    window.close()


def test_what_will_expire_is_a_warning(window: OpenWindow):
    snapshot = window.controller.snapshot
    assert snapshot is not None
    window.controller.trash([window.secret("SENDGRID_API_KEY", "staging")])
    window.settle()
    later = window.controller.snapshot
    assert later is not None
    notice = expiry_notice(later)
    assert notice is not None
    assert notice.severity == "warning"
    assert notice.title == "GITHUB_TOKEN in prod expires in 3 days. 3 more will."


def test_an_empty_vault_has_nothing_to_say(empty: OpenWindow):
    assert empty.view.notices.words() == ""
    snapshot = empty.controller.snapshot
    assert snapshot is not None
    assert expiry_notice(snapshot) is None


def test_an_error_is_said_every_time(qtbot: QtBot, theme: Theme):
    notices = Notices(theme)
    qtbot.addWidget(notices)
    for _ in range(2):
        notices.show_error(FileProblem("The disk is full. Nothing was changed."))
        assert notices.words() == "That did not work The disk is full. Nothing was changed."
        notices.dismiss("error")
        assert notices.words() == ""


def test_failed_unlocks_and_a_file_that_cannot_be_written(qtbot: QtBot, theme: Theme):
    notices = Notices(theme)
    qtbot.addWidget(notices)
    status = VaultStatus(problem="The disk is full.", quarantined=1, failed_attempts=(NOW - 60,))
    notices.show_status(status, NOW)
    words = notices.words()
    assert "The disk is full. Your changes are safe on this computer" in words
    assert "1 failed attempt to unlock this vault It was today 20:12." in words
    assert "1 change does not count" in words
    notices.show_status(VaultStatus(), NOW)
    assert notices.words() == ""


def test_several_attempts_are_counted():
    assert attempts_notice((), NOW) is None
    notice = attempts_notice((NOW - 90_000, NOW - 60), NOW)
    assert notice is not None
    assert notice.title == "2 failed attempts to unlock this vault"
    assert "The last: yesterday 19:13, today 20:12." in notice.words
    once = attempts_notice((NOW - 60,), NOW)
    assert once is not None
    assert once.words.startswith("It was today 20:12.")
    more = attempts_notice((NOW - 60,), NOW, 140)
    assert more is not None
    assert more.title.startswith("140 failed attempts")


def test_what_is_to_be_rotated_is_counted():
    assert exposed_notice(0) is None
    one, many = exposed_notice(1), exposed_notice(12)
    assert one is not None
    assert many is not None
    assert (one.title, many.title) == ("1 key has to be rotated", "12 keys have to be rotated")
    assert many.goes_to == PAGE_EXPOSED


def test_a_vault_of_its_own_is_quiet(tmp_path, qtbot: QtBot, theme: Theme):
    window = OpenWindow(theme, DemoVault(tmp_path, name="Own"))
    assert window.view.notices.isHidden()
    window.close()


def test_reviews_lead_to_their_page():
    assert review_notice(0) is None
    one, many = review_notice(1), review_notice(7)
    assert one is not None
    assert many is not None
    assert (one.title, many.title) == ("1 key is due for a review", "7 keys are due for a review")
    assert many.goes_to == "page:review"
