"""What values tell, and what is never taken out of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.model import Kind, Risk
from keystead.core.recognised import Recognition
from keystead.core.recognition import MAX_VALUE, bare, recognise
from keystead.core.secret_types import SecretText
from keystead.services.recognition import built_in

GITHUB = "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"


def seen(text: str) -> Recognition | None:
    return recognise(SecretText(text), built_in())


@pytest.mark.parametrize(
    ("text", "words", "prefix", "kind"),
    [
        (f"sk_live_{'a1' * 12}", "Looks like a Stripe live secret key", "sk_live_", Kind.API_KEY),
        (GITHUB, "Looks like a GitHub personal access token (classic)", "ghp_", Kind.TOKEN),
        ("AKIAIOSFODNN7EXAMPLE", "Looks like an AWS access key ID", "AKIA", Kind.API_KEY),
        (f"npm_{GITHUB[4:]}", "Looks like an npm access token", "npm_", Kind.TOKEN),
        ("-----BEGIN PRIVATE KEY-----\nMIIE", "Looks like a private key", None, Kind.KEY_PAIR),
        ("redis://h", "Looks like a Redis connection string", "redis://", Kind.CONNECTION_STRING),
    ],
)
def test_known_values(text: str, words: str, prefix: str | None, kind: Kind) -> None:
    found = seen(f" {text}\n")
    assert found is not None
    assert (found.words, found.kind) == (words, kind)
    assert found.prefix == (prefix or "-----BEGIN PRIVATE KEY-----")


def test_a_checksum_that_does_not_fit_is_said() -> None:
    good, bad = seen(GITHUB), seen(f"{GITHUB[:-1]}8")
    assert good is not None
    assert bad is not None
    assert (good.checksum_fits, good.risk) == (True, Risk.HIGH)
    assert bad.checksum_fits is False
    assert bad.words.endswith(", but its checksum does not fit")


def test_a_connection_string_gives_user_and_host_and_never_its_password() -> None:
    found = seen("postgresql://app:hunter2@db.example:5432/shop?sslmode=require")
    assert found is not None
    assert found.facts == (("user", "app"), ("host", "db.example"))
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        *("", "hunter2", "ghp_short", "npm_install now please", "eyJ.only", "postgres://"),
        *("AKIA", "sk_live_", "https://example.com/a", "-----BEGIN NOTHING-----\nx"),
        *("-----BEGIN PRIVATE KEY-----", "-----BEGIN ", "eyJhbGci.eyJzdWIi.c2ln"),
        "sk_live_" + "a" * MAX_VALUE,
    ],
)
def test_other_values_say_nothing(text: str) -> None:
    assert seen(text) is None


@given(st.sampled_from([*built_in().entries]), st.text(max_size=40))
def test_no_more_than_a_public_prefix_is_shown(entry, rest: str) -> None:
    prefixes = {one.prefix for one in built_in().entries}
    found = seen(entry.prefix + rest)
    if found is not None and found.documentation:
        assert found.prefix in prefixes


@pytest.mark.parametrize("before", ["Bearer ", "bearer  ", "Authorization: Bearer "])
def test_the_word_before_a_token_is_looked_through_and_said(before: str) -> None:
    web = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2ln"
    for text, what in ((GITHUB, "personal access token (classic)"), (web, "JSON Web Token")):
        found = seen(before + text)
        assert found is not None
        assert (found.what, found.checksum_fits is not False) == (what, True)
        assert found.words.endswith(", but the word Bearer before it is no part of it")
        assert bare(SecretText(before + text)).reveal() == text


@pytest.mark.parametrize("text", ["Bearer of good news", "Bearer", "Bearer hunter2"])
def test_the_word_alone_makes_no_token(text: str) -> None:
    assert seen(text) is None
