"""The fields of a recipe: there and back."""

import pytest
from pytestqt.qtbot import QtBot

from keystead.core.presets import BUILT_IN
from keystead.core.recipes import Algorithm, Format, Recipe, Writing, check_recipe
from keystead.gui.dialogs.recipe_fields import FORMATS, RecipeFields
from keystead.gui.theme.theme import Theme


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(form=Format.HEX, bits=512),
        Recipe(form=Format.SYMBOLS, bits=192, symbols="!-", readable=True),
        Recipe(form=Format.PREFIXED, bits=256, prefix="acme"),
        Recipe(form=Format.ECDSA, bits=384, writing=Writing.SSH),
        Recipe(form=Format.RSA, bits=4096),
        Recipe(form=Format.JWT, algorithm=Algorithm.ES256, claims="{}", expires_in=7),
        BUILT_IN["aes-256"],
    ],
)
def test_a_recipe_is_shown_and_read_back(qtbot: QtBot, theme: Theme, recipe: Recipe):
    fields, told = RecipeFields(theme), []
    qtbot.addWidget(fields)
    fields.changed.connect(lambda: told.append(1))
    fields.fill(recipe, 256)
    assert fields.recipe() == recipe
    assert len(told) == 1


def test_every_format_is_offered_and_fits(qtbot: QtBot, theme: Theme):
    fields = RecipeFields(theme)
    qtbot.addWidget(fields)
    assert {form for form, _, _ in FORMATS} == set(Format)
    for form in Format:
        fields.form.choose(form)
        assert check_recipe(fields.recipe()).form is form
        assert fields.signing_key() is None
