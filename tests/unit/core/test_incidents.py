from msgspec.structs import replace

from keystead.core.blast_radius import Use
from keystead.core.incidents import (
    USES_BEFORE,
    Moment,
    cases,
    ended,
    revoked_numbers,
    ticked,
    timeline,
)
from keystead.core.model import Incident, Secret, Stage, Task, Version

ID, LATER = b"i" * 16, b"j" * 16
OPENED = 100 * 86_400


def key(name: str, *incidents: Incident) -> Secret:
    versions = (Version(b"1", 1, Stage.REVOKED, 1), Version(b"2", 2, Stage.REVOKED, 1))
    return Secret(name.encode(), name, "dev", b"e", 1, versions=versions, incidents=incidents)


def incident(*tasks: Task, id_: bytes = ID, closed: int = 0) -> Incident:
    return Incident(id_, OPENED, "Ann", "leaked", tasks, closed)


def test_keys_revoked_at_once_are_one_case():
    a, b = key("A", incident(Task("one"), Task("two", 5, "Bob"))), key("B", incident(Task("one")))
    (found,) = cases([b, a])
    assert (found.name, found.reason, found.by) == (ID.hex()[:8], "leaked", "Ann")
    assert [one.name for one in found.keys] == ["A", "B"]
    assert [(one.number, one.secret.name, one.task.what) for one in found.items] == [
        (1, "A", "one"), (2, "A", "two"), (3, "B", "one"),
    ]  # fmt: skip
    assert found.left == 2


def test_a_case_is_closed_when_it_is_for_every_key():
    half = cases([key("A", incident(closed=7)), key("B", incident())])
    assert half[0].closed == 0
    whole = cases([key("A", incident(closed=7)), key("B", incident(closed=9))])
    assert whole[0].closed == 9


def test_the_newest_case_comes_first():
    late = replace(incident(id_=LATER), opened=OPENED + 1)
    assert [one.id for one in cases([key("A", incident(), late)])] == [LATER, ID]


def test_a_task_is_done_once():
    done = ticked(incident(Task("one"), Task("two")), "one", 9, "Bob")
    assert done.tasks == (Task("one", 9, "Bob"), Task("two"))
    assert ticked(done, "one", 99, "Eve") == done
    assert ended(done, 20).closed == 20
    assert ended(ended(done, 20), 30).closed == 20


def test_the_timeline_has_uses_tasks_and_the_end_in_order():
    (case,) = cases(
        [key("A", incident(Task("one", OPENED + 5, "Bob"), Task("two"), closed=OPENED + 9))]
    )
    used = (
        Use(OPENED - 60, "copy", "window", "box", "Ann", 2),
        Use(OPENED - USES_BEFORE - 1, "copy"),
        Use(OPENED + 1, "run", "/bin/sh"),
    )
    assert timeline(case, {b"A": used}) == (
        Moment(OPENED - 60, "dev/A v2 copied, window on box", "Ann"),
        Moment(OPENED, "Revoked: leaked", "Ann"),
        Moment(OPENED + 1, "dev/A given to a program, /bin/sh"),
        Moment(OPENED + 5, "Done: one", "Bob"),
        Moment(OPENED + 9, "Closed"),
    )


def test_with_several_keys_a_line_says_which():
    rows = [key("A", incident(Task("one", OPENED + 5))), key("B", incident())]
    (case,) = cases(rows)
    assert timeline(case, {})[-1] == Moment(OPENED + 5, "Done: dev/A: one")
    assert revoked_numbers(case.keys[0]) == "v1, v2"
    many = replace(
        case.keys[0],
        versions=tuple(
            Version(bytes([number]), number, Stage.REVOKED, 0) for number in (1, 2, 3, 4, 6, 8, 9)
        ),
    )
    assert revoked_numbers(many) == "v1–v4, v6, v8, v9"
