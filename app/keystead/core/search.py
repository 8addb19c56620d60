"""Search over the overviews: an index made once, asked at every key press.

Words are looked for in name, service, environment, tags, description and notes,
case-folded.  No value is ever read for it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Self

from keystead.core.model import Secret
from keystead.core.query import STATES_ASKED, Filter, Query
from keystead.core.reminders import (
    ATTENTION,
    CONFLICT,
    EXPIRED,
    EXPIRING,
    LEAD_DAYS,
    OVERLAP,
    REVOKED,
    ROTATION_DUE,
    STATES,
    TRASH,
    Moment,
    all_marks,
    moment,
    overlap_ends,
)
from keystead.core.views import MEMBERS, View

_MARKS_ASKED = {
    "conflict": CONFLICT,
    "due": ROTATION_DUE,
    "expired": EXPIRED,
    "expiring": EXPIRING,
    "overlap": OVERLAP,
    "revoked": REVOKED,
    "rotation-due": ROTATION_DUE,
    "trash": TRASH,
    "attention": ATTENTION,
}
# Separates fields in a haystack, so that no word matches across two of them.
_BETWEEN = "\x1f"


class Index:
    """Case-folded haystacks and marks of a list of Secrets, at one moment.

    Rows are positions in that list.  Make a new one when the list changes or ``stale``
    says that time has changed somebody's marks.
    """

    def __init__(self, secrets: Sequence[Secret], at: Moment, haystacks: list[str]) -> None:
        self.secrets = secrets
        self.at = at
        self.marks = all_marks(secrets, at)
        self._haystacks = haystacks
        self._members: dict[View, list[int]] = {}
        self._groups: dict[str, dict[str, set[int]]] = {}
        self._changes_at = _next_change(secrets, self.marks, at)

    @classmethod
    def build(cls, secrets: Sequence[Secret], now: float, lead_days: int = LEAD_DAYS) -> Self:
        """An index over ``secrets`` at ``now`` (Unix seconds)."""
        return cls(secrets, moment(now, lead_days), [haystack(secret) for secret in secrets])

    def at_time(self, now: float) -> Self:
        """The same list at another moment; the haystacks are kept."""
        return type(self)(self.secrets, moment(now, self.at.lead), self._haystacks)

    def stale(self, now: float) -> bool:
        """Whether a day has begun or an overlap has ended since, or the clock went back."""
        return not self.at.now <= now < self._changes_at

    def find(self, query: Query, view: View = View.ALL) -> list[int]:
        """The rows that match, in order.

        The trash is searched only in its own view, or when the query asks ``is:trash``.
        """
        rows = self._in_scope(query, view)
        for one in query.filters:
            if one.negated and one.text:
                holds = self._test(one, exact=query.exact)
                rows = [row for row in rows if not holds(row)]
        for group in _alternatives(query.filters):
            tests = [self._test(one, exact=query.exact) for one in group]
            if len(tests) == 1:
                holds = tests[0]
                rows = [row for row in rows if holds(row)]
            else:
                rows = [row for row in rows if any(holds(row) for holds in tests)]
        hay = self._haystacks
        # Long words are rare ones: what they leave is quick to go through.
        for word in sorted(query.words, key=len, reverse=True):
            if len(rows) == len(hay):
                rows = [row for row, text in enumerate(hay) if word in text]
            else:
                rows = [row for row in rows if word in hay[row]]
        for word in query.without:
            rows = [row for row in rows if word not in hay[row]]
        return rows

    def matches(self, query: Query, view: View = View.ALL) -> list[Secret]:
        """The Secrets that match, in order."""
        return [self.secrets[row] for row in self.find(query, view)]

    def _in_scope(self, query: Query, view: View) -> list[int]:
        asks_trash = any(
            one.key == "is" and one.text == "trash" and not one.negated for one in query.filters
        )
        meant = View.TRASH if asks_trash and view is View.ALL else view
        if meant not in self._members:
            members = MEMBERS[meant]
            self._members[meant] = [row for row, marks in enumerate(self.marks) if members[marks]]
        return list(self._members[meant])

    def _test(self, one: Filter, *, exact: bool) -> Callable[[int], bool]:
        if one.key == "is":
            return self._state_test(one.text, exact=exact)
        groups = self._rows_by(one.key)
        fits = _fitting(groups, one.text, exact=exact)
        return set[int]().union(*(groups[name] for name in fits)).__contains__

    def _rows_by(self, key: str) -> dict[str, set[int]]:
        """The rows of each tag, environment or service; made when it is asked for first."""
        if key not in self._groups:
            names: dict[str, Callable[[Secret], tuple[str, ...]]] = {
                "tag": lambda secret: secret.tags,
                "env": lambda secret: (secret.environment,),
                "service": lambda secret: (secret.service,),
            }
            found: dict[str, set[int]] = {}
            for row, secret in enumerate(self.secrets):
                for name in names[key](secret):
                    found.setdefault(name, set()).add(row)
            self._groups[key] = found
        return self._groups[key]

    def _state_test(self, text: str, *, exact: bool) -> Callable[[int], bool]:
        names = _fitting(STATES_ASKED, text, exact=exact)
        wanted = 0
        for name in names:
            wanted |= _MARKS_ASKED.get(name, 0)
        ok = "ok" in names
        holds = tuple(
            bool(marks & wanted) or (ok and state.value == "ok")
            for marks, state in enumerate(STATES)
        )
        every = self.marks
        return lambda row: holds[every[row]]


def haystack(secret: Secret) -> str:
    """All that words are looked for in, case-folded."""
    return _BETWEEN.join(
        (
            secret.name,
            secret.service,
            secret.environment,
            *secret.tags,
            secret.description,
            secret.notes,
        )
    ).casefold()


def _alternatives(filters: Iterable[Filter]) -> list[list[Filter]]:
    """Groups of which one each must hold: all env:, all service:, every tag: and is: alone.

    A filter without text (still being typed) asks for nothing.
    """
    either: dict[str, list[Filter]] = {}
    groups: list[list[Filter]] = []
    for one in filters:
        if one.negated or not one.text:
            continue
        if one.key in ("env", "service"):
            either.setdefault(one.key, []).append(one)
        else:
            groups.append([one])
    return [*either.values(), *groups]


def _fitting(names: Iterable[str], text: str, *, exact: bool) -> set[str]:
    """The names that the text means: those equal to it, else those that begin with it."""
    folded = {name: name.casefold() for name in names}
    equal = {name for name, other in folded.items() if other == text}
    if equal or exact:
        return equal
    return {name for name, other in folded.items() if other.startswith(text)}


def _next_change(secrets: Sequence[Secret], marks: Sequence[int], at: Moment) -> float:
    """The Unix time at which some mark can change: an overlap's end, else midnight UTC."""
    midnight = (at.now // 86_400 + 1) * 86_400
    ends = (
        overlap_ends(secret, at.now)
        for secret, found in zip(secrets, marks, strict=True)
        if found & OVERLAP
    )
    return min([midnight, *(end for end in ends if end is not None)])
