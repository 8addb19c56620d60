"""The one door to the vault: everything on the worker, errors in one place, locks."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keystead.core.drafts import SecretDraft
from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.theme import Theme
from keystead.services.owner import LockReason, Owner
from keystead.services.unsaved import UnsavedEdit
from keystead.vault.replica import Replica
from keystead.vault.session import OpenVault
from tests.support.window import OpenWindow, filled, wait_for


class Threads:
    """Which threads called methods of the vault, by the method's name."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: dict[str, set[int]] = {}
        for cls in (OpenVault, Replica, Owner):
            for name, method in list(vars(cls).items()):
                if callable(method) and not name.startswith("__"):
                    monkeypatch.setattr(cls, name, self._noting(f"{cls.__name__}.{name}", method))

    def _noting(self, name: str, method):
        def noted(*args, **kwargs):
            self.seen.setdefault(name, set()).add(threading.get_ident())
            return method(*args, **kwargs)

        return noted


def test_no_call_of_the_vault_runs_in_the_gui_thread(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    vault = filled(tmp_path)
    threads = Threads(monkeypatch)
    window = OpenWindow(theme, vault)
    window.show()
    secret = window.choose("STRIPE_SECRET_KEY")
    commands = window.view.commands
    commands.copy()
    window.value(secret)
    window.controller.edit(secret, {"notes": "x"}, SecretText("sk_live_another"))
    window.controller.add(SecretDraft(name="NEW", environment="dev"), SecretText("v"))
    window.settle()
    commands.trash()
    commands.files.export()
    window.settle()
    commands.close_dialog()
    path = tmp_path / "some.env"
    path.write_text("A=1\n")
    commands.files.import_from(path)
    window.settle()
    commands.close_dialog()
    window.clock.advance(5)
    window.controller.tick()
    window.settle()
    window.close()
    assert {"OpenVault.secrets", "OpenVault.write", "Owner.tick", "Owner.lock"} <= set(threads.seen)
    gui = threading.get_ident()
    assert [name for name, used in threads.seen.items() if gui in used] == []
    assert len(set().union(*threads.seen.values())) == 1


def test_an_error_goes_to_the_banner(window: OpenWindow):
    window.controller.untrash([window.secret("NPM_TOKEN")])
    window.settle()
    secret = window.secret("TEST_TOKEN", "dev")
    window.controller.add(SecretDraft(name="TEST_TOKEN", environment="dev"), SecretText("v"))
    window.controller.untrash([secret])
    window.settle()
    assert "dev/TEST_TOKEN exists already" in window.view.notices.words()
    window.errors.clear()


def test_an_error_goes_to_the_caller_who_wants_it(window: OpenWindow):
    told: list[KeysteadError] = []
    draft = SecretDraft(name="NPM_TOKEN", environment="prod")
    window.controller.add(draft, SecretText("v"), None, told.append)
    window.settle()
    assert [error.code for error in told] == ["name-taken"]
    assert window.view.notices.isHidden()


def test_a_bug_is_raised_and_not_shown_as_an_error(window: OpenWindow, qtbot: QtBot):
    with qtbot.captureExceptions() as caught:
        window.controller._run(lambda _: 1 // 0)
        wait_for(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_a_change_brings_one_new_snapshot(window: OpenWindow):
    seen: list[VaultSnapshot] = []
    window.controller.snapshot_changed.connect(seen.append)
    before = window.controller.snapshot
    saved: list[Secret] = []
    window.controller.edit(window.secret("NPM_TOKEN"), {"notes": "x"}, None, saved.append)
    window.settle()
    assert len(seen) == 1
    assert before is not None
    assert seen[0].number > before.number
    assert seen[0].find(saved[0].id) == saved[0]


def test_ticks_bring_a_snapshot_only_when_words_grow_old(window: OpenWindow):
    seen: list[VaultSnapshot] = []
    window.controller.snapshot_changed.connect(seen.append)
    window.clock.advance(30)
    window.controller.tick()
    window.settle()
    assert seen == []
    window.clock.advance(31)
    window.controller.tick()
    window.settle()
    assert len(seen) == 1
    assert seen[0].secrets is seen[0].index.secrets


def test_a_lock_empties_the_window_the_clipboard_and_the_vault(window: OpenWindow):
    window.choose("STRIPE_SECRET_KEY")
    window.view.commands.copy()
    window.settle()
    locking: list[LockReason] = []
    locked: list[LockReason] = []
    window.controller.locking.connect(locking.append)
    window.controller.locked.connect(locked.append)
    window.view.commands.edit()
    window.controller.lock()
    assert locking == [LockReason.ASKED]
    assert window.controller.snapshot is None
    assert window.view.table.model_.rowCount() == 0
    assert window.view.detail.secret is None
    assert window.view.commands.dialog is None
    assert window.guard.copied is None
    wait_for(lambda: bool(locked))
    assert locked == [LockReason.ASKED]
    assert window.owner.locked_for is LockReason.ASKED
    # The second time nothing happens.
    window.controller.lock()
    window.settle()
    assert len(locked) == 1


def test_what_was_under_way_does_not_arrive_after_a_lock(window: OpenWindow):
    arrived: list[SecretText] = []
    secret = window.secret("NPM_TOKEN")
    window.controller.reveal(secret, arrived.append)
    window.controller.lock()
    window.settle()
    window.controller.reveal(secret, arrived.append)
    window.settle()
    assert arrived == []


def test_nobody_doing_anything_locks(window: OpenWindow):
    locked: list[LockReason] = []
    window.controller.locked.connect(locked.append)
    window.clock.advance(299)
    window.controller.touch()
    window.controller.tick()
    window.settle()
    window.clock.advance(299)
    window.controller.tick()
    window.settle()
    assert window.controller.is_open
    window.clock.advance(2)
    window.controller.tick()
    window.settle()
    assert locked == [LockReason.IDLE]


def test_a_disk_that_fails_while_locking_is_told_and_the_vault_is_closed(
    window: OpenWindow, monkeypatch: pytest.MonkeyPatch
):
    def fail(reason: LockReason, typed: UnsavedEdit | None) -> None:
        raise KeysteadError("The disk is full.")

    monkeypatch.setattr(window.controller._desk, "lock", fail)
    locked: list[LockReason] = []
    window.controller.locked.connect(locked.append)
    window.controller.lock()
    window.settle()
    assert locked == [LockReason.ASKED]
    assert [error.message for error in window.errors] == ["The disk is full."]
    window.errors.clear()
    monkeypatch.undo()
    window.worker.submit(lambda _: window.owner.lock())
    window.settle()


def test_keys_and_mouse_keep_the_vault_open(window: OpenWindow, qtbot: QtBot):
    window.controller._touched = False
    qtbot.keyClick(window.view.table, Qt.Key.Key_Down)
    assert window.controller._touched
    window.controller.tick()
    assert not window.controller._touched
    qtbot.mouseClick(window.view.toolbar.search, Qt.MouseButton.LeftButton)
    assert window.controller._touched
