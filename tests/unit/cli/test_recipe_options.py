"""The options of what to generate, as fields of a recipe."""

import argparse
import json

import pytest

from keystead.cli import recipe_options
from keystead.core import generator
from keystead.errors import UsageProblem


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    recipe_options.add(parser)
    return parser.parse_args(words)


def test_only_what_is_named_is_sent():
    assert recipe_options.given(parsed()) == {}
    assert not recipe_options.any_given(parsed())
    words = "--bits 512 --readable --lifetime 90d --ssh --allow-weak --alg EdDSA"
    assert recipe_options.given(parsed(*words.split())) == {
        "bits": 512,
        "readable": True,
        "expires_in": 90,
        "writing": "ssh",
        "allow_weak": True,
        "algorithm": "EdDSA",
    }
    assert recipe_options.any_given(parsed("--key-stdin"))


def test_nothing_that_was_said_is_taken_for_nothing():
    assert recipe_options.given(parsed("--bits", "0")) == {"bits": 0}
    for option in ("--symbols", "--prefix", "--claims"):
        with pytest.raises(UsageProblem, match="is empty"):
            recipe_options.given(parsed(option, ""))


def test_the_least_bits_are_those_of_the_generator():
    assert recipe_options.MINIMUM_BITS == generator.MINIMUM_BITS


def test_a_preset_with_options_over_it(line):
    line("generate", "hex", "--bits", "512", "--save-preset", "mine")
    assert len(line("generate", "--preset", "mine").out) == 128
    assert len(line("generate", "--preset", "mine", "--length", "40").out) == 40
    assert len(line("generate", "base64url", "--preset", "mine").out) == 86
    names = [row["name"] for row in json.loads(line("generate", "--presets", "--json").out)]
    assert {"mine", "api-key"} <= set(names)
    assert "mine" in line("generate", "--presets").out
    assert line("generate", "--forget-preset", "mine").code == 0
    assert line("generate", "--preset", "mine").code == 2


def test_what_is_too_weak_or_makes_no_sense_is_not_kept(line):
    assert line("generate", "hex", "--bits", "64", "--save-preset", "weak").code == 5
    assert line("generate", "hex", "--prefix", "a", "--save-preset", "odd").code == 2
    assert line("generate", "--preset", "weak").code == 2
