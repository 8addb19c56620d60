import pytest

from keystead.formats.target import UNKNOWN
from keystead.formats.targets.dotenvx import READER


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'$(id) $A'", "$(id) $A"),
        ("'it\\'s'", "it's"),
        ('"$(id)"', UNKNOWN),
        ("`$A`", UNKNOWN),
        ('"\\$A\\t\\n"', "$A\t\n"),
        ("'encrypted:x'", UNKNOWN),
        ("encrypted:", "encrypted:"),
    ],
)
def test_single_quotes_alone_are_literal(written: str, value: str):
    assert READER.read(f"A={written}\n") == {"A": value}
