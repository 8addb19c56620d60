from msgspec.structs import replace

from keystead.core.blast_radius import (
    MAX_TASKS,
    Copy,
    Radius,
    Related,
    Spot,
    Why,
    page_of,
    related,
    tasks,
    to_rotate,
)
from keystead.core.model import Place, Secret, Stage, Version

PRINT, OTHER = b"p" * 16, b"q" * 16


def key(name: str, print_: bytes = b"", service: str = "", owner: str = "") -> Secret:
    version = Version(name.encode(), 1, Stage.CURRENT, 1, fingerprint=print_)
    return Secret(
        name.encode(), name, "dev", b"e", 1, service=service, owner=owner, versions=(version,)
    )


def test_related_are_those_with_the_value_then_those_of_the_account():
    leaked = key("LEAKED", PRINT, "Stripe", "ann")
    twin, sister = key("TWIN", PRINT), key("SISTER", OTHER, "stripe", "Ann")
    nobodys = key("ZZZ", OTHER, "Stripe")
    stranger, owned = key("STRANGER", OTHER), key("OTHERS", OTHER, "Stripe", "bob")
    every = [nobodys, sister, stranger, owned, leaked, twin]
    assert related(leaked, every) == (
        Related(twin, Why.VALUE),
        Related(sister, Why.ACCOUNT),
        Related(nobodys, Why.ACCOUNT),
    )


def test_what_is_gone_or_revoked_already_is_in_no_danger():
    leaked, twin = key("LEAKED", PRINT), key("TWIN", PRINT)
    revoked = Version(b"1", 1, Stage.REVOKED, 1, fingerprint=PRINT)
    gone = [replace(twin, trashed=5), replace(twin, versions=(revoked,))]
    assert related(leaked, gone) == ()


def test_keys_without_fingerprint_or_service_have_nothing_in_common():
    assert related(key("A"), [key("B"), key("C")]) == ()


def test_a_value_that_was_used_before_counts():
    old = Version(b"0", 1, Stage.PREVIOUS, 1, fingerprint=PRINT)
    leaked = replace(key("LEAKED", OTHER), versions=(old,))
    twin = key("TWIN", PRINT)
    assert related(leaked, [twin]) == (Related(twin, Why.VALUE),)


def test_tasks_in_order_of_urgency():
    leaked = replace(key("LEAKED", PRINT, "Stripe"), revoke_url="https://example.com/keys")
    radius = Radius(
        leaked,
        (
            Spot(Place("file", "/a/.env", host="box"), Copy.HOLDS),
            Spot(Place("file", "/b/.env", host="box"), Copy.GONE),
            Spot(Place("file", "/c/.env", host="box"), Copy.ANOTHER),
            Spot(Place("pipeline", "GitHub Actions")),
        ),
        ("Ann", "Bob"),
        "Ann",
        (
            Related(key("TWIN", PRINT), Why.VALUE),
            Related(key("SISTER", OTHER, "Stripe"), Why.ACCOUNT),
        ),
    )
    assert [one.what for one in tasks(radius, [b"SISTER"])] == [
        "Revoke it at Stripe: https://example.com/keys",
        "Replace the value in /a/.env on box",
        "Replace the value in GitHub Actions",
        "Rotate dev/TWIN: it has the same value",
        "Tell Bob, who can read dev",
        "Give LEAKED a new value, if it is still needed",
    ]
    sister = [one.what for one in tasks(radius)][4]
    assert sister == "Rotate dev/SISTER: it is of the same account at Stripe"
    assert tasks(Radius(key("A")))[0].what == "Revoke it at its issuer"


def test_programs_are_to_be_ended_and_not_to_be_searched_for_a_value():
    names = ["/usr/bin/bash", "/usr/bin/bash", *(f"/bin/p{number}" for number in range(1, 7))]
    spots = tuple(Spot(Place("program", name, host="vm")) for name in names)
    found = [one.what for one in tasks(Radius(key("A"), (*spots, Spot(Place("program", "sh")))))]
    assert found[1:3] == [
        "End or restart what still runs with it on vm: /usr/bin/bash, /bin/p1, /bin/p2, /bin/p3, "
        "/bin/p4 and 2 more",
        "End or restart what still runs with it: sh",
    ]
    assert len(found) == 4


def test_tasks_are_bounded_and_say_what_did_not_fit():
    spots = tuple(Spot(Place("file", f"/{number}/.env")) for number in range(500))
    found = tasks(Radius(key("A"), spots))
    assert len(found) == MAX_TASKS
    assert (
        found[-1].what == f"Look at the {502 - MAX_TASKS + 1} places and keys that did not fit here"
    )


def test_what_a_task_asks_for_is_read_off_its_words():
    leaked = replace(key("LEAKED", PRINT, "Stripe"), revoke_url="https://example.com/keys")
    radius = Radius(leaked, related=(Related(key("TWIN", PRINT), Why.VALUE),))
    first, second, last = (one.what for one in tasks(radius))
    assert page_of(leaked, first) == "https://example.com/keys"
    assert page_of(leaked, second) == page_of(key("LEAKED"), first) == ""
    assert to_rotate(second) == ("dev", "TWIN")
    assert to_rotate(first) is to_rotate(last) is to_rotate("Rotate nothing") is None


def test_a_long_path_is_named_by_both_ends():
    spot = Spot(Place("file", "/a" + "x" * 1_000 + "/.env", host="box"))
    what = tasks(Radius(key("A"), (spot,)))[1].what
    assert what.startswith("Replace the value in /axx")
    assert what.endswith("xx/.env on box")
    assert len(what) < 240
