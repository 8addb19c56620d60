"""Requests about reminders."""

import pytest

from keystead.errors import NotFound, Refused, UsageProblem
from keystead.services.requests import table


def ask(owner, method, **params):
    return table.handle(owner, method, params)


def test_the_number_is_that_of_keys_that_are_due(owner):
    assert ask(owner, "due.count") == {"due": 0}
    ask(owner, "edit", name="dev/API_KEY", fields={"rotate_every": "1d"})
    owner.vault.clock.advance(3 * 86_400)
    assert ask(owner, "due.count") == {"due": 1}


def test_a_key_is_put_off_and_woken(owner):
    answer = ask(owner, "due.snooze", name="dev/API_KEY", days=7)
    assert answer == {"name": "API_KEY", "environment": "dev", "until": "2026-01-08"}
    assert ask(owner, "due.snooze", name="dev/API_KEY", days=0)["until"] is None
    with pytest.raises(UsageProblem, match="from 1 to 366"):
        ask(owner, "due.snooze", name="dev/API_KEY", days=367)
    with pytest.raises(NotFound):
        ask(owner, "due.snooze", name="dev/NO_SUCH", days=1)


def test_a_calendar_is_written_where_it_was_asked_for(owner, tmp_path):
    ask(owner, "edit", name="dev/API_KEY", fields={"rotate_every": "30d"})
    path = tmp_path / "keys.ics"
    wanted = {"path": str(path), "names": True, "force": False}
    assert ask(owner, "due.calendar", **wanted) == {"path": str(path), "events": 1}
    assert b"API_KEY (dev) is to be rotated" in path.read_bytes().replace(b"\r\n ", b"")
    with pytest.raises(Refused, match="--force"):
        ask(owner, "due.calendar", **wanted)
    ask(owner, "due.calendar", **(wanted | {"force": True, "names": False}))
    assert b"API_KEY" not in path.read_bytes()
    with pytest.raises(UsageProblem):
        ask(owner, "due.calendar", **(wanted | {"path": "keys.ics"}))
