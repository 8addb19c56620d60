"""What the command palette offers in the open vault: commands, views, verbs for keys."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from keystead.core.model import Secret
from keystead.core.revocation import usable
from keystead.core.views import View
from keystead.gui.models.palette import COMMANDS, VIEWS, Entry, Palette, Verb
from keystead.gui.models.scope import ENVIRONMENT, SERVICE, TAG, VIEW
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.vault.sidebar import VIEWS as SIDEBAR_VIEWS

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView


def palette_of(view: "VaultView", snapshot: VaultSnapshot) -> Palette:
    """Everything that can be done now."""
    entries = [*_commands(view), *_views(view, snapshot)]
    return Palette(snapshot, _verbs(view), entries)


def _verbs(view: "VaultView") -> list[Verb]:
    commands = view.commands

    def live(secret: Secret) -> bool:
        return secret.trashed is None

    def revocable(secret: Secret) -> bool:
        return live(secret) and bool(usable(secret))

    def show(secret: Secret) -> None:
        view.show_secret(secret)

    return [
        Verb("copy", "Copy", commands.copy, "", lambda one: one.current is not None),
        Verb("search", "Show", show),
        Verb("edit", "Edit", commands.edit, "", live),
        Verb("rotate", "Rotate", commands.rotation.rotate, "", live),
        Verb("export", "Export", commands.files.export, "", live),
        Verb("revoked", "Revoke", commands.revoking.revoke, "", revocable),
        Verb("trash", "Move to trash", commands.trash, "", live),
        Verb("history", "Activity of", commands.pages.activity),
        Verb("undo", "Restore", commands.restore, "", lambda one: not live(one)),
    ]


def _commands(view: "VaultView") -> Iterator[Entry]:
    commands, switch = view.commands, view.sidebar.name
    for action, icon, also in (
        (commands.a_new, "key", "add create secret"),
        (commands.a_paste, "clipboard", "add clipboard"),
        (commands.a_import, "import", "file open dotenv"),
        (commands.a_rotate, "rotate", "renew replace resume"),
        (commands.a_export, "export", "write file dotenv"),
        (commands.a_tags, "tag", "label"),
        (commands.a_review, "check-circle", "monthly audit keep rotate narrow"),
        (commands.a_panic, "warning", "panic stolen breach leaked"),
        (commands.a_incidents, "revoked", "leaked revoked record"),
        (commands.a_environment, "plus", "add stage"),
        (commands.a_overview, "overview", "health findings days ahead activity"),
        (commands.a_audit, "history", "what happened log events who activity verify export"),
        (commands.a_policies, "calendar", "rotation risk interval overlap reminders"),
        (commands.reminders.a_calendar, "calendar", "ics reminders ahead subscribe"),
        (commands.a_find, "search", "find filter"),
        (commands.a_lock, "lock", "close"),
    ):
        if action.isEnabled() or action in (commands.a_find, commands.a_lock):
            yield _of_action(action, icon, also)
    yield Entry(COMMANDS, "settings", "Settings", switch.settings_asked.emit, right="Ctrl+,",
        also="preferences options")  # fmt: skip
    for vault in switch.others():
        go = partial(switch.chosen.emit, vault)
        yield Entry(COMMANDS, "logo", f"Switch to {vault.name}", go, also="vault open")
    yield Entry(COMMANDS, "folder", "Open another vault", switch.another.emit, also="switch file")
    yield Entry(COMMANDS, "plus", "Create a vault", switch.create_asked.emit, also="new")


def _of_action(action: QAction, icon: str, also: str) -> Entry:
    keys = action.shortcut().toString()
    return Entry(COMMANDS, icon, action.text(), action.trigger, right=keys, also=also)


def _views(view: "VaultView", snapshot: VaultSnapshot) -> Iterator[Entry]:
    counts = snapshot.counts

    def entry(icon: str, words: str, key: str, number: int) -> Entry:
        noun = "1 key" if number == 1 else f"{number:,} keys"
        return Entry(VIEWS, icon, f"Show {words}", lambda: view.show_scope(key), right=noun)

    for one, words, icon in SIDEBAR_VIEWS:
        yield entry(icon, words, f"{VIEW}:{one}", counts.views[View(one)])
    for name, number in counts.environments.items():
        yield entry("server", name, f"{ENVIRONMENT}:{name}", number)
    for name, number in counts.services.items():
        yield entry("cloud", name, f"{SERVICE}:{name}", number)
    for name, number in counts.tags.items():
        yield entry("tag", name, f"{TAG}:{name}", number)
