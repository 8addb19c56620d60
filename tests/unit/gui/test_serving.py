import threading

import pytest

from keystead.agent.approvals import Decision
from keystead.agent.client.connection import Connection
from keystead.errors import AccessDenied, Refused
from keystead.gui.serving import VaultServer
from keystead.gui.takeover import Opened, open_vault
from keystead.gui.tasks import Worker
from keystead.services.owner import LockReason
from tests.support.homes import PASSPHRASE, MadeVault
from tests.support.windows import quiet


class Served:
    """A vault that is open on a worker and served."""

    def __init__(self, vault, qtbot, decision):
        self.vault, self.qtbot = vault, qtbot
        self.worker = Worker()
        self.asked = []
        made: list[Opened] = []
        code = vault.phone.next_code()
        entry = vault.entry
        self.worker.submit(
            lambda _: open_vault(vault.home, entry, PASSPHRASE, code, 0.0, quiet), made.append
        )
        qtbot.waitUntil(lambda: bool(made), timeout=20_000)
        self.owner = made[0].owner
        self.decision = decision
        monotonic, listener = vault.clock.monotonic, made[0].listener
        assert listener is not None
        self.server = VaultServer(self.worker, self.owner, listener, self._approve, monotonic)
        self.server.start()

    def _approve(self, request):
        self.asked.append(request)
        return self.decision

    def call(self, method, **params):
        """What another process gets for a request; its error is raised."""
        answers = []

        def ask():
            state = str(self.vault.home.paths.state)
            found = Connection.to(state, self.vault.entry.vault_id.hex())
            assert found is not None
            with found as connection:
                try:
                    answers.append(connection.call(method, params))
                except Exception as error:  # noqa: BLE001 - raised in the test's thread
                    answers.append(error)

        threading.Thread(target=ask, daemon=True).start()
        self.qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
        if isinstance(answers[0], Exception):
            raise answers[0]
        return answers[0]

    def close(self):
        self.server.stop()
        self.server.wait(5)
        self.worker.new_generation()
        self.worker.submit(lambda _: self.owner.lock(LockReason.QUIT))
        self.qtbot.waitUntil(lambda: not self.worker.busy, timeout=20_000)
        assert self.worker.stop()


@pytest.fixture
def served(home, tmp_path, qtbot):
    made = Served(MadeVault(home, tmp_path), qtbot, Decision.ONCE)
    yield made
    made.close()


def test_status_is_told_to_all_and_names_the_window(served):
    found = served.call("status")
    assert (found["owner"], found["locked"], found["served"]) == ("window", False, False)


def test_another_session_is_asked_about(served):
    assert served.call("list")["keys"] == []
    assert len(served.asked) == 1
    served.decision = Decision.DENY
    with pytest.raises(Refused):
        served.call("list")


def test_a_terminal_that_proves_itself_is_served(served):
    code = served.vault.phone.next_code()
    found = served.call("unlock", passphrase=PASSPHRASE.reveal(), code=code)
    assert found["served"] is True
    served.decision = Decision.DENY
    assert served.call("list")["keys"] == []
    assert served.asked == []


def test_lock_closes_before_it_answers_and_the_window_hears_of_it(served, qtbot):
    with qtbot.waitSignal(served.server.lock_asked) as told:
        assert served.call("lock")["locked"] is True
        assert served.owner.locked_for is LockReason.ASKED
    assert told.args == [LockReason.ASKED]
    assert served.call("status")["locked"] is True


def test_what_waits_is_told_of_the_lock(served, qtbot):
    free, errors = threading.Event(), []
    served.worker.submit(lambda _: free.wait(10))

    def wait():
        try:
            served.server.execute(lambda: "late")
        except AccessDenied as error:
            errors.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    qtbot.waitUntil(lambda: len(served.server._calls) == 1)
    served.server.stop()
    thread.join(5)
    free.set()
    assert "locked meanwhile" in errors[0].message
    with pytest.raises(AccessDenied):
        served.server.execute(lambda: "too late")


def test_an_error_goes_to_whoever_asked(served):
    with pytest.raises(Exception, match="There is no"):
        served.call("get", name="NOWHERE", env="nowhere")
