import pytest

from keystead.formats.target import UNKNOWN
from keystead.formats.targets.nextjs import READER


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'pa\\$word'", "pa$word"),
        ("'pa$word'", UNKNOWN),
        ('"${A}"', UNKNOWN),
        ("a$b$", "a$b$"),
        ("cost$", "cost$"),
        ("$(id)", "$(id)"),
        ('"a\\nb"', "a\nb"),
    ],
)
def test_references_are_expanded_in_any_quotes(written: str, value: str):
    assert READER.read(f"A={written}\n") == {"A": value}
