import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.hints import MIN_REST, PREFIXES, Hint, hint_of, is_public_prefix, prefix_of
from keystead.core.model import Kind
from keystead.core.secret_types import SecretText

REST = "a1B2c3D4e5F6g7H8i9J0"


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (f"sk_live_{REST}", Hint("sk_live_", "Stripe", Kind.API_KEY)),
        (f"whsec_{REST}", Hint("whsec_", "Stripe", Kind.TOKEN)),
        (f"ghp_{REST}", Hint("ghp_", "GitHub", Kind.TOKEN)),
        (f"glpat-{REST}", Hint("glpat-", "GitLab", Kind.TOKEN)),
        (f"AKIA{REST}", Hint("AKIA", "AWS", Kind.API_KEY)),
        (f"xoxb-{REST}", Hint("xoxb-", "Slack", Kind.TOKEN)),
        (f"sk-proj-{REST}", Hint("sk-proj-", "OpenAI", Kind.API_KEY)),
        (f"npm_{REST}", Hint("npm_", "npm", Kind.TOKEN)),
        (f"SG.{REST}", Hint("SG.", "SendGrid", Kind.API_KEY)),
        ("postgres://me:pw@db/x", Hint("postgres://", "PostgreSQL", Kind.CONNECTION_STRING)),
        ("mongodb+srv://a:b@c", Hint("mongodb+srv://", "MongoDB", Kind.CONNECTION_STRING)),
        ("eyJhbGci.eyJzdWIi.c2ln", Hint("eyJ", "", Kind.JWT)),
        (
            "-----BEGIN PRIVATE KEY-----\nMIIE\n",
            Hint("-----BEGIN PRIVATE KEY-----", "", Kind.KEY_PAIR),
        ),
    ],
)
def test_known_values_are_recognised(value: str, hint: Hint) -> None:
    assert hint_of(SecretText(value)) == hint
    assert prefix_of(SecretText(value)) == hint.prefix


@pytest.mark.parametrize(
    "value",
    ["", "hunter2", "ghp_short", "npm_install now please", "eyJ.only", "postgres://", "AKIA"],
)
def test_other_values_say_nothing(value: str) -> None:
    assert hint_of(SecretText(value)) is None
    assert prefix_of(SecretText(value)) == ""


@given(st.sampled_from(sorted(PREFIXES)), st.text(max_size=60))
def test_no_more_than_a_public_prefix_is_ever_shown(prefix: str, rest: str) -> None:
    for value in (rest, prefix + rest, prefix + REST + rest):
        shown = prefix_of(SecretText(value))
        assert shown == "" or (shown in PREFIXES and value.startswith(shown))
        assert shown != value or not value


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_each_prefix_of_the_table_is_reached(prefix: str) -> None:
    value = f"{prefix}a.b.c" if prefix == "eyJ" else f"{prefix}{'x' * MIN_REST}"
    assert prefix_of(SecretText(value)) == prefix
    assert is_public_prefix(prefix)


def test_a_stored_hint_from_elsewhere_is_not_public() -> None:
    assert not is_public_prefix("sk_live_51abc")
    assert not is_public_prefix("")
