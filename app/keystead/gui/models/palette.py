"""What the command palette finds: actions on keys, commands, views; pure, nothing is painted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from keystead.core import fuzzy
from keystead.core.fuzzy import Span
from keystead.core.model import Secret
from keystead.core.query import Query
from keystead.gui.models.snapshot import VaultSnapshot

KEYS, COMMANDS, VIEWS = "Keys", "Commands", "Views"
_KEYS_SHOWN = 8
_ALL_SHOWN = 30
_ENOUGH = 400
"""Rows of a large vault that are ranked: more would hold the key press up."""


@dataclass(frozen=True)
class Entry:
    """One line: ``words`` in the UI's font, ``name`` of a key in the mono, a chip.

    ``run`` does it.  ``marked`` and ``name_marked`` are what the search found in them;
    ``secret`` is the key that it is about; ``also`` further words to find it by.
    """

    group: str
    icon: str
    words: str
    run: Callable[[], None]
    name: str = ""
    environment: str = ""
    colour: str = ""
    right: str = ""
    secret: Secret | None = None
    also: str = ""
    marked: tuple[Span, ...] = ()
    name_marked: tuple[Span, ...] = ()

    def spoken(self) -> str:
        """For screen readers."""
        place = f"in {self.environment}" if self.environment else ""
        return " ".join(filter(None, (self.words, self.name, place, self.right)))


@dataclass(frozen=True)
class Verb:
    """Something to be done with a key; ``fits`` says with which."""

    icon: str
    words: str
    run: Callable[[Secret], None]
    right: str = ""
    fits: Callable[[Secret], bool] = lambda _: True


class Palette:
    """``verbs``: the first one is meant where only a key is named."""

    def __init__(
        self, snapshot: VaultSnapshot, verbs: Sequence[Verb], entries: Sequence[Entry]
    ) -> None:
        self._snapshot, self._verbs, self._entries = snapshot, verbs, entries
        self._names = [secret.name.casefold() for secret in snapshot.secrets]

    def find(self, text: str, current: Secret | None = None) -> list[Entry]:
        """What fits; for no text everything that can be done, with ``current`` first."""
        wanted = fuzzy.tokens(text)
        if not wanted:
            keys = [] if current is None else list(self.about(current))
            return [*keys, *self._entries]
        keys = list(self._keys(wanted, current))
        others = [(found, entry) for entry in self._entries if (found := _fit(entry, wanted))]
        # The sort is stable: what fits alike stays in its order, and groups stay together.
        others.sort(key=lambda pair: pair[0][0])
        shown = [replace(entry, marked=found[1]) for found, entry in others]
        by_group = [[one for one in shown if one.group == group] for group in (COMMANDS, VIEWS)]
        commands, views = by_group
        exact = bool(others) and others[0][0][0] == 0
        order = (commands, keys, views) if exact else (keys, commands, views)
        return [entry for group in order for entry in group][:_ALL_SHOWN]

    def about(self, secret: Secret) -> Iterable[Entry]:
        """All that can be done with one key."""
        for verb in self._verbs:
            if verb.fits(secret):
                yield self._entry(verb, secret)

    def _entry(self, verb: Verb, secret: Secret, wanted: Sequence[str] = ()) -> Entry:
        in_words = [spans for token in wanted if (spans := _begins(token, verb.words))]
        rest = [token for token in wanted if not _begins(token, verb.words)]
        folded = secret.name.casefold()
        found = (fuzzy.place(token, folded) for token in rest)
        marked = tuple(span for one in found if one is not None for span in one[1])
        return Entry(
            KEYS,
            verb.icon,
            verb.words,
            lambda: verb.run(secret),
            secret.name,
            secret.environment,
            self._snapshot.colour(secret.environment),
            verb.right,
            secret,
            marked=tuple(in_words),
            name_marked=tuple(sorted(marked)),
        )

    def _keys(self, wanted: Sequence[str], current: Secret | None) -> Iterable[Entry]:
        """Keys that fit all words, and for a verb that is named, those that fit the rest."""
        seen: set[tuple[str, bytes]] = set()
        asked = [
            (verb, rest)
            for verb in self._verbs
            if len(rest := [one for one in wanted if not _begins(one, verb.words)]) < len(wanted)
        ]
        for verb, rest in [*asked, (self._verbs[0], list(wanted))]:
            for secret in self._secrets(rest, current):
                mark = (verb.words, secret.id)
                if verb.fits(secret) and mark not in seen and len(seen) < _KEYS_SHOWN:
                    seen.add(mark)
                    yield self._entry(verb, secret, wanted)

    def _secrets(self, wanted: Sequence[str], current: Secret | None) -> list[Secret]:
        """The best of the live keys that have all words; of none, those with their letters."""
        secrets, names = self._snapshot.secrets, self._names
        rows = self._snapshot.index.find(Query(words=tuple(wanted)))
        if not rows and wanted:
            every = self._snapshot.index.find(Query())
            rows = [row for row in every if fuzzy.match(wanted, names[row])]
        if not wanted:
            return [secrets[row] for row in rows[:_KEYS_SHOWN]]
        first = wanted[0]
        best = list(islice((row for row in rows if names[row].startswith(first)), _ENOUGH))
        best += islice((row for row in rows if first in names[row]), _ENOUGH - len(best))
        chosen = list(dict.fromkeys([*best, *rows[:_ENOUGH]]))

        own = None if current is None else current.id

        def rank(row: int) -> tuple[int, bool, str]:
            places = [fuzzy.place(token, names[row]) for token in wanted]
            score = sum(9 if one is None else one[0] for one in places)
            return score, secrets[row].id != own, names[row]

        return [secrets[row] for row in sorted(chosen, key=rank)[:_KEYS_SHOWN]]


def _begins(token: str, words: str) -> Span | None:
    """Where a word of ``words`` begins with the token; one letter says too little."""
    folded = words.casefold()
    at = 0 if folded.startswith(token) else folded.find(f" {token}") + 1
    return (at, at + len(token)) if len(token) > 1 and (at or folded.startswith(token)) else None


def _fit(entry: Entry, wanted: Sequence[str]) -> tuple[int, tuple[Span, ...]] | None:
    found = fuzzy.match(wanted, entry.words)
    if found is not None or not entry.also:
        return found
    beside = fuzzy.match(wanted, f"{entry.words} {entry.also}")
    if beside is None:
        return None
    end = len(entry.words)
    return beside[0] + 1, tuple((a, min(b, end)) for a, b in beside[1] if a < end)
