"""The vault's name at the head of the sidebar."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from keystead.gui.pages.known import KnownVault
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.switcher import RECENT, VaultSwitch
from tests.support.window import OpenWindow


def known(number: int) -> KnownVault:
    return KnownVault(bytes([number]) * 32, f"Vault {number}", Path(f"/v{number}"), None, number)


def words(switch: VaultSwitch) -> list[str]:
    menu = switch.menu_of_vaults()
    found = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.deleteLater()
    return found


def test_it_is_named_and_opens_by_mouse(window: OpenWindow, qtbot: QtBot):
    switch = window.view.sidebar.name
    assert switch.accessibleName() == "Vault: Harbour Studio"
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    # What is not known here, such as a demo, cannot be forgotten.
    assert [one.text() for one in menu.actions() if one.text()] == [
        "Open another vault",
        "Create a vault",
        "Settings",
    ]
    menu.close()


def test_recent_ones_first_and_not_too_many(qtbot: QtBot, theme: Theme):
    switch = VaultSwitch(theme)
    qtbot.addWidget(switch)
    switch.show_vaults(known(3).vault_id, [known(number) for number in range(1, 12)])
    found = words(switch)
    assert found[:RECENT] == [f"Vault {number}" for number in range(11, 3, -1)]
    assert found[-1] == "Forget Vault 3 on this computer"


def test_choosing_the_open_one_does_nothing(qtbot: QtBot, theme: Theme):
    switch = VaultSwitch(theme)
    qtbot.addWidget(switch)
    switch.show_vaults(known(1).vault_id, [known(1), known(2)])
    chosen: list[KnownVault] = []
    switch.chosen.connect(chosen.append)
    menu = switch.menu_of_vaults()
    for action in menu.actions()[:2]:
        action.trigger()
    assert chosen == [known(2)]
    menu.deleteLater()
