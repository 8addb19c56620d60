"""How hard a passphrase is to guess, and a suggestion of a good one.

zxcvbn (Wheeler, USENIX Security 2016) is loaded on first use: it takes its time.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

LIST_BITS = 11
"""Bits of entropy that each suggested word brings: the list has 2 ** 11 = 2048 words."""

WORDS = 6
"""Words of a suggestion: 66 bits, each guess of which costs at least one Argon2id."""

MAX_RATED = 72
"""Characters that are looked at: more never make a passphrase weaker, and take long."""

_SHORTEST, _LONGEST = 4, 7
# Forms that blur together when read aloud, and words that nobody wants to type every day.
_ENDINGS = ("s", "ed", "ing")
_LEFT_OUT = """
abuse arab bitch bomb dead death degc erie espn gaza gmina http https ibid infant injury isbn
islam israeli jewish kill lgbt murder muslim ncaa negro nazi nude prison racial rape riot sexual
slave slavery terror torture url victim viii weapon xiii xviii youtube violent twitter itunes
xbox fifa nascar ucla
"""


@dataclass(frozen=True)
class Strength:
    """``score`` 0 (very weak) to 4 (strong); ``bits``: log2 of the guesses it should take;
    ``remark``: one short sentence or phrase for a person."""

    score: int
    bits: float
    remark: str


def rate(passphrase: str, known: tuple[str, ...] = ()) -> Strength:
    """The strength by zxcvbn; ``known`` are words that a guesser tries first, such as the
    vault's name.  It keeps and reports nothing of the passphrase."""
    if not passphrase:
        return Strength(0, 0.0, "")
    from math import log2

    from zxcvbn import zxcvbn

    found = zxcvbn(passphrase[:MAX_RATED], user_inputs=[word for word in known if word])
    score, bits = int(found["score"]), log2(float(found["guesses"]))
    return Strength(score, bits, _remark(score, found["feedback"]))


def _remark(score: int, feedback: dict[str, object]) -> str:
    """What to do, from zxcvbn's feedback, in one line."""
    if score >= 4:
        return "Hard to guess."
    warning = str(feedback.get("warning") or "")
    if warning:
        return warning if warning.endswith(".") else f"{warning}."
    return "Another word or two helps." if score >= 2 else "Use several words."


@cache
def word_list() -> tuple[str, ...]:
    """2048 common words of 4 to 7 letters, out of the lists that zxcvbn brings."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    left_out = set(_LEFT_OUT.split())
    common = FREQUENCY_LISTS["english_wikipedia"]
    words = [word for word in common if _fits(word) and word not in left_out]
    return tuple(words[: 2**LIST_BITS])


def _fits(word: str) -> bool:
    return (
        _SHORTEST <= len(word) <= _LONGEST
        and word.isascii()
        and word.isalpha()
        and not word.endswith(_ENDINGS)
    )


def suggest(choose: Callable[[tuple[str, ...]], str] = secrets.choice, words: int = WORDS) -> str:
    """A passphrase of ``words`` words from the list, drawn by the operating system's
    generator with equal chances: ``LIST_BITS`` bits a word."""
    listed = word_list()
    return " ".join(choose(listed) for _ in range(words))
