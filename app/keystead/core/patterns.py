"""The patterns of a catalogue: a part of regular expressions that is matched in linear time.

A pattern is a row of plain characters, classes such as ``[0-9a-f]`` and choices of words such
as ``(live|test)``; a class may be repeated, ``{20}`` or ``{20,40}``.  Nothing else: no ``*``,
``+``, ``?`` or dot, no group inside a group.  What follows a repetition of open length must
begin with a character that the repetition does not take, so there is one way to read a text
and nothing to go back for: a pattern from somebody else's file cannot hold us up.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

MAX_PATTERN: Final = 400
"""Characters of a pattern."""

MAX_TOKEN: Final = 4_096
"""Characters that a pattern may match at most; longer values are never looked at."""

_CLASS = re.compile(r"\[((?:[^\[\]\\^]|\\[\[\]\\^-])+)\]")
_REPEAT = re.compile(r"\{(\d{1,4})(?:,(\d{1,4}))?\}")
_CHOICE = re.compile(r"\(([A-Za-z0-9_-]+(?:\|[A-Za-z0-9_-]+)+)\)")
_PLAIN = re.compile(r"\\[.\[\](){}|+*?^$\\/-]|[A-Za-z0-9_\-:;,=@#%&/~!' ]")


class PatternProblem(ValueError):
    """Why a pattern is refused, in words."""


@dataclass(frozen=True)
class Pattern:
    """``prefix``: the plain characters at its start; ``shortest``, ``longest``: characters of
    what it matches."""

    source: str
    prefix: str
    shortest: int
    longest: int
    expression: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Compiled on first use: most entries are never looked at."""
        return re.compile(self.expression, re.ASCII)

    def matches(self, text: str) -> bool:
        """Whether the whole text is of this form; linear in its length."""
        return (
            self.shortest <= len(text) <= self.longest and self.compiled.fullmatch(text) is not None
        )


@dataclass(frozen=True)
class _Part:
    """``starts``: the characters with which it may begin."""

    source: str
    starts: frozenset[str]
    low: int
    high: int
    plain: str = ""


def parse(source: str) -> Pattern:
    """Check and compile a pattern.  Raises PatternProblem that says what is not allowed."""
    if not 1 <= len(source) <= MAX_PATTERN:
        raise PatternProblem(f"a pattern has 1 to {MAX_PATTERN} characters")
    parts: list[_Part] = []
    at = 0
    while at < len(source):
        part, at = _part(source, at)
        if parts and parts[-1].low != parts[-1].high and parts[-1].starts & part.starts:
            raise PatternProblem(
                f"what follows a repetition of open length begins as it does, at {at}"
            )
        parts.append(part)
    longest = sum(part.high for part in parts)
    if longest > MAX_TOKEN:
        raise PatternProblem(f"it matches more than {MAX_TOKEN:,} characters")
    prefix = ""
    for part in parts:
        if not part.plain:
            break
        prefix += part.plain
    expression = "".join(part.source for part in parts)
    return Pattern(source, prefix, sum(part.low for part in parts), longest, expression)


def _part(source: str, at: int) -> tuple[_Part, int]:
    found = _CLASS.match(source, at)
    if found is not None:
        return _repeated(source, found.group(), _members(found[1]), found.end())
    found = _CHOICE.match(source, at)
    if found is not None:
        return _choice(found[1].split("|")), found.end()
    found = _PLAIN.match(source, at)
    if found is None:
        raise PatternProblem(f"{source[at]!r} at {at + 1} is not part of a pattern here")
    plain = found.group()[-1]
    return _Part(re.escape(plain), frozenset(plain), 1, 1, plain), found.end()


def _repeated(source: str, text: str, members: frozenset[str], at: int) -> tuple[_Part, int]:
    found = _REPEAT.match(source, at)
    if found is None:
        return _Part(text, members, 1, 1), at
    low = int(found[1])
    high = int(found[2]) if found[2] else low
    if not 1 <= low <= high <= MAX_TOKEN:
        raise PatternProblem(f"a repetition is from 1 to {MAX_TOKEN:,}, the smaller first")
    # Possessive: what was taken is never given back.
    return _Part(f"{text}{{{low},{high}}}+", members, low, high), found.end()


def _members(inside: str) -> frozenset[str]:
    """The characters of a class; a hyphen stands for itself at its ends or escaped."""
    signs: list[tuple[str, bool]] = []
    at = 0
    while at < len(inside):
        escaped = inside[at] == "\\"
        signs.append((inside[at + escaped], escaped))
        at += 1 + escaped
    found: set[str] = set()
    at = 0
    while at < len(signs):
        first = signs[at][0]
        if at + 2 < len(signs) and signs[at + 1] == ("-", False):
            last = signs[at + 2][0]
            if not (first <= last < "\x7f" and first.isalnum() and last.isalnum()):
                raise PatternProblem("a range in a class is of letters or digits, in order")
            found |= {chr(code) for code in range(ord(first), ord(last) + 1)}
            at += 3
        else:
            found.add(first)
            at += 1
    if any(not " " <= sign <= "~" for sign in found):
        raise PatternProblem("a class holds printable ASCII")
    return frozenset(found)


def _choice(words: list[str]) -> _Part:
    if any(one != other and other.startswith(one) for one in words for other in words):
        raise PatternProblem("one word of a choice begins with another")
    low, high = min(map(len, words)), max(map(len, words))
    source = "(?>" + "|".join(map(re.escape, words)) + ")"
    return _Part(source, frozenset(word[0] for word in words), low, high)
