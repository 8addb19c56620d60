"""A program asks: deny, once, for 15 minutes; no answer denies."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.agent.approvals import AccessRequest, Decision, Purpose
from keystead.agent.peers import Program
from keystead.gui.dialogs.approval import ApprovalDesk, ApprovalDialog
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import ElidedLabel
from tests.support.clock import FakeClock
from tests.support.window import Stage

LEFT = Qt.MouseButton.LeftButton
NODE = Program(48213, "/usr/bin/node", ("node", "server.js"))
REQUEST = AccessRequest(
    NODE,
    (NODE, Program(48197, "/usr/bin/npm", ("npm", "run", "dev"))),
    "/srv/shop-api",
    "dev",
    tuple(f"KEY_{n}" for n in range(8)),
    Purpose.READ,
    Decision.ONCE,
)


class Asked:
    """A dialog and the answers that it gave."""

    def __init__(self, theme: Theme, qtbot: QtBot, clock: FakeClock) -> None:
        self.clock = clock
        self.theme = theme
        self.stage = Stage()
        qtbot.addWidget(self.stage)
        self.stage.show()
        self.stage.activateWindow()
        qtbot.waitActive(self.stage)
        self.answers: list[Decision] = []
        self.dialog = self.make(REQUEST)

    def make(self, request: AccessRequest) -> ApprovalDialog:
        dialog = ApprovalDialog(
            self.theme, self.stage, request, self.clock.monotonic, "dev", {"KEY_0": "S"}
        )
        dialog.answered.connect(self.answers.append)
        dialog.ask()
        QApplication.processEvents()
        return dialog

    def words(self) -> list[str]:
        labels = self.dialog.findChildren(ElidedLabel)
        return [label.words() for label in labels if label.words()]


@pytest.fixture
def asked(theme: Theme, qtbot: QtBot, clock: FakeClock) -> Iterator[Asked]:
    asked = Asked(theme, qtbot, clock)
    yield asked
    asked.stage.close()


def test_it_names_program_folder_environment_and_keys(asked: Asked):
    words = asked.words()
    assert words[:2] == ["node", "wants to read 8 keys"]
    assert "node, as it says: server.js" in words
    assert "/usr/bin/npm, process 48197" in words
    assert "/srv/shop-api" in words
    assert {"KEY_0", "KEY_5", "2 more"} <= set(words)
    assert "KEY_6" not in words
    assert "allowed once" in words
    assert asked.dialog.accessibleName() == "node wants to read 8 keys"


def test_deny_has_the_focus_and_enter_denies(asked: Asked, qtbot: QtBot):
    assert QApplication.focusWidget() is asked.dialog.deny
    qtbot.keyClick(asked.dialog.deny, Qt.Key.Key_Return)
    assert asked.answers == [Decision.DENY]
    assert asked.dialog.isHidden()


def test_esc_denies(asked: Asked, qtbot: QtBot):
    qtbot.keyClick(asked.dialog.deny, Qt.Key.Key_Escape)
    assert asked.answers == [Decision.DENY]


def test_nothing_can_be_allowed_in_the_first_moment(asked: Asked, qtbot: QtBot):
    qtbot.mouseClick(asked.dialog.allow_once, LEFT)
    assert asked.answers == []
    qtbot.waitUntil(asked.dialog.allow_once.isEnabled, timeout=3000)
    qtbot.mouseClick(asked.dialog.allow_once, LEFT)
    assert asked.answers == [Decision.ONCE]


def test_it_can_be_allowed_for_a_while(asked: Asked, qtbot: QtBot):
    qtbot.waitUntil(asked.dialog.allow_15.isEnabled, timeout=3000)
    qtbot.mouseClick(asked.dialog.allow_15, LEFT)
    assert asked.answers == [Decision.FOR_15_MINUTES]


def test_no_answer_denies_after_45_seconds(asked: Asked):
    asked.clock.advance(44)
    asked.dialog._tick()
    assert "Denied in 1 s" in asked.words()
    assert asked.answers == []
    asked.clock.advance(1)
    asked.dialog._tick()
    assert asked.answers == [Decision.DENY]
    asked.dialog._tick()
    assert asked.answers == [Decision.DENY]


def test_a_lock_takes_it_away_and_that_denies(asked: Asked):
    asked.dialog.end()
    asked.dialog.end()
    assert asked.answers == [Decision.DENY]


@pytest.mark.parametrize(
    ("purpose", "keys", "heading", "detail"),
    [
        (Purpose.LIST, (), "wants to list keys", "names and dates, no values"),
        (Purpose.READ, (), "wants to read keys", "all of this environment"),
        (Purpose.CHANGE, ("A",), "wants to change 1 key", "A"),
        (Purpose.PURGE, ("A",), "wants to erase 1 key for good", "A"),
        (Purpose.PURGE, (), "wants to erase keys for good", "all that is in the trash"),
        (Purpose.RESTORE, (), "wants to restore a backup", "the whole vault"),
    ],
)
def test_what_it_wants_is_said(
    asked: Asked, purpose: Purpose, keys: tuple[str, ...], heading: str, detail: str
):
    asked.dialog.end()
    request = AccessRequest(NODE, (NODE,), "", "", keys, purpose)
    asked.dialog = asked.make(request)
    words = asked.words()
    assert heading in words
    assert detail in words
    assert "all environments" in words
    assert "not known" in words


def test_a_thread_that_waits_gets_the_answer(qtbot: QtBot):
    seen: list[AccessRequest] = []

    def show(request: AccessRequest, take) -> None:
        seen.append(request)
        assert threading.current_thread() is threading.main_thread()
        take(Decision.ONCE)

    desk = ApprovalDesk(show)
    given: list[Decision] = []
    thread = threading.Thread(target=lambda: given.append(desk.approve(REQUEST)))
    thread.start()
    qtbot.waitUntil(lambda: bool(given), timeout=5000)
    thread.join()
    assert given == [Decision.ONCE]
    assert seen == [REQUEST]


def test_what_waits_or_comes_when_the_vault_locks_is_denied_at_once(qtbot: QtBot):
    """Before the question has reached the GUI thread, too: the desk may be gone by then."""
    desk = ApprovalDesk(lambda _request, _take: None)
    given: list[Decision] = []
    thread = threading.Thread(target=lambda: given.append(desk.approve(REQUEST)))
    thread.start()
    qtbot.waitUntil(lambda: bool(desk._waiting), timeout=5000)
    desk.end()
    thread.join()
    assert given == [Decision.DENY]
    assert desk.approve(REQUEST) is Decision.DENY
