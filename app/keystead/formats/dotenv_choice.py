"""Choosing how one value is written: the first way that its reader gets back exactly."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from keystead.formats.dotenv_styles import Style, encode, is_plain
from keystead.formats.target import Caution, Misread, Profile, Reader

_BEFORE = "KEYSTEAD_BEFORE=1\n"


@dataclass(frozen=True)
class Choice:
    """A way of writing that was read back exactly; ``written`` stands behind `NAME=`."""

    style: Style
    written: str = field(repr=False)
    warnings: tuple[Caution, ...]


def choose(
    profile: Profile, name: str, value: str, head: str = "", tail: str = "\n"
) -> Choice | None:
    """How ``profile`` writes ``value``; None where no way is exact for its reader.

    ``head`` and ``tail`` stand around it in the file; `NAME=` and a line end where nothing
    is said.  Among the exact ways the first which nobody else misreads is taken, else the first
    of those which the fewest misread.
    """
    if not can_be_text(value) or _forbidden(profile, value):
        return None
    best: Choice | None = None
    head = head or f"{name}="
    for style, written in _candidates(profile, value):
        line = f"{head}{written}{tail}"
        if not reads_back(profile.reader, name, line, value):
            continue
        missed = [r for r in profile.others if not reads_back(r, name, line, value)]
        warnings = tuple(_misread(reader) for reader in missed)
        if best is None or len(warnings) < len(best.warnings):
            best = Choice(style, written, warnings)
        if not missed:
            break
    if best is None:
        return None
    return Choice(best.style, best.written, best.warnings + profile.advice(value))


def _candidates(profile: Profile, value: str) -> list[tuple[Style, str]]:
    styles = (Style.RAW,) if is_plain(value) else ()
    found = [(style, encode(style, value)) for style in styles + profile.styles(value)]
    return [(style, written) for style, written in found if written is not None]


def _misread(reader: Reader) -> Caution:
    return Caution("misread", f"{reader.title} would read another value.", reader.title)


def reads_back(reader: Reader, name: str, line: str, value: str) -> bool:
    """Whether ``reader`` gets exactly ``value`` of ``line``, and those around it unharmed.

    Behind it stand values that begin with a line break: there an open quote would find
    a closing one at the end of a line, and swallow what is between.
    """
    try:
        after, around = _around(reader)
        found = reader.read(f"{_BEFORE}{line}{after}")
    except Misread:
        return False
    return found == around | {name: value}


@cache
def _around(reader: Reader) -> tuple[str, dict[str, str]]:
    """What stands behind a value that is tried, and what the reader gets without the value."""
    after = "".join(f"KEYSTEAD_{n}={q}\n1{q}\n" for n, q in enumerate(reader.quotes))
    after += "KEYSTEAD_AFTER=1\n"
    return after, reader.read(_BEFORE + after)


def can_be_text(value: str) -> bool:
    """Whether any environment or file could hold it: no NUL, no lone surrogate."""
    return "\0" not in value and _is_unicode(value)


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _forbidden(profile: Profile, value: str) -> str | None:
    """Why ``profile`` takes no such value in any way of writing, or None."""
    return next((why for what, why in profile.forbidden.items() if what in value), None)


def _inside_blanks(value: str) -> str:
    return value if value == value.strip(" \t") else f"x{value}x"


# What a value may hold that hurts, and the value without it.
_TRAITS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("line breaks", lambda value: value.replace("\r\n", "x").replace("\n", "x")),
    ("carriage returns", lambda value: value.replace("\r", "x")),
    ("$", lambda value: value.replace("$", "x")),
    ("backslashes", lambda value: value.replace("\\", "x")),
    ("quotes", lambda value: value.translate(dict.fromkeys(map(ord, "'\"`"), "x"))),
    ("#", lambda value: value.replace("#", "x")),
    ("blanks at its ends", _inside_blanks),
    ("too much for one line", lambda value: value[:1000]),
)


def reason_for(profile: Profile, name: str, value: str) -> str:
    """Why no way is exact, in words that tell nothing else of the value."""
    if "\0" in value:
        return "holds a NUL, which no environment can hold"
    if not _is_unicode(value):
        return "is no valid Unicode text"
    forbidden = _forbidden(profile, value)
    if forbidden is not None:
        return forbidden
    present = [(words, change(value)) for words, change in _TRAITS if change(value) != value]
    causes = [words for words, changed in present if choose(profile, name, changed) is not None]
    words = " and ".join(causes or [words for words, _ in present] or ["characters"])
    return f"holds {words}, which {profile.title} would not read back exactly"
