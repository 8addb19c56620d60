"""Recognising values by their form, beside one regular expression of all prefixes."""

import re
import secrets
import string
import time
import uuid
from collections.abc import Callable

from keystead.core.secret_types import SecretText
from keystead.services import recognition
from tests.bench.report import Measurement

TITLE = "Recognising values"
REMARKS = """\
Ten thousand values, a fifth of them of known issuers, the rest random text, words and paths. The
floor is one regular expression of all prefixes, which tells neither form nor checksum. Patterns are
written in a small language without nesting, so that none of them, an own one neither, can take more
than linear time: the second row is the longest value that may be kept, made to fit for long.

The last row counts values that are random in the forms that are usual (hex, base64url, letters and
digits, UUIDs, of 16 to 64 characters) and were taken for an issuer's: what has no prefix of its own
is told by a checksum or not at all. Words, source lines, paths and addresses are in the tests."""
VALUES = 10_000
ROUNDS = 7
RANDOM_VALUES, RANDOM_ROUNDS = 100_000, 3


def measure() -> list[Measurement]:
    """CPU seconds."""
    catalogue = recognition.built_in()
    values = [SecretText(text) for text in _texts()]
    prefixes = sorted({one.prefix for one in catalogue.entries if one.prefix}, key=len)
    floor = re.compile("|".join(map(re.escape, reversed(prefixes))))
    longest = SecretText("sk_live_" + "a" * 65_000)
    ours, plain, worst, loading = [], [], [], []
    for _ in range(ROUNDS):
        ours.append(_timed(lambda: [recognition.identify(one, catalogue) for one in values]))
        plain.append(_timed(lambda: [floor.match(one.reveal()) for one in values]))
        worst.append(_timed(lambda: recognition.identify(longest, catalogue)))
        recognition.built_in.cache_clear()
        loading.append(_timed(recognition.built_in))
    beside = {"one regular expression": tuple(plain)}
    return [
        Measurement(f"recognise {VALUES:,} values", "s", tuple(ours), None, beside),
        Measurement("the longest value", "s", tuple(worst)),
        Measurement("read the catalogue, once", "s", tuple(loading)),
        Measurement(f"taken for an issuer's, of {RANDOM_VALUES:,} random ones", "", _mistaken()),
    ]


def _mistaken() -> tuple[float, ...]:
    catalogue = recognition.built_in()
    rounds = []
    for _ in range(RANDOM_ROUNDS):
        values = (SecretText(_FORMS[number % len(_FORMS)]()) for number in range(RANDOM_VALUES))
        rounds.append(sum(recognition.identify(one, catalogue) is not None for one in values))
    return tuple(map(float, rounds))


def _letters(size: int) -> str:
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(size))


_FORMS = (
    lambda: secrets.token_hex(16),
    lambda: secrets.token_hex(20),
    lambda: secrets.token_hex(32),
    lambda: secrets.token_urlsafe(16),
    lambda: secrets.token_urlsafe(32),
    lambda: secrets.token_urlsafe(48),
    lambda: _letters(16),
    lambda: _letters(24),
    lambda: _letters(32),
    lambda: _letters(40),
    lambda: _letters(64),
    lambda: str(uuid.uuid4()),
)


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _texts() -> list[str]:
    known = (
        lambda: "sk_live_" + secrets.token_hex(12),
        lambda: "AKIA" + secrets.token_hex(8).upper(),
        lambda: "glpat-" + secrets.token_urlsafe(15),
        lambda: f"postgres://app:{secrets.token_hex(8)}@db/app",
    )
    plain = (
        lambda: secrets.token_urlsafe(32),
        lambda: secrets.token_hex(32),
        lambda: "an ordinary line of words, with a number 42",
        lambda: "/usr/share/" + secrets.token_hex(4),
    )
    return [(known if number % 5 == 0 else plain)[number % 4]() for number in range(VALUES)]
