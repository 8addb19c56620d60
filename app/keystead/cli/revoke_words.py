"""What ``revoke`` and ``incident`` print for people."""

from collections.abc import Mapping, Sequence

from keystead.cli import output, problems
from keystead.cli.context import JsonObject

_COPIES = {
    "holds-it": "holds the value",
    "another-value": "another value",
    "gone": "gone",
    "unread": "cannot be read",
    "elsewhere": "",
}
_WHY = {"same-value": "same value", "same-account": "same account"}
_USES = 10
"""Uses that are listed."""


def say_radius(told: JsonObject) -> None:
    """What a value reaches."""
    print(output.coloured(f"{told['environment']}/{told['name']}", "bold"))
    versions = told.get("versions")
    numbers = versions if isinstance(versions, list) else []
    output.fields(
        [
            ("Would be revoked", ", ".join(f"v{one}" for one in numbers) or "nothing: no value"),
            ("Revoke at", output.text_of(told, "revoke_url")),
            ("Readable by", _joined(told.get("readers"))),
            ("Last used", output.text_of(told, "last_used")),
        ]
    )
    places = objects(told, "places")
    if places:
        print("\nPlaces")
        output.table(("place", "computer", "version", "now"), map(_place, places))
    related = objects(told, "related")
    if related:
        print("\nOther keys in danger")
        output.table(("name", "env", "why"), map(_related, related))
    uses = objects(told, "uses")
    if uses:
        print("\nLast uses")
        output.table(("when", "what", "where", "computer", "by"), map(_use, uses[:_USES]))


def _place(row: JsonObject) -> tuple[str, ...]:
    number = f"v{row['version']}" if row.get("version") else ""
    now = _COPIES.get(output.text_of(row, "copy"), "")
    return output.text_of(row, "where"), output.text_of(row, "host"), number, now


def _related(row: JsonObject) -> tuple[str, ...]:
    why = _WHY.get(output.text_of(row, "why"), "")
    return output.text_of(row, "name"), output.text_of(row, "environment"), why


def _use(row: JsonObject) -> tuple[str, ...]:
    return tuple(output.text_of(row, name) for name in ("at", "what", "where", "host", "by"))


def say_selected(keys: Sequence[JsonObject]) -> None:
    """The keys that would be revoked at once."""
    rows = [
        (
            *(output.text_of(row, name) for name in ("name", "environment", "service")),
            "in the trash" if row.get("trashed") else "",
        )
        for row in keys
    ]
    output.table(("name", "env", "service", ""), rows)


def say_opened(answer: JsonObject) -> None:
    """What was revoked, and what is to be done now."""
    keys = objects(answer, "keys")
    named = f"{keys[0]['environment']}/{keys[0]['name']}" if len(keys) == 1 else f"{len(keys)} keys"
    output.note(f"Revoked {output.safe(named)}. This is incident {answer['incident']}:")
    say_tasks(answer)
    output.note(
        f"'keystead incident done N' ticks a task, 'keystead incident export {answer['incident']} "
        "FILE.md' writes the record."
    )


def say_warnings(answer: JsonObject) -> None:
    """What a revocation that was made still lacks."""
    told = answer.get("warnings")
    for words in told if isinstance(told, list) else []:
        problems.say(str(words))


def say_copies(told: JsonObject) -> None:
    """Name the files of this computer that still hold the value."""
    for place in objects(told, "places"):
        if place.get("copy") == "holds-it":
            output.note(f"Still in {output.safe(output.text_of(place, 'where'))}.")


def say_tasks(answer: JsonObject) -> None:
    """The tasks with their numbers."""
    several = len(objects(answer, "keys")) > 1
    output.table(
        ("no", "", "task", "done"), [_task(row, several) for row in objects(answer, "tasks")]
    )


def _task(row: JsonObject, several: bool) -> tuple[str, ...]:
    of = f"{row['environment']}/{row['name']}: " if several else ""
    box = "[x]" if row.get("done") else "[ ]"
    by = f"{output.text_of(row, 'done')} {output.text_of(row, 'by')}".strip()
    return output.text_of(row, "number"), box, f"{of}{row['task']}", by


def say_case(answer: JsonObject) -> None:
    """All of an incident."""
    print(output.coloured(f"Incident {answer['incident']}", "bold"))
    output.fields(
        [
            ("Reason", output.text_of(answer, "reason")),
            ("Opened", f"{answer['opened']} {output.text_of(answer, 'by')}".strip()),
            ("Closed", output.text_of(answer, "closed") or "no"),
            ("Keys", "\n".join(map(_key, objects(answer, "keys")))),
        ]
    )
    print("\nTasks")
    say_tasks(answer)
    print("\nTimeline")
    output.table(
        ("when", "what", "by"),
        [
            tuple(output.text_of(row, name) for name in ("at", "what", "by"))
            for row in objects(answer, "timeline")
        ],
    )


def _key(row: JsonObject) -> str:
    versions = row.get("versions")
    numbers = ", ".join(f"v{one}" for one in versions) if isinstance(versions, list) else ""
    return f"{row['environment']}/{row['name']} {numbers}".strip()


def objects(answer: Mapping[str, object], name: str) -> list[JsonObject]:
    """A list of objects in an answer."""
    found = answer.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _joined(found: object) -> str:
    return ", ".join(map(str, found)) if isinstance(found, list) else ""
