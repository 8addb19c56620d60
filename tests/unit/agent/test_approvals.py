"""Asking the user, and what is remembered of the answer."""

import threading

from keystead.agent.approvals import AccessRequest, Approvals, Decision, Purpose
from keystead.agent.peers import Program
from tests.support.clock import FakeClock

NODE = Program(7, "/usr/bin/node", ("node", "server.js"))


class User:
    """Answers as told, and remembers what was asked."""

    def __init__(self, *answers: Decision) -> None:
        self.answers = list(answers)
        self.asked: list[AccessRequest] = []

    def __call__(self, request: AccessRequest) -> Decision:
        self.asked.append(request)
        return self.answers.pop(0)


def request(
    program: Program = NODE,
    directory: str = "/src/shop",
    environment: str = "dev",
    purpose: Purpose = Purpose.READ,
    environment_id: bytes = b"d" * 16,
) -> AccessRequest:
    return AccessRequest(
        program,
        (program,),
        directory,
        environment,
        ("API_KEY",),
        purpose,
        environment_id=environment_id,
    )


def test_once_is_once():
    user = User(Decision.ONCE, Decision.DENY)
    approvals = Approvals(user, FakeClock().monotonic)
    assert approvals.allowed(request())
    assert not approvals.allowed(request())
    assert [asked.before for asked in user.asked] == [None, Decision.ONCE]


def test_fifteen_minutes_hold_for_program_folder_and_environment():
    clock = FakeClock()
    user = User(Decision.FOR_15_MINUTES, *[Decision.DENY] * 6)
    approvals = Approvals(user, clock.monotonic)
    assert approvals.allowed(request())
    clock.advance(899)
    assert approvals.allowed(request())
    other = Program(8, "/usr/bin/node", ("node", "other.js"))
    assert not approvals.allowed(request(program=other))
    assert not approvals.allowed(request(directory="/src/other"))
    # By id: the name of an environment can pass on to another one.
    assert not approvals.allowed(request(environment="dev", environment_id=b"p" * 16))
    assert not approvals.allowed(request(environment="", environment_id=b""))
    assert approvals.allowed(request(environment="renamed"))
    assert not approvals.allowed(request(purpose=Purpose.CHANGE))
    clock.advance(2)
    assert not approvals.allowed(request())
    assert len(user.asked) == 7


def test_a_grant_to_change_covers_neither_erasing_nor_restoring():
    user = User(Decision.FOR_15_MINUTES, Decision.DENY, Decision.FOR_15_MINUTES, Decision.DENY)
    approvals = Approvals(user, FakeClock().monotonic)
    assert approvals.allowed(request(purpose=Purpose.CHANGE))
    assert not approvals.allowed(request(purpose=Purpose.PURGE))
    assert approvals.allowed(request(purpose=Purpose.RESTORE))
    assert not approvals.allowed(request(purpose=Purpose.PURGE))
    assert approvals.allowed(request(purpose=Purpose.CHANGE))


def test_a_grant_to_list_is_one_to_read_but_never_to_change():
    approvals = Approvals(User(Decision.FOR_15_MINUTES, Decision.DENY), FakeClock().monotonic)
    assert approvals.allowed(request(purpose=Purpose.READ))
    assert approvals.allowed(request(purpose=Purpose.LIST))
    assert not approvals.allowed(request(purpose=Purpose.CHANGE))


def test_a_lock_forgets_every_grant():
    user = User(Decision.FOR_15_MINUTES, Decision.DENY)
    approvals = Approvals(user, FakeClock().monotonic)
    assert approvals.allowed(request())
    approvals.forget()
    assert not approvals.allowed(request())


def test_two_requests_at_once_make_one_dialog_at_a_time():
    inside, most = 0, 0
    entered = threading.Event()

    def slowly(_request: AccessRequest) -> Decision:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        entered.wait(0.05)
        inside -= 1
        return Decision.FOR_15_MINUTES

    approvals = Approvals(slowly, FakeClock().monotonic)
    threads = [threading.Thread(target=approvals.allowed, args=(request(),)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
