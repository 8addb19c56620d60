"""What is typed into the search box, taken apart.

    billing "eu shop" env:prod tag:ci service:"Google Cloud" is:expiring -is:overlap -old

Words must all occur; ``-`` in front turns a word or filter round; quotes keep blanks
together and take a word literally.  ``env:`` and ``service:`` given twice mean either,
``tag:`` and ``is:`` both.
"""

import re

import msgspec

from keystead.core.errors import BadQuery

FILTERS = ("env", "service", "tag", "is")
# What follows is: - the states, and the words that views use for them.
STATES_ASKED = (
    "ok",
    "attention",
    "conflict",
    "due",
    "expired",
    "expiring",
    "overlap",
    "revoked",
    "rotation-due",
    "trash",
)
_ALIASES = {"environment": "env", "state": "is"}
MAX_QUERY = 1_000

_TOKEN = re.compile(
    r"""(?P<minus>-?)
        (?:(?P<key>[A-Za-z]+):(?!//))?
        (?:"(?P<quoted>[^"]*)(?P<end>"?)|(?P<plain>[^\s"]*))""",
    re.VERBOSE,
)


class Filter(msgspec.Struct, frozen=True, gc=False):
    """``key`` is one of FILTERS; ``text`` is case-folded; ``negated``: must not hold."""

    key: str
    text: str
    negated: bool = False


class Query(msgspec.Struct, frozen=True, gc=False):
    """A parsed search: ``words`` must all occur, ``without`` must not; all case-folded.

    ``exact``: filters match whole names only (the command line).  Otherwise an unfinished
    name matches by its beginning, so that the list narrows while one types.
    """

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    exact: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether everything matches."""
        return not (self.words or self.without or self.filters)


def parse(text: str) -> Query:
    """A search as the window takes it: never an error.

    An unknown filter is plain text; one without its name yet is left out.
    """
    return _parse(text[:MAX_QUERY], exact=False)


def parse_exact(text: str) -> Query:
    """A search as the command line takes it.

    Raises BadQuery for an unknown filter or state, an empty one, or an open quote.
    """
    if len(text) > MAX_QUERY:
        raise BadQuery(f"A search has at most {MAX_QUERY} characters.")
    return _parse(text, exact=True)


def _parse(text: str, *, exact: bool) -> Query:
    words: list[str] = []
    without: list[str] = []
    filters: list[Filter] = []
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        # Every part of the pattern may be empty: then it stands on a blank.
        if found is None or found.end() == position:
            position += 1
            continue
        position = found.end()
        if exact and found["quoted"] is not None and not found["end"]:
            raise BadQuery('A quotation mark is open. Close it: "two words".')
        one = _filter(found, exact=exact)
        if one is not None:
            filters.append(one)
        elif (word := _word(found)) is not None:
            (without if found["minus"] and word != "-" else words).append(word)
    return Query(tuple(words), tuple(without), tuple(filters), exact)


def _filter(found: re.Match[str], *, exact: bool) -> Filter | None:
    """The filter in a token; None when the token is a word, or an unfinished filter."""
    if found["key"] is None:
        return None
    key = found["key"].lower()
    key = _ALIASES.get(key, key)
    text = (found["quoted"] if found["plain"] is None else found["plain"]).casefold()
    if key not in FILTERS:
        if exact:
            raise BadQuery(
                "There is no such filter. Use env:, service:, tag: or is:, or put the word "
                "in quotation marks.",
                filters=list(FILTERS),
            )
        return None
    if key == "is" and text and not _is_state(text, exact=exact):
        if exact:
            raise BadQuery(
                f"After is: one of these can stand: {', '.join(STATES_ASKED)}.",
                states=list(STATES_ASKED),
            )
        return None
    if not text and exact:
        raise BadQuery(f"After {key}: a name is missing.")
    return Filter(key, text, bool(found["minus"]))


def _is_state(text: str, *, exact: bool) -> bool:
    return text in STATES_ASKED or (
        not exact and any(state.startswith(text) for state in STATES_ASKED)
    )


def _word(found: re.Match[str]) -> str | None:
    """The word of a token, case-folded; None when there is nothing in it."""
    text = found["quoted"] if found["plain"] is None else found["plain"]
    prefix = f"{found['key']}:" if found["key"] is not None else ""
    word = f"{prefix}{text}".casefold()
    return word or (found["minus"] or None)
