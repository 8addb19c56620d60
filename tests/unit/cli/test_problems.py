"""Errors become one line and one exit code, in one place."""

import json

import pytest

from keystead import errors
from keystead.cli import problems
from keystead.core.errors import AmbiguousName


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.KeysteadError, 1),
        (errors.FileProblem, 1),
        (errors.UsageProblem, 2),
        (errors.AccessDenied, 3),
        (errors.NotFound, 4),
        (errors.Refused, 5),
        (errors.Damaged, 6),
        (errors.Conflicting, 7),
        (errors.Busy, 7),
        (AmbiguousName, 2),
    ],
)
def test_each_category_has_its_code(kind, code, capsys):
    assert problems.report(kind("It went wrong.")) == code
    assert capsys.readouterr().err == "keystead: It went wrong.\n"


def test_with_json_an_object_follows(capsys):
    assert problems.report(AmbiguousName("Say which.", candidates=["a"]), as_json=True) == 2
    said, found = capsys.readouterr().err.splitlines()
    assert said == "keystead: Say which."
    assert json.loads(found) == {
        "error": {
            "code": "ambiguous",
            "exit": 2,
            "message": "Say which.",
            "data": {"candidates": ["a"]},
        }
    }


def test_a_fault_of_ours_tells_its_kind_and_never_its_text(capsys):
    assert problems.unforeseen(ValueError("hunter2")) == 1
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "hunter2" not in told
