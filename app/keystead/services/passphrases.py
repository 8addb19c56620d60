"""How hard a passphrase is to guess, and a suggestion of a good one.

zxcvbn (Wheeler, USENIX Security 2016) is loaded on first use: it takes its time.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log2

LIST_SIZE = 7_776
"""Words of the list: five throws of a die."""

LIST_BITS = log2(LIST_SIZE)
"""Bits of entropy that each word brings: 12.9."""

WORDS = 6
"""Words of a suggestion: 77 bits, each guess of which costs at least one Argon2id."""

MAX_RATED = 72
"""Characters that are looked at: more never make a passphrase weaker, and take long."""


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
    """The 7,776 words of the long list of the EFF (Bonneau, "EFF's New Wordlists for Random
    Passphrases", 2016), which xkcdpass brings: easy to type and to tell apart."""
    listed = resources.files("xkcdpass").joinpath("static", "eff-long").read_text("utf-8")
    return tuple(listed.split())


def suggest(choose: Callable[[tuple[str, ...]], str] = secrets.choice, words: int = WORDS) -> str:
    """A passphrase of ``words`` words from the list, drawn by the operating system's
    generator with equal chances: ``LIST_BITS`` bits a word."""
    listed = word_list()
    return " ".join(choose(listed) for _ in range(words))
