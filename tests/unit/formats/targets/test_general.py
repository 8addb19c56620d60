import pytest

from keystead.formats.target import Misread
from keystead.formats.targets.general import PROFILE, READER


def test_it_reads_as_the_import_does():
    assert READER.read("A='x'\nexport B=1\n") == {"A": "x", "B": "1"}


@pytest.mark.parametrize("text", ["A='x\n", "A\n", "A=\0\n"])
def test_what_the_import_refuses(text: str):
    with pytest.raises(Misread):
        READER.read(text)


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("plain", []),
        ("it's", []),
        ("$(id)", ["command", "differs"]),
        ("a$b", ["differs"]),
        ("a\\b", ["differs"]),
        ("a\nb", ["differs"]),
        ("'\"", ["differs"]),
    ],
)
def test_advice(value: str, codes: list[str]):
    assert [caution.code for caution in PROFILE.advice(value)] == codes


def test_every_other_reader_is_asked():
    assert [reader.title for reader in PROFILE.others] == [
        "python-dotenv",
        "npm dotenv",
        "Node --env-file",
        "sh",
        "docker --env-file",
    ]
