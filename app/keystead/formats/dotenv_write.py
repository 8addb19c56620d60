"""Writing a file for one reader: exact, or not at all."""

import re
from collections import Counter
from collections.abc import Sequence

from keystead.core.fields import is_name
from keystead.core.secret_types import SecretText
from keystead.formats.dotenv_choice import Choice, can_be_text, choose, reason_for
from keystead.formats.dotenv_styles import Style
from keystead.formats.errors import CannotExpress
from keystead.formats.flat import Flat
from keystead.formats.rendered import Rendered, RenderedLine
from keystead.formats.target import Misread, Profile

MARK = "Written by Keystead"
# Quotes and backticks in a comment make Node lose a later key; `=` and `$` are no safer.
_UNSAFE_IN_COMMENT = re.compile(r"[^\w .,:;()/+-]", re.ASCII)


def header_for(environment: str, profile: Profile) -> str:
    """The usual header: that Keystead wrote the file, from where and for whom."""
    return (
        f"{MARK}: environment {environment}, for {profile.title}.\n"
        "Holds secrets: keep it out of version control. Do not edit, export again."
    )


def written_by_keystead(data: bytes) -> bool:
    """Whether a file begins with the mark that ``header_for`` sets."""
    return data.startswith(f"# {MARK}".encode())


def render(
    profile: Profile, entries: Sequence[tuple[str, SecretText]], header: str | None = None
) -> Rendered:
    """The file for ``entries`` in their order, read back by the profile's own rules.

    ``header``: lines of a comment; characters that could hurt a reader become blanks.
    Raises CannotExpress, which names every offending value, before there is any text.
    """
    choices = choose_all(profile, entries)
    comments = comments_of(header) if profile.flat is None else _flat_comments(profile.flat, header)
    rendered = _assemble(profile, choices, comments)
    _prove(profile, rendered, entries)
    return rendered


def choose_all(
    profile: Profile, entries: Sequence[tuple[str, SecretText]]
) -> list[tuple[str, Choice]]:
    """How each entry is written; CannotExpress names all that cannot be."""
    choices: list[tuple[str, Choice]] = []
    offending: list[dict[str, object]] = []
    counts = Counter(name for name, _ in entries)
    for name, secret in entries:
        reason = name_reason(profile, name, counts[name])
        choice = _choice(profile, name, secret.reveal()) if reason is None else None
        if choice is not None:
            choices.append((name, choice))
        else:
            offending.append(offence(profile, name, secret.reveal(), reason))
    if offending:
        raise refusal(profile, offending)
    return choices


def _choice(profile: Profile, name: str, value: str) -> Choice | None:
    flat = profile.flat
    if flat is None:
        return choose(profile, name, value)
    if not can_be_text(value):
        return None
    return Choice(Style.DOUBLE_LITERAL, flat.written(value), ())


def _flat_comments(flat: Flat, header: str | None) -> tuple[str, ...]:
    return (comments_of(header) if flat.comment else ()) + flat.head


def name_reason(profile: Profile, name: str, count: int) -> str | None:
    """Why ``name``, which is there ``count`` times, cannot be written; None where it can."""
    if not is_name(name):
        return "is not a variable name (letters, digits and _ only, no digit first)"
    if count > 1:
        return "is there more than once"
    return profile.reserved.get(name)


def offence(profile: Profile, name: str, value: str, reason: str | None) -> dict[str, object]:
    """Why a value cannot be written, and what is offered instead."""
    offers = ["run"]
    if reason is None:
        reason = reason_for(profile, name, value)
        offers.append("base64")
    return {"name": name, "reason": reason, "offers": offers}


def refusal(profile: Profile, offending: list[dict[str, object]]) -> CannotExpress:
    """The error for ``offending``, objects of name, reason and offers."""
    shown = "; ".join(f"{offence['name']} {offence['reason']}" for offence in offending[:5])
    more = f"; and {len(offending) - 5} more" if len(offending) > 5 else ""
    message = (
        f"Nothing was written. {profile.title} cannot hold every value: {shown}{more}. "
        "Leave these out, write them as base64 with --base64, or give them to the program "
        "with: keystead run"
    )
    return CannotExpress(message, profile=profile.name, values=offending)


def comments_of(header: str | None) -> tuple[str, ...]:
    """The lines of a comment, with a blank for every character that could hurt a reader."""
    if header is None:
        return ()
    return tuple(
        f"# {_UNSAFE_IN_COMMENT.sub(' ', line).strip()}".rstrip() for line in header.split("\n")
    )


def _assemble(
    profile: Profile, choices: list[tuple[str, Choice]], comments: tuple[str, ...]
) -> Rendered:
    parts = [f"{comment}\n" for comment in comments]
    lines: list[RenderedLine] = []
    number = len(parts) + 1
    flat = profile.flat
    for place, (name, choice) in enumerate(choices, 1):
        label = f"{name}=" if flat is None else flat.label(name)
        end = "" if flat is None or place == len(choices) else flat.between
        lines.append(RenderedLine(number, name, choice.style, choice.warnings, label, end))
        parts.append(f"{label}{choice.written}{end}\n")
        number += parts[-1].count("\n")
    tail = () if flat is None else flat.tail
    parts += [f"{line}\n" for line in tail]
    return Rendered(SecretText("".join(parts)), profile.name, comments, tuple(lines), tail)


def _prove(profile: Profile, rendered: Rendered, entries: Sequence[tuple[str, SecretText]]) -> None:
    """Read the whole file back: what stands together must be as exact as each alone."""
    try:
        found = profile.reader.read(rendered.text.reveal())
    except Misread:
        found = {}
    expected = {name: secret.reveal() for name, secret in entries}
    if found != expected:
        wrong = [name for name in expected if found.get(name) != expected[name]]
        reason = f"would not be read back exactly by {profile.title} in this file"
        offending: list[dict[str, object]] = [
            {"name": name, "reason": reason, "offers": ["run"]} for name in wrong
        ]
        raise refusal(profile, offending)
