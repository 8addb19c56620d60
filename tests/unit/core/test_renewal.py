"""Which step a rotation is at, whatever its register and its versions say."""

import msgspec
import pytest

from keystead.core import renewal
from keystead.core.model import Place, Placed, Renewal, Secret, Stage, Step, Version
from keystead.core.renewal import At

OLD, NEW, OTHER = b"o" * 16, b"n" * 16, b"x" * 16
FILE = Place("file", "/srv/.env", 1, 50, "box", form="node")
NOTED = Place("pipeline", "GitHub Actions")
UNTIL = 1_000


def version(number: int, key: bytes, stage: Stage, until: int | None = None) -> Version:
    return Version(key, number, stage, created=number, overlap_until=until)


def made(old: Stage, new: Stage, one: Renewal | None = None, **changes: object) -> Secret:
    until = UNTIL if old is Stage.PREVIOUS else None
    base = Secret(
        id=b"i" * 16,
        name="A",
        environment="dev",
        environment_id=b"e" * 16,
        created=0,
        versions=(version(1, OLD, old, until), version(2, NEW, new)),
        renewal=one or Renewal(NEW, OLD, started=100),
    )
    return msgspec.structs.replace(base, **changes)


PENDING = (Stage.CURRENT, Stage.PENDING)
SWITCHED = (Stage.PREVIOUS, Stage.CURRENT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Stage.CURRENT, Stage.RETIRED),  # undone
        (Stage.CURRENT, Stage.REVOKED),
        (Stage.RETIRED, Stage.CURRENT),  # finished
        (Stage.REVOKED, Stage.CURRENT),
        (Stage.PREVIOUS, Stage.PREVIOUS),  # replaced by a third
    ],
)
def test_what_became_of_the_versions_ends_a_rotation(old: Stage, new: Stage) -> None:
    found = made(old, new)
    assert renewal.underway(found) is None
    assert renewal.step_at(found, 0) is None
    assert renewal.steps(found) == ()
    assert renewal.new_version(found) is renewal.former_version(found) is None


def test_a_rotation_of_nothing_is_none() -> None:
    assert renewal.underway(made(*PENDING, renewal=None)) is None
    assert renewal.underway(made(*PENDING, Renewal(OTHER))) is None
    first = made(*SWITCHED, Renewal(NEW, b"", switched=1))
    assert renewal.underway(first) is None


def test_the_steps_come_one_after_the_other() -> None:
    one = Renewal(NEW, OLD, 100, (Step(NOTED),))
    assert renewal.step_at(made(*PENDING, one), 0) is At.PLACES
    done = msgspec.structs.replace(one, steps=(Step(NOTED, Placed.SKIPPED),))
    assert renewal.step_at(made(*PENDING, done), 0) is At.CHECK
    checked = msgspec.structs.replace(done, verified=5)
    assert renewal.step_at(made(*PENDING, checked), 0) is At.SWITCH
    for moment, step in ((UNTIL - 1, At.OVERLAP), (UNTIL, At.RETIRE)):
        assert renewal.step_at(made(*SWITCHED, checked), moment) is step


def test_the_value_that_is_replaced_is_whatever_is_current_until_the_switch() -> None:
    third = version(3, OTHER, Stage.CURRENT)
    pair = made(Stage.PREVIOUS, Stage.PENDING).versions
    found = made(*PENDING, versions=(*pair, third))
    assert renewal.former_version(found) == third
    assert not renewal.is_switched(found)
    assert renewal.overlap_until(found) is None
    switched = made(*SWITCHED)
    former = renewal.former_version(switched)
    assert former is not None
    assert (former.number, renewal.overlap_until(switched)) == (1, UNTIL)
    assert renewal.is_switched(switched)


def test_values_that_wait_beside_it_are_told() -> None:
    stray = version(3, OTHER, Stage.PENDING)
    found = made(*PENDING, versions=(*made(*PENDING).versions, stray))
    assert renewal.waiting(found) == (stray,)
    erased = msgspec.structs.replace(stray, purged=True)
    assert renewal.waiting(made(*PENDING, versions=(erased,), renewal=None)) == ()
    assert renewal.waiting(made(*PENDING, renewal=None))[0].id == NEW


def test_used_places_come_before_noted_ones_and_programs_are_done() -> None:
    program = Place("program", "worker", 1, 40, "box")
    twice = Place("file", "/srv/.env")
    found = renewal.first_steps(
        made(*PENDING, used_in=(FILE, program), places=(twice, NOTED, NOTED))
    )
    assert found == (
        Step(FILE),
        Step(program, Placed.DONE, 40, renewal.READS_VAULT),
        Step(NOTED),
    )
    many = tuple(Place("x", str(number)) for number in range(2_000))
    assert len(renewal.first_steps(made(*PENDING, places=many))) == renewal.MAX_STEPS


def used(number: int, at: int) -> tuple[Place, ...]:
    return (msgspec.structs.replace(FILE, version=number, at=at),)


def test_an_export_since_opens_or_closes_a_file() -> None:
    done = Renewal(NEW, OLD, 100, (Step(FILE, Placed.DONE, 200),))
    (kept,) = renewal.steps(made(*PENDING, done, used_in=used(2, 200)))
    assert kept.placed is Placed.DONE
    (again,) = renewal.steps(made(*PENDING, done, used_in=used(1, 201)))
    assert (again.placed, again.note) == (Placed.OPEN, renewal.PUT_BACK)
    assert renewal.open_steps(made(*PENDING, done, used_in=used(1, 201))) == (again,)
    left = Renewal(NEW, OLD, 100, (Step(FILE, Placed.OPEN, 210, "why"),))
    (stays,) = renewal.steps(made(*PENDING, left, used_in=used(2, 210)))
    assert stays.placed is Placed.OPEN
    (closed,) = renewal.steps(made(*PENDING, left, used_in=used(2, 211)))
    assert (closed.placed, closed.at, closed.note) == (Placed.DONE, 211, "")
    (gone,) = renewal.steps(made(*PENDING, done))
    assert gone.placed is Placed.DONE


def test_a_place_that_got_the_old_value_meanwhile_is_listed() -> None:
    later = Place("file", "/srv/later.env", 1, 150, "box")
    fresh = Place("file", "/srv/fresh.env", 2, 150, "box")
    one = Renewal(NEW, OLD, 100, (Step(NOTED), Step(Place("file", "/srv/.env"))))
    found = renewal.steps(made(*PENDING, one, used_in=(FILE, later, fresh)))
    assert [step.place.where for step in found] == [
        "GitHub Actions",
        "/srv/.env",
        "/srv/later.env",
    ]


@pytest.mark.parametrize(
    ("place", "host", "can"),
    [
        (FILE, "box", True),
        (FILE, "other", False),
        (Place("file", "/srv/.env"), "other", True),
        (Place("program", "worker", host="box"), "box", False),
    ],
)
def test_files_of_this_computer_can_be_rewritten(place: Place, host: str, can: bool) -> None:
    assert renewal.is_rewritable(place, host) is can


def test_the_register_takes_other_places() -> None:
    assert renewal.with_steps(Renewal(NEW), [Step(NOTED)]).steps == (Step(NOTED),)
