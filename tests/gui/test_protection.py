from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keystead.errors import FileProblem
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.vault.protection import ProtectionPage
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from tests.support.screens_protection import FACTS


@pytest.fixture
def page(theme, qtbot):
    made = ProtectionPage(theme)
    qtbot.addWidget(made)
    made.resize(1080, 772)
    made.show()
    made.show_facts(FACTS)
    return made


def _words(page):
    QApplication.processEvents()
    kinds = (*page.findChildren(Paragraph), *page.findChildren(ElidedLabel))
    return [one.words() for one in kinds if one.isVisible()]


def test_table_and_facts_are_shown_and_can_be_shown_again(page):
    assert "Your Secret Key and the vault file" in _words(page)
    assert "1 GiB, 3 passes" in _words(page)
    assert not page.banner.isVisible()
    page.show_facts(replace(FACTS, two_kits=True))
    assert _words(page).count("1 GiB, 3 passes") == 1
    assert "Two kits" in page.banner.words()
    page.show_facts(replace(FACTS, device_key_problem="The keyring did not answer."))
    assert "did not answer" in page.banner.words()


def test_each_change_is_in_the_menu(page, qtbot):
    asked: list[ChangeKind] = []
    page.change_asked.connect(asked.append)
    for action in page.menu.actions():
        action.trigger()
    assert asked == [ChangeKind.PASSPHRASE, ChangeKind.KIT, ChangeKind.COMPROMISED]
    page.open_menu()
    assert page.menu.isVisible()
    page.menu.close()


def test_what_cannot_be_read_is_told(page):
    page.show_problem(FileProblem("The unlock file cannot be read."))
    assert "cannot be read" in page.banner.words()
    assert "1 GiB, 3 passes" not in _words(page)


def test_esc_and_the_arrow_go_back(page, qtbot):
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.closed):
        QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
