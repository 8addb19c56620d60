"""Who is served, and what is refused with which way out."""

import os
from pathlib import Path

import pytest

from keystead.agent.access import Access, not_served, parse_allowed
from keystead.agent.approvals import AccessRequest, Approvals, Decision
from keystead.agent.errors import NotServed
from keystead.agent.peers import Peer, Session
from keystead.errors import UsageProblem
from keystead.services.requests.scope import Scope
from tests.support.clock import FakeClock

OURS = Peer(os.getpid(), os.getuid(), Session(10, 100))
THEIRS = Peer(os.getpid(), os.getuid(), Session(11, 100))
DEV, PROD = b"d" * 16, b"p" * 16
READ_DEV = Scope("dev", ("API_KEY",), "read", DEV, "dev")


def test_the_session_that_unlocked_is_served_and_no_other():
    access = Access()
    access.admit(OURS.session)
    assert access.serves(OURS)
    assert not access.serves(THEIRS)
    assert not access.serves(Peer(1, 0, Session(10, 101)))
    access.forget()
    assert not access.serves(OURS)


def test_a_process_without_a_certain_session_is_never_served():
    access = Access()
    access.admit(None)
    assert not access.serves(Peer(1, 0, None))


def test_nobody_to_ask_means_refused_at_once_with_the_way_out():
    with pytest.raises(NotServed, match="unlock --allow env:dev") as found:
        Access().check(THEIRS, READ_DEV)
    assert found.value.data == {"environment": "dev"}
    assert "env:ENVIRONMENT" in not_served().message


def test_where_a_key_was_found_is_not_told():
    looked_up = Scope("dev", ("API_KEY",), "read", DEV)
    unknown = Scope("", ("API_KEY",), "read")
    told = []
    for scope in (looked_up, unknown):
        with pytest.raises(NotServed) as found:
            Access().check(THEIRS, scope)
        told.append((found.value.message, found.value.data))
    assert told[0] == told[1]


def test_an_allowed_environment_can_be_read_by_all_and_changed_by_none():
    access = Access()
    access.allow([DEV])
    access.check(THEIRS, READ_DEV)
    access.check(THEIRS, Scope("dev", (), "list", DEV))
    access.check(THEIRS, Scope("renamed", (), "list", DEV))
    for refused in (
        Scope("dev", (), "change", DEV),
        Scope("dev", (), "purge", DEV),
        Scope("dev", (), "read", PROD),
        Scope("prod", (), "read", PROD),
        Scope("", (), "list"),
    ):
        with pytest.raises(NotServed):
            access.check(THEIRS, refused)
    access.forget()
    with pytest.raises(NotServed):
        access.check(THEIRS, READ_DEV)


def test_the_user_is_asked_with_what_the_kernel_says():
    asked: list[AccessRequest] = []

    def approver(request: AccessRequest) -> Decision:
        asked.append(request)
        return Decision.ONCE if len(asked) == 1 else Decision.DENY

    access = Access(Approvals(approver, FakeClock().monotonic))
    access.check(THEIRS, READ_DEV, cwd="/what/it/says")
    assert (asked[0].environment, asked[0].keys) == ("dev", ("API_KEY",))
    assert asked[0].directory == str(Path.cwd())
    assert asked[0].chain[0] == asked[0].program
    with pytest.raises(NotServed, match="did not allow"):
        access.check(THEIRS, READ_DEV)


def test_what_can_be_allowed_is_an_environment():
    assert parse_allowed(["env:dev", "env:eu-prod"]) == ["dev", "eu-prod"]
    for wrong in ("dev", "env:", "key:A"):
        with pytest.raises(UsageProblem):
            parse_allowed([wrong])
