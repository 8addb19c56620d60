"""Everyday's pages over the unlocked vault, each in a state, for pictures and tests."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from keystead.core.model import Risk
from keystead.core.policies import Rule
from keystead.core.secret_types import SecretText
from keystead.core.settings import Settings
from keystead.gui.dialogs.forget import ForgetDialog
from keystead.gui.dialogs.palette import PaletteDialog
from keystead.gui.dialogs.policies import PoliciesDialog
from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.gui.dialogs.settings import SettingsDialog
from keystead.gui.pages.known import KnownVault
from keystead.gui.preferences import Preferences
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.notices import PAGE_OVERVIEW
from keystead.services import policies
from keystead.services.home import Home
from keystead.services.owner import Owner
from tests.support.homes import home_at, parts
from tests.support.screens_after import _secret, folder, open_page
from tests.support.window import OpenWindow, wait_for

HARBOUR = KnownVault(
    b"H" * 32, "Harbour Studio", Path.home() / "Sync" / "harbour.keystead", None, 3
)
OWN = KnownVault(b"P" * 32, "Personal", Path.home() / "personal.keystead", None, 2)


def _named(window: OpenWindow) -> None:
    window.view.sidebar.name.show_vaults(HARBOUR.vault_id, [HARBOUR, OWN])


def palette(theme: Theme) -> OpenWindow:
    """Picture 09: a verb and a part of a name."""
    window = open_page(theme)
    _named(window)
    window.view.table.choose(_secret(window, "STRIPE_SECRET_KEY", "prod").id)
    window.view.commands.palette()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, PaletteDialog)
    QTest.keyClicks(dialog.field, "exp str")
    return window


def palette_start(theme: Theme) -> OpenWindow:
    """Nothing typed yet."""
    window = palette(theme)
    dialog = window.view.commands.dialog
    assert isinstance(dialog, PaletteDialog)
    dialog.field.clear()
    return window


def palette_nothing(theme: Theme) -> OpenWindow:
    """Nothing fits."""
    window = palette(theme)
    dialog = window.view.commands.dialog
    assert isinstance(dialog, PaletteDialog)
    dialog.field.setText("qqqq")
    return window


def many(theme: Theme) -> OpenWindow:
    """Several keys are chosen."""
    window = open_page(theme)
    table = window.view.table
    table.selectionModel().select(
        table._spans([3, 4, 5, 6, 9]), table.selectionModel().SelectionFlag.ClearAndSelect
    )
    return window


def tags(theme: Theme) -> OpenWindow:
    """The tags of several keys."""
    window = many(theme)
    window.view.commands.tags()
    return window


def versions(theme: Theme) -> OpenWindow:
    """All versions of a key."""
    window = open_page(theme)
    window.view.table.choose(_secret(window, "STRIPE_SECRET_KEY", "prod").id)
    window.view.detail.versions.header.link.click()
    return window


def known_already(theme: Theme) -> OpenWindow:
    """What was pasted has a name and a value that are there."""
    window = open_page(theme)
    secret = _secret(window, "NPM_TOKEN", "prod")
    window.view.table.choose(secret.id)
    QGuiApplication.clipboard().setText(f"NPM_TOKEN={window.value(secret)}")
    window.view.commands.paste()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, SecretEditor)
    wait_for(lambda: not dialog.known.value.isHidden())
    return window


def drop(theme: Theme) -> OpenWindow:
    """A file hangs over the window."""
    window = open_page(theme)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/home/mara/shop-api/.env")])
    window.view.drops.hover(data)
    return window


def forget(theme: Theme) -> OpenWindow:
    """Before a vault is forgotten on this computer."""
    window = open_page(theme)
    _named(window)
    dialog = ForgetDialog(theme, window.stage, HARBOUR, lambda: None)
    dialog.show_file(True)
    dialog.open()
    return window


def _home(name: str) -> Home:
    return home_at(folder(name), parts())


def settings(theme: Theme) -> OpenWindow:
    """Two are set, one of them to something that is not allowed."""
    window = open_page(theme)
    _named(window)
    home = _home("settings")
    held = Preferences(home, window.worker, Settings({"export.default_profile": "node"}))
    dialog = SettingsDialog(theme, window.stage, held, in_vault=True)
    # Shown as it stands: what the file of this home says is nothing.
    dialog._preferences.load = lambda *_: None  # type: ignore[method-assign]
    dialog.open()
    row = dialog.rows["clipboard.clear_after"]
    row._write(500)
    row.take()
    return window


def policies_page(theme: Theme) -> OpenWindow:
    """Policies with a class set in prod and two own ones."""
    window = open_page(theme)

    def work(owner: Owner) -> None:
        policies.set_class(owner.vault, Risk.HIGH, Rule(14, 86_400, (7, 3, 1)), "prod")
        policies.put(owner.vault, "pci", Rule(90, 86_400, (30, 14, 7)))
        policies.put(owner.vault, "short-lived", Rule(7))

    window.controller.work(work)
    window.settle()
    window.view.commands.policies()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, PoliciesDialog)
    dialog.place.choose("prod")
    return window


def editor_policy(theme: Theme) -> OpenWindow:
    """A key whose rotation comes from here and there."""
    window = open_page(theme)

    def work(owner: Owner) -> None:
        policies.set_class(owner.vault, Risk.HIGH, Rule(14), "prod")
        policies.put(owner.vault, "pci", Rule(leads=(30, 14, 7)))

    window.controller.work(work)
    window.settle()
    window.view.commands.edit(window.secret("STRIPE_SECRET_KEY"))
    dialog = window.view.commands.dialog
    assert isinstance(dialog, SecretEditor)
    dialog.fields.risk.choose(Risk.HIGH)
    dialog.fields.policy.choose("pci")
    for field in (dialog.fields.rotate, dialog.fields.overlap):
        field.set_text("")
    window.settle()
    dialog._area.ensureWidgetVisible(dialog.fields.leads)
    return window


def overview(theme: Theme) -> OpenWindow:
    """What is ahead, what is wrong, what happened."""
    window = open_page(theme)
    window.view.show_scope(PAGE_OVERVIEW)
    window.settle()
    return window


def overview_tables(theme: Theme) -> OpenWindow:
    """The same, as tables."""
    window = overview(theme)
    window.view.covers.overview.as_tables.click()
    return window


def recognised(theme: Theme) -> OpenWindow:
    """A pasted key: what it tells is filled in."""
    window = open_page(theme)
    window.view.commands.take_text(SecretText(f"ANTHROPIC_API_KEY=sk-ant-api03-{'k3' * 48}"))
    window.settle()
    return window


EVERYDAY: dict[str, Callable[[Theme], OpenWindow]] = {
    "overview": overview,
    "overview-tables": overview_tables,
    "policies": policies_page,
    "editor-policy": editor_policy,
    "recognised": recognised,
    "palette": palette,
    "palette-start": palette_start,
    "palette-nothing": palette_nothing,
    "many": many,
    "tags": tags,
    "versions": versions,
    "known-already": known_already,
    "drop": drop,
    "forget": forget,
    "settings": settings,
}
