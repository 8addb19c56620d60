"""Generating for the window: on the worker, presets in the folder of settings."""

from typing import Any

from keystead.core.errors import BadPreset
from keystead.core.recipes import Format, Recipe
from keystead.errors import KeysteadError
from keystead.gui.generate_work import GenerateWork
from tests.support.window import OpenWindow


def test_values_and_presets_come_from_the_worker(window: OpenWindow):
    work = GenerateWork(window.controller)
    made: list[Any] = []
    errors: list[KeysteadError] = []
    work.make(Recipe(form=Format.HEX), None, made.append, errors.append)
    work.presets(made.append, errors.append)
    work.save_preset("mine", Recipe(form=Format.RSA), made.append, errors.append)
    work.save_preset("api-key", Recipe(), made.append, errors.append)
    assert made == []
    window.settle()
    assert len(made[0].value) == 64
    assert made[1:] == [{}, {"mine": Recipe(form=Format.RSA)}]
    assert [type(error) for error in errors] == [BadPreset]
