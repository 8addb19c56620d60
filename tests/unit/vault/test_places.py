"""Places as audit events tell them; what is left must not depend on their order."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from keystead.core.model import Place, Secret, Stage, Version
from keystead.vault import places
from keystead.vault.bodies import Action, Event

SECRET, ONE, TWO = b"s" * 16, b"1" * 16, b"2" * 16
NUMBERS = {ONE: 1, TWO: 2}


def used(
    action: Action, where: str, time: int, version: bytes = ONE, host: str = "", form: str = "node"
) -> Event:
    remote = f"git@{host}:a" if host else ""
    return Event(action, time, SECRET, version, where, 1, host, remote, form)


def forgotten(where: str, time: int, kind: str = "file", host: str = "") -> Event:
    return Event(Action.FORGET, time, SECRET, ONE, where, host=host, form=kind)


def told(*events: Event) -> tuple[Place, ...]:
    found: dict[places.Key, places.Used] = {}
    for event in events:
        places.note(found, event)
    return places.shown(found, NUMBERS)


def test_the_last_use_of_a_place_counts():
    export = used(Action.EXPORT, "/a/.env", 5, host="box", form="dotenv")
    later = used(Action.EXPORT, "/a/.env", 9, TWO, host="box", form="node")
    run = used(Action.RUN, "/bin/app", 7, form="")
    inject = used(Action.INJECT, "/a/config", 6)
    expected = (
        Place("file", "/a/.env", 2, 9, "box", "git@box:a", "node"),
        Place("program", "/bin/app", 1, 7),
        Place("file", "/a/config", 1, 6, form="node"),
    )
    for order in itertools.permutations((export, later, run, inject)):
        assert told(*order) == expected


def test_a_look_is_no_place_and_neither_is_nowhere():
    assert told(used(Action.COPY, "window", 5), used(Action.REVEAL, "window", 5)) == ()
    assert told(used(Action.EXPORT, "", 5)) == ()


def test_an_export_without_a_file_went_to_a_program():
    (place,) = told(used(Action.EXPORT, "/usr/bin/make", 5, form=""))
    assert place.kind == "program"


def test_a_place_is_forgotten_until_it_is_used_again():
    export, forget = used(Action.EXPORT, "/a", 5), forgotten("/a", 6)
    again = used(Action.EXPORT, "/a", 7)
    assert told(export, forget) == told(forget, export) == ()
    assert told(export, forgotten("/a", 6, kind="program")) != ()
    assert told(export, forgotten("/a", 6, host="other")) != ()
    for order in itertools.permutations((export, forget, again)):
        assert [place.at for place in told(*order)] == [7]


def test_another_computer_is_another_place():
    here = used(Action.EXPORT, "/a", 5, host="here")
    there = used(Action.EXPORT, "/a", 6, host="there")
    assert [place.host for place in told(here, there)] == ["there", "here"]


@given(st.permutations(range(places.MAX_PLACES + 20)))
def test_those_used_last_are_kept_whatever_the_order(order: list[int]):
    found = told(*(used(Action.RUN, f"p{number}", 1 + number // 2, form="") for number in order))
    assert len(found) == places.MAX_PLACES
    kept = {place.where for place in found}
    assert kept == told_kept()


def told_kept() -> set[str]:
    names = sorted(
        (1 + number // 2, ("program", f"p{number}", "")) for number in range(places.MAX_PLACES + 20)
    )
    return {key[1] for _, key in names[20:]}


def test_events_that_no_commit_carries_yet():
    versions = tuple(Version(key, number, Stage.CURRENT, 1) for key, number in NUMBERS.items())
    secret = Secret(
        SECRET, "A", "dev", b"e" * 16, 1, versions=versions, last_used=3,
        used_in=(Place("file", "/a", 1, 3),),
    )  # fmt: skip
    assert places.with_events(secret, []) == secret
    seen = places.with_events(secret, [used(Action.COPY, "window", 8), forgotten("/a", 9)])
    assert (seen.last_used, seen.used_in) == (8, ())
    more = places.with_events(secret, [used(Action.RUN, "/bin/x", 9, TWO, form="")])
    assert more.last_used == 9
    assert more.used_in == (Place("program", "/bin/x", 2, 9), Place("file", "/a", 1, 3))
    blank = Secret(SECRET, "A", "dev", b"e" * 16, 1)
    assert places.with_events(blank, [forgotten("/b", 1)]).last_used is None
