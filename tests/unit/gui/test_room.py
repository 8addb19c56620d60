import threading

import pytest

from keystead.agent.approvals import AccessRequest, Decision, Purpose
from keystead.agent.peers import Program
from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.gui.room import Stand
from keystead.services.owner import LockReason
from tests.support.homes import MadeVault
from tests.support.windows import window

NODE = Program(48213, "/usr/bin/node", ("node", "server.js"))
REQUEST = AccessRequest(NODE, (NODE,), "/src", "dev", ("API_KEY",), Purpose.READ)


@pytest.fixture
def vault(home, tmp_path):
    return MadeVault(home, tmp_path)


@pytest.fixture
def shown(qapp, qtbot, home, vault):
    with window(qapp, qtbot, home) as made:
        made.unlock(vault)
        yield made


def _ask(room):
    """What a program asks for in a thread of its own; the answers come into the list."""
    answers = []
    threading.Thread(
        target=lambda: answers.append(room._desk.approve(REQUEST)), daemon=True
    ).start()
    return answers


def test_a_program_is_asked_about_over_the_window(shown, qtbot):
    room = shown.room
    answers = _ask(room)
    qtbot.waitUntil(lambda: room.approval is not None)
    assert room.approval.window() is shown.main.shell
    qtbot.waitUntil(lambda: room.approval.allow_once.isEnabled())
    room.approval.allow_once.click()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Decision.ONCE]
    assert room.approval is None


def test_where_the_window_is_hidden_the_question_stands_alone(shown, qtbot):
    room = shown.room
    shown.main.shell.hide()
    answers = _ask(room)
    qtbot.waitUntil(lambda: room.approval is not None)
    assert isinstance(room.approval.window(), Stand)
    assert room.approval.isVisible()
    room.approval.deny.click()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Decision.DENY]


def test_closing_that_window_denies(shown, qtbot):
    room = shown.room
    shown.main.shell.showMinimized()
    answers = _ask(room)
    qtbot.waitUntil(lambda: room.approval is not None)
    room.approval.window().close()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Decision.DENY]


def test_a_lock_denies(shown, qtbot):
    room = shown.room
    answers = _ask(room)
    qtbot.waitUntil(lambda: room.approval is not None)
    room.lock(LockReason.ASKED)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Decision.DENY]
    later = _ask(room)
    qtbot.waitUntil(lambda: bool(later))
    assert later == [Decision.DENY]
    shown.until_locked()


def test_nothing_of_the_vault_is_shown_once_a_lock_was_asked_for(shown):
    room = shown.room
    room.controller.add(SecretDraft(name="API_KEY", environment="dev"), SecretText("x"))
    shown.settle()
    room.lock(LockReason.ASKED)
    assert room.controller.snapshot is None
    assert not room.triggers._timer.isActive()
    shown.until_locked()
    assert shown.shows(shown.main.entrance.unlock)


def test_a_file_that_cannot_be_written_at_the_lock_is_no_loss(shown, vault):
    room = shown.room
    room.controller.add(SecretDraft(name="API_KEY", environment="dev"), SecretText("x"))
    shown.settle()
    vault.path.unlink()
    vault.path.mkdir()
    room.lock(LockReason.ASKED)
    shown.until_locked()
    vault.path.rmdir()
    shown.unlock(vault)
    assert [one.name for one in shown.snapshot.secrets] == ["API_KEY"]


def test_without_a_socket_the_window_says_that_commands_are_not_served(qapp, qtbot, home, tmp_path):
    vault = MadeVault(home, tmp_path)
    home.paths.runtime.write_text("in the way")
    with window(qapp, qtbot, home) as shown:
        room = shown.unlock(vault)
        assert room.server is None
        assert room.view.notices.words() != ""
