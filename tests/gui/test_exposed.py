import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keystead.gui.vault.exposed import ExposedPage
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.labels import ElidedLabel
from tests.support.demo_vault import NOW


@pytest.fixture
def page(theme, qtbot):
    made = ExposedPage(theme)
    qtbot.addWidget(made)
    made.resize(1080, 700)
    made.show()
    return made


def test_each_key_can_be_shown(page, window, qtbot):
    secret = window.secret("GITHUB_TOKEN")
    page.show_secrets([secret], window.controller.snapshot, NOW - 60)
    assert page.names == ["GITHUB_TOKEN"]
    button = next(one for one in page.findChildren(Button) if one.text() == "Open key")
    with qtbot.waitSignal(page.shown) as shown:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown.args == [secret]


def test_when_all_are_new_that_is_said(page, window):
    page.show_secrets([window.secret("GITHUB_TOKEN")], window.controller.snapshot, NOW)
    page.show_secrets([], window.controller.snapshot, NOW - 60)
    QApplication.processEvents()
    said = [one.words() for one in page.findChildren(ElidedLabel) if one.isVisible()]
    assert any(words.startswith("Every value is a new one") for words in said)
