"""The catalogue that comes along, one's own, and how seldom it is wrong."""

import random
import re
import secrets
import string
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from keystead.core import generator
from keystead.core.drafts import SecretDraft
from keystead.core.errors import BadIssuer
from keystead.core.model import Kind, Risk
from keystead.core.recipes import TEXTS, Format, Recipe
from keystead.core.secret_types import SecretText
from keystead.services import recognition
from keystead.services.passphrases import suggest, word_list
from keystead.services.recognition import FILE, built_in, filled, identify, load, view
from keystead.system.host import SystemHost
from tests.unit.crypto.test_certificates import certificate

HOST = SystemHost()
OWN = """[acme]
service = "Acme"
documentation = "https://acme.example/"
[[acme.tokens]]
name = "key"
pattern = "{}"
"""
HOSTILE = ["(a+)+$", "(a|a)*b", "([a-z]+)*x", "[a-z]{1,900}[a-z]{1,900}!", "a{1,9}{1,9}"]


def test_there_are_at_least_sixty_issuers_with_their_own_pages() -> None:
    issuers = {entry.issuer.service: entry.issuer for entry in built_in().entries}
    assert len(issuers) >= 60
    assert all(one.documentation.startswith("https://") for one in issuers.values())
    assert all(entry.token.risk for entry in built_in().entries)


@pytest.mark.parametrize("entry", built_in().entries, ids=lambda e: e.token.pattern)
def test_each_entry_is_found_by_a_value_of_its_form(entry) -> None:
    """Characters drawn from the pattern itself, at its shortest and its longest."""
    for most in (False, True):
        text = _sample(entry.pattern.source, most)
        found = built_in().find(text)
        assert found is not None
        assert found.pattern.matches(text)
        assert len(found.prefix) >= len(entry.prefix)


def _sample(source: str, most: bool) -> str:
    part = re.compile(r"\[([^\]]+)\](?:\{(\d+)(?:,(\d+))?\})?|\\?(.)")
    drawn = random.Random(source)
    text = ""
    for inside, low, high, plain in part.findall(source):
        if plain:
            text += plain
            continue
        members = re.findall(f"[{inside}]", string.printable)
        text += "".join(drawn.choices(members, k=int((high if most else low) or low or 1)))
    return text


def test_random_and_ordinary_values_are_not_taken_for_an_issuer_s() -> None:
    """Of 20,000 of our own random values, and of words, names, paths and addresses."""
    forms = [form for form in sorted(TEXTS) if form is not Format.PREFIXED]
    wrong = 0
    for form in forms:
        for _ in range(20_000 // len(forms)):
            wrong += identify(generator.generate(Recipe(form=form), 1.8e9)) is not None
    assert wrong <= 2
    ordinary = [*word_list(), *(suggest() for _ in range(200)), *_SOURCES]
    assert [text for text in ordinary if identify(SecretText(text)) is not None] == []


_SOURCES = [
    *(line.strip() for file in sorted(Path(string.__file__).parent.glob("*.py"))[:40]
      for line in file.read_text("utf-8").splitlines() if line.strip()),
    *("https://example.com/path?x=1", "/usr/lib/python3/dist-packages", "me@example.com"),
    *("d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    *("2026-11-27T15:32:24Z", "192.0.2.17:8080", "true", "changeme", "development"),
]  # fmt: skip


def test_own_entries_are_read_and_go_first(tmp_path: Path) -> None:
    assert load(HOST, tmp_path) is built_in()
    (tmp_path / FILE).write_text(OWN.format("ghp_[0-9A-Za-z]{36}"))
    found = identify(SecretText("ghp_" + "a" * 36), load(HOST, tmp_path))
    assert found is not None
    assert found.words == "Looks like an Acme key"
    assert identify(SecretText("AKIAIOSFODNN7EXAMPLE"), load(HOST, tmp_path)) is not None


@pytest.mark.parametrize("pattern", HOSTILE)
def test_a_hostile_entry_is_refused_with_its_name(tmp_path: Path, pattern: str) -> None:
    (tmp_path / FILE).write_text(OWN.format(pattern))
    with pytest.raises(BadIssuer) as caught:
        load(HOST, tmp_path)
    assert FILE in caught.value.message
    assert "'acme'" in caught.value.message
    (tmp_path / FILE).write_bytes(b"\xff")
    with pytest.raises(BadIssuer, match="not text"):
        load(HOST, tmp_path)


def test_no_pattern_that_is_taken_goes_back_over_a_value(tmp_path: Path) -> None:
    """The slowest that a file can ask for, on a value that just fails, a thousand times.

    In a process of its own, which is ended after a minute: a backtracking matcher would
    need longer than the universe has lasted.
    """
    rows = "".join("[a-z]{1,300}[0-9]{1,300}" for _ in range(6))
    (tmp_path / FILE).write_text(OWN.format(rows))
    code = (
        "import sys; from pathlib import Path\n"
        "from keystead.services.recognition import *; from keystead.system.host import SystemHost\n"
        "known = load(SystemHost(), Path(sys.argv[1]))\n"
        "text = ('a' * 300 + '1' * 300) * 5 + 'a' * 300 + '!'\n"
        "print(sum(identify(SecretText(text), known) is not None for _ in range(1000)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, timeout=60, check=True
    )
    assert done.stdout == b"0\n"


def test_a_certificate_tells_its_last_day() -> None:
    found = identify(SecretText(certificate()))
    assert found is not None
    assert (found.kind, found.expires, found.tells_expiry) == (
        Kind.CERTIFICATE,
        date(2031, 5, 6),
        True,
    )


@pytest.mark.parametrize("key_first", [True, False])
def test_a_key_with_its_certificate_tells_both(key_first: bool) -> None:
    parts = ["-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n", certificate()]
    found = identify(SecretText("".join(parts if key_first else parts[::-1])))
    assert found is not None
    assert (found.kind, found.risk) == (Kind.KEY_PAIR, Risk.HIGH)
    assert found.expires == date(2031, 5, 6)
    told = view(found, 1.9e9), view(found, 1.95e9)
    assert [one["expired"] for one in told] == [False, True]


def test_a_certificate_that_cannot_be_read_says_so() -> None:
    broken = certificate()[:200]
    found = identify(SecretText(broken))
    assert found is not None
    assert found.words.endswith(", but it cannot be read")
    assert found.is_malformed
    found = identify(SecretText(f"-----BEGIN PRIVATE KEY-----\nMIIE\n{broken}"))
    assert found is not None
    assert found.words.endswith(", but its certificate cannot be read")


def test_only_what_is_open_is_filled_in() -> None:
    found = identify(SecretText("AKIAIOSFODNN7EXAMPLE"))
    told = filled(SecretDraft(name="A", environment="dev"), found)
    assert (told["service"], told["risk"], told["kind"]) == ("AWS", Risk.HIGH, Kind.API_KEY)
    mine = SecretDraft(
        name="A", environment="dev", service="Mine", risk=Risk.LOW, kind=Kind.PASSWORD
    )
    assert set(filled(mine, found)) == {"rotate_url", "revoke_url"}
    assert filled(mine, None) == {}
    assert found is not None
    assert view(found, 0)["hint"] == "AKIA"


@pytest.mark.parametrize(
    ("text", "malformed", "least", "most"),
    [
        ("hunter2", False, 1, 63),
        ("sk_live_" + secrets.token_hex(24), False, 100, 256),
        ("ghp_" + secrets.token_hex(6), True, 30, 63),
        ("postgres://app:pw@db/app", False, 1, 20),
        ("postgres://app@db/app", False, 0, 0),
        ("postgres://app:p@[db/app", False, 1, 20),
        ("postgres://app:p@ss:w/rd-and-more-of-it@db/app", False, 100, 256),
        ("Bearer ghp_" + secrets.token_hex(6), True, 30, 63),
        ("-----BEGIN PRIVATE KEY-----\nabc", False, 0, 0),
    ],
    ids=[
        "word",
        "stripe",
        "short-github",
        "password-in-url",
        "no-password",
        "odd-url",
        "raw-signs",
        "bearer",
        "pem",
    ],
)
def test_what_is_noted_of_a_value(text: str, malformed: bool, least: int, most: int):
    value = SecretText(text)
    judged = recognition.assess(value, recognition.identify(value))
    assert judged.malformed is malformed
    assert least <= judged.bits <= most


def test_a_value_that_is_nearly_one_is_said_to_be():
    found = recognition.identify(SecretText("ghp_" + "a" * 20))
    assert found is not None
    assert (found.service, found.prefix, found.well_formed) == ("GitHub", "ghp_", False)
    assert found.words.endswith("but it has not the form of one")
    for text in ("ghp_short", "ghp_" + "a b" * 9, "patience" * 4, "AKI" + "A" * 9):
        assert recognition.identify(SecretText(text)) is None
