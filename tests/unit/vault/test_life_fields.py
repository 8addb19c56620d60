"""The registers of a key's life: malformed ones, and what is shown of values that met."""

import itertools

import pytest

from keystead.core.model import (
    Decision,
    Incident,
    Place,
    Placed,
    Renewal,
    Review,
    Step,
    Task,
)
from keystead.vault import life_fields
from keystead.vault.cbor import Cbor
from keystead.vault.errors import VaultDamaged
from keystead.vault.secret_fields import BY_NAME

ID = b"i" * 16
PLACE: list[Cbor] = ["file", "/a", 1, 2, "", "", ""]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("places", [["file", "/a", 1]]),
        ("places", [["file", "/a", 1, -1]]),
        ("places", [["file", "/a", True, 1]]),
        ("places", [PLACE] * 1_001),
        ("places", {1: 2}),
        ("renewal", []),
        ("renewal", [ID[1:], b"", 0, [], 0, "", 0]),
        ("renewal", [ID, ID[1:], 0, [], 0, "", 0]),
        ("renewal", [ID, b"", 0, [[PLACE, "open", 0]], 0, "", 0]),
        ("renewal", [ID, b"", 0, [[PLACE, 7, 0, ""]], 0, "", 0]),
        ("renewal", [ID, b"", 0, [], 2**53, "", 0]),
        ("incidents", None),
        ("incidents", [[ID, 0, "", "", []]]),
        ("incidents", [["id", 0, "", "", [], 0]]),
        ("incidents", [[ID, 0, "", "", [["x", "y", ""]], 0]]),
        ("leads", "14"),
        ("leads", ["14"]),
        ("leads", [1] * 9),
        ("leads", [0]),
        ("leads", [7, 366]),
        ("leads", [-1]),
        ("policy", "p\x1bci"),
        ("policy", "a" * 41),
        ("policy", 7),
        ("reviewed", [0, "", "keep"]),
        ("reviewed", [0, 0, "keep", ""]),
    ],
)
def test_what_has_another_form_is_refused(name: str, value: Cbor):
    with pytest.raises(VaultDamaged):
        BY_NAME[name].decode(value)


def test_an_older_place_and_words_of_a_newer_version():
    assert life_fields.place(["file", "/a", 1, 2]) == Place("file", "/a", 1, 2)
    found = life_fields.renewal([ID, b"", 1, [[PLACE, "teleported", 0, ""]], 0, "", 0])
    assert found is not None
    assert found.steps[0].placed is Placed.OPEN
    assert life_fields.review([1, "Ann", "frame", ""]) == Review(1, "Ann", Decision.KEEP)


def test_of_renewals_that_went_on_apart_the_further_one_is_shown():
    place = Place("file", "/a")
    begun = Renewal(ID, started=5, steps=(Step(place),))
    placed = Renewal(ID, started=5, steps=(Step(place, Placed.DONE, 6),))
    verified = Renewal(ID, started=5, steps=(Step(place),), verified=7)
    switched = Renewal(ID, started=5, steps=(Step(place),), switched=8)
    ordered = [begun, placed, verified, switched]
    for least, most in itertools.combinations(ordered, 2):
        assert life_fields.furthest([least, most]) == life_fields.furthest([most, least]) == most
    assert life_fields.furthest([None, begun]) == begun
    assert life_fields.furthest([None, None]) is None


def test_incidents_of_both_sides_are_kept_with_all_that_was_done():
    mine = Incident(ID, 5, "Ann", "leak", (Task("rotate", 7, "Ann"), Task("tell")))
    theirs = Incident(ID, 5, "Ann", "leak", (Task("rotate"), Task("tell", 9, "Bob")), closed=9)
    other = Incident(b"o" * 16, 3, "Bob", "lost")
    both = Incident(ID, 5, "Ann", "leak", (Task("rotate", 7, "Ann"), Task("tell", 9, "Bob")), 9)
    assert life_fields.all_incidents([(mine,), (other, theirs)]) == (other, both)
    assert life_fields.all_incidents([(theirs, other), (mine,)]) == (other, both)


def test_the_last_review_is_shown():
    first, last = Review(5, "Ann"), Review(6, "Bob", Decision.NARROW, "read only")
    assert life_fields.latest([first, None, last]) == life_fields.latest([last, first]) == last
    assert life_fields.latest([None]) is None
