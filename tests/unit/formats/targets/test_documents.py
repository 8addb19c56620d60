import json
import tomllib

import pytest
import yaml
from hypothesis import given

from keystead.core.secret_types import SecretText
from keystead.formats.dotenv_write import render
from keystead.formats.target import UNKNOWN, Misread
from keystead.formats.targets.documents import JSON, TOML, YAML
from tests.unit.formats.nasty import CLASSES, values

NAMES = ("A", "NO", "on", "Y", "null", "_1")
EVERY = pytest.mark.parametrize(
    ("profile", "real"),
    [(JSON, json.loads), (YAML, yaml.safe_load), (TOML, tomllib.loads)],
    ids=["json", "yaml", "toml"],
)


@EVERY
def test_the_real_readers_get_every_class(profile, real):
    found = render(profile, [(n, SecretText(v)) for n, v in CLASSES.items()], "Written: by 'us'")
    assert real(found.text.reveal()) == CLASSES
    assert found.text.reveal().count("\n") == len(CLASSES) + len(found.comments) + len(found.tail)


@EVERY
@given(values())
def test_the_real_readers_get_any_value(profile, real, value):
    entries = [(name, SecretText(value)) for name in NAMES]
    assert real(render(profile, entries).text.reveal()) == dict.fromkeys(NAMES, value)


@EVERY
def test_nothing_at_all_is_a_file_too(profile, real):
    assert real(render(profile, [], "Header").text.reveal()) in ({}, None)


def test_the_preview_shows_what_stands_around_the_values():
    lines = render(JSON, [("A", SecretText("x")), ("B", SecretText("y"))]).preview()
    shown = [(line.number, line.label, line.end) for line in lines if line.name]
    assert shown == [(2, '  "A": ', ","), (3, '  "B": ', "")]
    assert [(line.number, line.masked_hint) for line in lines if not line.name] == [
        (1, "{"),
        (4, "}"),
    ]


def test_what_is_no_text_equals_no_value():
    assert JSON.reader.read('{"A": 5, "B": "5"}') == {"A": f"{UNKNOWN}5", "B": "5"}
    assert YAML.reader.read("A: 5\nB: '5'\n") == {"A": f"{UNKNOWN}5", "B": "5"}
    assert TOML.reader.read("A = 5\nB = '5'\n") == {"A": f"{UNKNOWN}5", "B": "5"}
    for profile in (JSON, YAML, TOML):
        with pytest.raises(Misread):
            profile.reader.read("[1, 2")
