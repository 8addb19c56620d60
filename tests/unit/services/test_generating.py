"""Every format can be made, with its strength said."""

import jwt
import pytest

from keystead.core.errors import BadValue, TooWeak
from keystead.core.recipes import Algorithm, Format, Recipe, Writing
from keystead.core.secret_types import SecretText
from keystead.services.generating import make
from keystead.services.passphrases import word_list

NOW = 1_800_000_000.0
SHARED = SecretText("a-shared-key-of-thirty-two-bytes")


@pytest.mark.parametrize(
    ("recipe", "bits"),
    [
        (Recipe(), 256),
        (Recipe(form=Format.UUID7), 74),
        (Recipe(form=Format.PASSPHRASE), 129),
        (Recipe(form=Format.PASSPHRASE, bits=256), 258),
        (Recipe(form=Format.SYMMETRIC), 256),
        (Recipe(form=Format.ED25519), 128),
        (Recipe(form=Format.ECDSA, bits=521, writing=Writing.SSH), 256),
        (Recipe(form=Format.RSA, bits=2048, allow_weak=True), 112),
    ],
)
def test_each_has_its_strength(recipe: Recipe, bits: int) -> None:
    made = make(recipe, NOW)
    assert made.bits is not None
    assert round(made.bits) == bits
    assert len(made.value) == made.length > 30
    assert bool(made.public) is (recipe.form in (Format.ED25519, Format.ECDSA, Format.RSA))
    assert made.value.reveal() not in repr(made)


def test_a_passphrase_is_made_of_words() -> None:
    words = make(Recipe(form=Format.PASSPHRASE), NOW).value.reveal().split(" ")
    assert len(words) == 10
    assert set(words) <= set(word_list())


@pytest.mark.parametrize(
    "recipe", [Recipe(form=Format.PASSPHRASE, bits=66), Recipe(form=Format.RSA, bits=2048)]
)
def test_what_is_weak_is_refused_unless_allowed(recipe: Recipe) -> None:
    with pytest.raises(TooWeak):
        make(recipe, NOW)


def test_a_token_says_when_it_was_made_and_when_it_ends() -> None:
    recipe = Recipe(form=Format.JWT, claims='{"sub": "deploy"}', expires_in=90)
    made = make(recipe, NOW, SHARED)
    found = jwt.decode(made.value.reveal(), options={"verify_signature": False})
    assert found == {"sub": "deploy", "iat": 1_800_000_000, "exp": 1_800_000_000 + 90 * 86_400}
    assert made.bits is None
    plain = make(Recipe(form=Format.JWT, algorithm=Algorithm.HS256), NOW, SHARED)
    assert "exp" not in jwt.decode(plain.value.reveal(), options={"verify_signature": False})


@pytest.mark.parametrize(
    "claims", ["[]", "{", "hunter2", '{"exp": "soon"}', '{"nbf": true}', '{"x": NaN}', "[" * 4_000]
)
def test_claims_are_a_json_object(claims: str) -> None:
    with pytest.raises(BadValue) as caught:
        make(Recipe(form=Format.JWT, claims=claims), NOW, SHARED)
    assert "hunter2" not in caught.value.message


def test_a_key_goes_with_a_token_and_only_there() -> None:
    with pytest.raises(BadValue, match="signed with a key"):
        make(Recipe(form=Format.JWT), NOW)
    with pytest.raises(BadValue, match="only"):
        make(Recipe(), NOW, SHARED)
