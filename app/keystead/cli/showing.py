"""``show`` for people: the fields of one key in two columns."""

from keystead.cli import output
from keystead.cli.context import JsonObject

_PLAIN = (
    ("Service", "service"),
    ("Description", "description"),
    ("State", "state"),
    ("Kind", "kind"),
    ("Begins with", "hint"),
    ("Owner", "owner"),
    ("Access", "access"),
    ("Risk", "risk"),
    ("Policy", "policy"),
    ("Expires", "expires"),
    ("Rotation due", "rotation_due"),
    ("Last rotated", "last_rotated"),
    ("Last used", "last_used"),
    ("Created", "created"),
    ("Rotate at", "rotate_url"),
    ("Revoke at", "revoke_url"),
    ("In the trash", "trashed"),
)


def show(shown: JsonObject) -> None:
    """Print the object of ``show --json`` for a person."""
    print(output.coloured(f"{shown['environment']}/{shown['name']}", "bold"))
    pairs = [(title, output.text_of(shown, name)) for title, name in _PLAIN]
    pairs += [("Under way", _renewal(shown.get("renewal")))]
    pairs += [*_rotation(shown.get("effective")), ("Tags", _joined(shown.get("tags")))]
    pairs += [("Permissions", _joined(shown.get("permissions")))]
    pairs += _restrictions(shown.get("restrictions"))
    pairs += [("Incidents", _incidents(shown.get("incidents")))]
    pairs += [("Reviewed", _reviewed(shown.get("reviewed")))]
    pairs += [("Conflicts", _joined(shown.get("conflicts"))), ("Notes", str(shown["notes"]))]
    output.fields(pairs)
    if shown.get("met"):
        from keystead.cli.met_words import tell

        tell(shown)
    _versions(shown.get("versions"))
    _places(shown.get("places"))


def _rotation(holds: object) -> list[tuple[str, str]]:
    """What holds, and from where it comes unless the key says it itself."""
    from keystead.core.durations import days_in_words, span_in_words
    from keystead.core.policy import told

    if not isinstance(holds, dict):
        return []
    every, overlap, leads = (holds.get(name) for name in ("rotate_every", "overlap", "leads"))
    words = {
        "rotate_every": f"every {days_in_words(int(every))}" if every else "never",
        "overlap": span_in_words(int(overlap or 0)),
        "leads": f"{_joined(leads)} days before" if leads else "",
    }
    sources = holds.get("sources") or {}
    places = {name: told(str(sources.get(name) or "")) for name in words}
    return [
        (title, f"{words[name]} ({places[name]})" if places[name] and words[name] else words[name])
        for title, name in _RULES
    ]


_RULES = (("Rotation", "rotate_every"), ("Overlap", "overlap"), ("Reminders", "leads"))


def _incidents(found: object) -> str:
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return "\n".join(
        f"{str(one.get('id'))[:8]} {one.get('opened')} by {one.get('by')}: {one.get('reason')}"
        f"{'' if one.get('closed') else ' (open)'}"
        for one in rows
    )


def _reviewed(found: object) -> str:
    if not isinstance(found, dict):
        return ""
    note = f" ({found['note']})" if found.get("note") else ""
    return f"{found.get('at')} by {found.get('by')}: {found.get('decision')}{note}"


def _renewal(found: object) -> str:
    if not isinstance(found, dict):
        return ""
    former = f"of v{found['former']} " if found.get("former") else ""
    return f"rotation {former}to v{found['version']}; keystead rotate tells how far it is"


def _restrictions(found: object) -> list[tuple[str, str]]:
    if not isinstance(found, dict):
        return []
    return [
        (str(name).replace("_", " ").capitalize(), _joined(content))
        for name, content in found.items()
    ]


def _joined(found: object) -> str:
    return ", ".join(map(str, found)) if isinstance(found, list) else str(found or "")


def _versions(found: object) -> None:
    if not isinstance(found, list):
        return
    print()
    rows = [
        (
            f"v{version['number']}",
            f"{version['created']}",
            f"{version['length']} bytes" if not version["purged"] else "erased",
            f"until {version['overlap_until']}" if version["overlap_until"] else "",
            str(version["stage"]),
        )
        for version in reversed(found)
    ]
    output.table(("version", "created", "size", "valid", "stage"), rows)


def _places(found: object) -> None:
    if isinstance(found, list) and found:
        print()
        rows = [(str(place["kind"]), str(place["where"])) for place in found]
        output.table(("kind", "place"), rows)
