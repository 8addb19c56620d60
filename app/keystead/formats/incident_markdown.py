"""An incident as Markdown (CommonMark 0.31), for a ticket or a folder of records.

No value is ever in it.  What people typed is escaped, so that a name can neither begin a
heading or a list, nor bring in a link, an image, a mention or HTML.  Only what would be taken
as markup where it stands is, so that paths and names can still be read in the raw text.
"""

import re

from keystead.core.dates import instant
from keystead.core.incidents import Case, Moment, revoked_numbers

_SPECIAL = re.compile(
    r"""(
    [\\`*\[\]{}\#|~@$&<>]                # code, emphasis, links, mentions, formulas, HTML
    | (?<![^\W_])_ | _(?![^\W_])           # emphasis; inside a word it is none (CommonMark 6.2)
    | (?<=\])\(                           # makes a link of brackets
    | !(?=\[)                             # makes an image of a link
    | (?<!\d):(?=\S) | :(?=[^\s\d])       # addresses, :emoji:
    | (?<=www)\.                          # addresses without a scheme
    | ^[-+=]                              # lists, headings
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,9})[.)]", re.ASCII)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_HIDDEN = "\ufffd"


def escaped(text: str) -> str:
    """One line of plain text for any place in a line, its beginning too; CommonMark 2.4 lets
    every ASCII punctuation mark be escaped.  Control and reordering characters show as a mark."""
    line = " ".join(text.split())
    shown = "".join(one if one.isprintable() else _HIDDEN for one in line)
    said = _SPECIAL.sub(_escape, shown)
    numbered = _NUMBERED.match(said)  # "1." would begin a list
    return said if numbered is None else f"{numbered[1]}\\{said[numbered.end(1) :]}"


def _escape(found: re.Match[str]) -> str:
    mark = found[1]
    return _ENTITIES.get(mark, f"\\{mark}")


def to_markdown(case: Case, timeline: tuple[Moment, ...], written: int) -> str:
    """The whole record; ``written``: Unix seconds of this copy.  Times are UTC."""
    lines = [f"# Incident {case.name}", "", f"Reason: {escaped(case.reason)}", ""]
    lines += [f"- Opened: {instant(case.opened)}{_by(case.by)}"]
    lines += [f"- Closed: {instant(case.closed)}" if case.closed else "- Still open"]
    lines += [f"- This copy: {instant(written)}", "", "## Keys", ""]
    for secret in case.keys:
        service = f", {escaped(secret.service)}" if secret.service else ""
        name = escaped(f"{secret.environment}/{secret.name}")
        numbers = revoked_numbers(secret)
        lines.append(f"- {name}{service}{f' (revoked: {numbers})' if numbers else ''}")
    lines += ["", "## Tasks", ""]
    several = len(case.keys) > 1
    for item in case.items:
        of = f"{item.secret.environment}/{item.secret.name}: " if several else ""
        done = f" ({instant(item.task.at)}{_by(item.task.by)})" if item.task.at else ""
        box = "x" if item.task.at else " "
        lines.append(f"- [{box}] {escaped(of + item.task.what)}{done}")
    lines += ["", "## Timeline", "", "Times are UTC.", ""]
    lines += [f"- {instant(one.at)} {escaped(one.what)}{_by(one.by)}" for one in timeline]
    return "\n".join(lines) + "\n"


def _by(name: str) -> str:
    return f", by {escaped(name)}" if name else ""
