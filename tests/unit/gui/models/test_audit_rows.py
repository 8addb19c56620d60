"""The words of an event: what, about what, where, and how far it can be believed."""

from dataclasses import replace

import pytest

from keystead.gui.models.audit_rows import THIS_DEVICE, event_lines, event_row
from keystead.gui.widgets.marks import Mark
from keystead.services.audit import Record
from keystead.vault.audit import Fact

HERE, THERE = b"here".ljust(16, b"-"), b"\xab\xcd\xef\x01".ljust(16, b"-")
NOW = 1_795_378_380
FACT = Fact(
    b"c" * 32, b"m" * 16, HERE, NOW - 60, "export", b"e" * 16, b"s" * 16,
    where="/srv/shop/.env", host="box", remote="git.example.org/shop",
)  # fmt: skip
EXPORTED = Record(FACT, "Mara", "prod", "API_KEY", 3)


def record(action: str, secret: str = "", **changes: object) -> Record:
    fact = replace(FACT, action=action, where="", host="", remote="", **changes)  # type: ignore[arg-type]
    return Record(fact, "Mara", "", secret, None)


def test_a_use_on_this_device():
    row = event_row(EXPORTED, NOW, HERE)
    assert row.when.startswith("today ")
    assert (row.what, row.about, row.version, row.environment) == (
        "Exported", "API_KEY", "v3", "prod",
    )  # fmt: skip
    # The device is this one: its name would only be said twice.
    assert (row.device, row.where) == (THIS_DEVICE, "/srv/shop/.env")
    assert row.spoken().endswith("API_KEY v3, prod, Mara, This device, /srv/shop/.env")


def test_a_use_on_another_device_names_the_computer():
    row = event_row(replace(EXPORTED, fact=replace(FACT, device=THERE)), NOW, HERE)
    assert (row.device, row.where) == ("abcdef01", "/srv/shop/.env on box")
    bare = replace(FACT, device=THERE, where="")
    assert event_row(replace(EXPORTED, fact=bare), NOW, HERE).where == "box"


def test_failed_unlocks_and_what_is_void_are_marked():
    failed = event_row(record("failed-unlocks", count=3), NOW, HERE)
    assert (failed.mark, failed.colour, failed.what) == (Mark.WARNING, "amber", "3 failed unlocks")
    void = event_row(record("edit", "API_KEY", quarantined=True), NOW, HERE)
    assert (void.mark, void.what) == (Mark.NOTE, "Edited, no effect")
    assert event_row(EXPORTED, NOW, HERE).mark is None


def test_fields_are_said_where_they_say_more_than_the_action():
    assert event_row(record("edit", "A", fields=("rotate_url", "notes")), NOW, HERE).more == (
        "rotation page, notes"
    )
    assert event_row(record("rotate", "A", fields=("last_rotated",)), NOW, HERE).more == ""


def test_an_erased_key_and_what_is_no_key():
    erased = event_row(record("copy"), NOW, HERE)
    assert (erased.about, erased.named) == ("A key that was erased", False)
    member = event_row(record("grant", "Ben"), NOW, HERE)
    assert (member.about, member.named) == ("Ben", False)
    assert event_row(record("unlock"), NOW, HERE).about == ""


def test_who_has_no_name_has_an_id():
    assert event_row(replace(EXPORTED, member=""), NOW, HERE).who == "6d6d6d6d"
    assert event_lines(replace(EXPORTED, member=""), HERE)[1].startswith("A member without a name")


def test_all_of_an_event():
    what, where, belief = event_lines(EXPORTED, HERE)
    assert what.startswith("Exported · API_KEY v3 in prod, Sun 22 Nov 2026, ")
    assert where == "Mara, this device · /srv/shop/.env · box · git.example.org/shop"
    assert belief == "Signed in commit 6363636363636363, as told by that device."
    assert "device abcdef01" in event_lines(
        replace(EXPORTED, fact=replace(FACT, device=THERE)), HERE
    )[1]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"commit": b""}, "Waits on this device"),
        ({"quarantined": True}, "without effect"),
        ({"readable": False}, "closed to you"),
        ({}, "Signed in commit 6363636363636363."),
    ],
)
def test_how_far_it_can_be_believed(changes: dict[str, object], words: str):
    assert words in event_lines(record("edit", "A", **changes), HERE)[2]
