"""Lines of a table for a terminal: measured as it shows them, and never cut in silence.

Dates, states and numbers are shown whole or not at all: part of a date is another date.
"""

from collections.abc import Callable, Sequence

GAP = "  "
_CUT = "…"

# What is shortened where a line is too long for its terminal; all else stays whole.
_SHORTENED = frozenset(
    {"name", "key", "service", "place", "note", "reason", "where", "computer", "who", "why", "by",
     "what", "task", "found", "what to do", "what it does"}
)  # fmt: skip
# What is left out where that is not enough, the least important first.
_LEFT_OUT = (
    *("unit", "from", "size", "service", "computer", "versions", "kind", "since", "where"),
    *("created", "last used", "last review", "note", "by", "who", "places", "when"),
)
_WIDTHS = (16, 8)
"""Columns that shortened texts keep: rather so many and one column less, then fewer."""


def width(text: str) -> int:
    """Columns that a terminal shows the text in: 2 for wide characters (Unicode TR 11), none
    for marks that go onto the one before."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    def columns(one: str) -> int:
        if category(one) in ("Mn", "Me", "Cf"):
            return 0
        return 2 if east_asian_width(one) in "WF" else 1

    return sum(map(columns, text))


def lines(heads: Sequence[str], rows: Sequence[Sequence[str]], limit: int | None) -> list[str]:
    """One line a row, columns below each other, at most ``limit`` columns wide.

    Where the terminal is too narrow for even the shortest form the lines stay as they are, and
    the terminal wraps them.
    """
    widths = [max((width(row[at]) for row in rows), default=0) for at in range(len(heads))]
    chosen, widths = _fitted(heads, widths, limit)
    made = []
    for row in rows:
        cells = (_padded(_cut(row[at], widths[at]), widths[at]) for at in chosen)
        made.append(GAP.join(cells).rstrip())
    return made


def _fitted(
    heads: Sequence[str], widths: list[int], limit: int | None
) -> tuple[list[int], list[int]]:
    """The columns that are shown, and how wide each is."""
    every = list(range(len(heads)))
    if limit is None or _total(every, widths) <= limit:
        return every, widths
    order = sorted((at for at in every if heads[at] in _LEFT_OUT and at), key=_rank(heads))
    for least in _WIDTHS:
        for count in range(len(order) + 1):
            chosen = [at for at in every if at not in order[:count]]
            shorter = _shortened(heads, chosen, widths, limit, least)
            if _total(chosen, shorter) <= limit:
                return chosen, shorter
    return every, widths


def _rank(heads: Sequence[str]) -> Callable[[int], int]:
    return lambda at: _LEFT_OUT.index(heads[at])


def _shortened(
    heads: Sequence[str], chosen: list[int], widths: list[int], limit: int, least: int
) -> list[int]:
    """The widths with the widest texts made narrower, none below ``least``."""
    found = list(widths)
    texts = [at for at in chosen if heads[at] in _SHORTENED]
    for _ in range(_total(chosen, found) - limit):
        widest = max(texts, key=found.__getitem__, default=None)
        if widest is None or found[widest] <= least:
            break
        found[widest] -= 1
    return found


def _total(chosen: list[int], widths: list[int]) -> int:
    return sum(widths[at] for at in chosen) + len(GAP) * (len(chosen) - 1)


def _cut(text: str, columns: int) -> str:
    if width(text) <= columns:
        return text
    kept = text
    while width(kept) > columns - 1:
        kept = kept[:-1]
    return kept + _CUT


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
