"""Keys of several environments were chosen: one file holds those of one."""

from PySide6.QtWidgets import QApplication, QMenu

from keystead.gui.vault.export_choice import ask_environment, named
from tests.support.window import OpenWindow


def test_the_environment_with_most_of_them_comes_first(window: OpenWindow):
    snapshot = window.controller.snapshot
    assert snapshot is not None
    of = {
        name: [one for one in snapshot.secrets if one.environment == name]
        for name in ("prod", "dev")
    }
    chosen = [of["dev"][0], *of["prod"][:2]]
    asked: list[tuple[str, list[str]]] = []
    ask_environment(window.view, chosen, lambda name, names: asked.append((name, names)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = menu.actions()
    assert [action.text() for action in actions] == [
        "Export 2 keys of prod",
        f"Export {of['dev'][0].name}",
    ]
    actions[0].trigger()
    menu.close()
    assert asked == [("prod", [one.name for one in of["prod"][:2]])]
    assert named(chosen) == "3 keys"
