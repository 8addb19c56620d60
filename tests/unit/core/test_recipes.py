"""What a format does not have must stay unset."""

import pytest

from keystead.core.errors import BadValue
from keystead.core.recipes import Algorithm, Format, Recipe, Writing, check_recipe, plain


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(bits=256, length=64),
        Recipe(bits=0),
        Recipe(bits=8_193),
        Recipe(length=-1),
        Recipe(length=2_049),
        Recipe(form=Format.UUID4, bits=128),
        Recipe(form=Format.UUID7, length=36),
        Recipe(form=Format.SYMMETRIC, bits=256),
        Recipe(form=Format.PASSPHRASE, length=20),
        Recipe(form=Format.HEX, symbols="!"),
        Recipe(form=Format.SYMBOLS, symbols="a"),
        Recipe(form=Format.HEX, readable=True),
        Recipe(form=Format.HEX, prefix="x"),
        Recipe(form=Format.PREFIXED),
        Recipe(form=Format.PREFIXED, prefix="a-b"),
        Recipe(form=Format.PREFIXED, prefix="a_"),
        Recipe(form=Format.HEX, algorithm=Algorithm.HS256),
        Recipe(form=Format.HEX, claims="{}"),
        Recipe(form=Format.HEX, expires_in=1),
        Recipe(form=Format.HEX, writing=Writing.SSH),
        Recipe(form=Format.JWT, expires_in=-1),
        Recipe(form=Format.JWT, claims=" " * 5_000),
        Recipe(form=Format.RSA, bits=1_024),
        Recipe(form=Format.ECDSA, bits=255),
    ],
)
def test_what_makes_no_sense_is_refused(recipe: Recipe) -> None:
    with pytest.raises(BadValue):
        check_recipe(recipe)


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(),
        Recipe(form=Format.SYMBOLS, length=20, symbols="!-", readable=True),
        Recipe(form=Format.PREFIXED, prefix="my_app2"),
        Recipe(form=Format.JWT, algorithm=Algorithm.EDDSA, claims="{}", expires_in=90),
        Recipe(form=Format.RSA, bits=4_096, writing=Writing.SSH),
        Recipe(form=Format.PASSPHRASE, bits=132),
    ],
)
def test_what_makes_sense_is_kept(recipe: Recipe) -> None:
    assert check_recipe(recipe) is recipe
    assert plain(recipe)["format"] == recipe.form.value
