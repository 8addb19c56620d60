"""Fuzzy finding: words typed in any order, each a part of the text or its letters in order.

``rot str`` finds *Rotate STRIPE_SECRET_KEY*: beginnings of words are best, then parts of
words, then letters with others between.  All texts are compared case-folded.
"""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]
"""Begin and end of a piece of text."""

START, WORD, INSIDE, SCATTERED = range(4)
_MOST_SPREAD = 4
"""A scattered word may reach over this many times its own length."""


def tokens(text: str) -> tuple[str, ...]:
    """The words typed, case-folded."""
    return tuple(text.casefold().split())


def place(token: str, text: str) -> tuple[int, tuple[Span, ...]] | None:
    """How well a word fits a folded text (START is best), and where; None where it does not."""
    if text.startswith(token):
        return START, ((0, len(token)),)
    at = first = text.find(token)
    while at >= 0:
        if not text[at - 1].isalnum():
            return WORD, ((at, at + len(token)),)
        at = text.find(token, at + 1)
    if first >= 0:
        return INSIDE, ((first, first + len(token)),)
    scattered = _scattered(token, text)
    return None if scattered is None else (SCATTERED, scattered)


def _scattered(token: str, text: str) -> tuple[Span, ...] | None:
    """Initials of words in order, or letters that stand near each other."""
    begins = [at for at, _ in enumerate(text) if not at or not text[at - 1].isalnum()]
    found = _in_order(token, text, begins)
    if found is None:
        for begin in begins:
            near = range(begin, min(begin + _MOST_SPREAD * len(token), len(text)))
            if text[begin] == token[0] and (found := _in_order(token, text, near)):
                break
    return None if found is None else _joined([(at, at + 1) for at in found])


def _in_order(token: str, text: str, places: Iterable[int]) -> list[int] | None:
    """The places at which the letters stand one after the other; None for not all."""
    found: list[int] = []
    for at in places:
        if text[at] == token[len(found)]:
            found.append(at)
            if len(found) == len(token):
                return found
    return None


def match(wanted: Sequence[str], text: str) -> tuple[int, tuple[Span, ...]] | None:
    """How well all words fit a text (the sum, 0 is best), and the pieces that they mark;
    None where one does not fit."""
    folded = text.casefold()
    score, marked = 0, list[Span]()
    for token in wanted:
        found = place(token, folded)
        if found is None:
            return None
        score += found[0]
        # Folding may lengthen a text (ß): what is marked would be out of step then.
        marked += found[1] if len(folded) == len(text) else ()
    return score, _joined(marked)


def _joined(pieces: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for begin, end in sorted(pieces):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)
