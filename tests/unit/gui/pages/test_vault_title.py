from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.gui.pages.vault_title import VaultTitle
from tests.support.screens_before import HARBOUR, OWN


def _title(theme, stage):
    title = VaultTitle(theme, stage)
    title.setGeometry(0, 0, 480, 60)
    title.show()
    title.show_vault(HARBOUR, [HARBOUR, OWN])
    return title


def test_it_says_name_and_path(theme, stage):
    title = _title(theme, stage)
    assert title.button.accessibleName() == "Vault: Harbour Studio"
    assert title.path.words() == "~/Sync/harbour.keystead"


def test_the_menu_offers_the_vaults_and_the_other_ways(theme, stage, qtbot):
    title = _title(theme, stage)
    menu = title.menu()
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == [
        "Harbour Studio",
        "Personal",
        "Open another vault",
        "Create a vault",
        "Settings",
        "Forget Harbour Studio on this computer",
    ]
    with qtbot.waitSignal(title.chosen) as chosen:
        menu.actions()[1].trigger()
    assert chosen.args == [OWN]
    with qtbot.waitSignal(title.another):
        menu.actions()[3].trigger()
    with qtbot.waitSignal(title.create_asked):
        menu.actions()[4].trigger()


def test_a_click_opens_the_menu_and_a_long_name_stays_in_bounds(theme, stage, qtbot):
    title = _title(theme, stage)
    QTest.mouseClick(title.button, Qt.MouseButton.LeftButton)
    app_menu = lambda: [m for m in title.findChildren(type(title.menu())) if m.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: bool(app_menu()))
    app_menu()[0].close()
    title.button.setText("A very long name " * 20)
    assert title.button.sizeHint().width() == 480
