"""Rows of keys in words, where a merge left two of one name."""

from collections import Counter
from collections.abc import Sequence

from keystead.cli import output
from keystead.cli.context import JsonObject

SHOWN = 8
"""Hex digits of an id that a person sees."""


def names(rows: Sequence[JsonObject]) -> list[str]:
    """The name of each row, with ``@`` and the beginning of its id where another row has the
    same name and environment."""
    seen = Counter((row.get("environment"), row.get("name")) for row in rows)
    return [
        f"{output.text_of(row, 'name')}@{output.text_of(row, 'id')[:SHOWN]}"
        if seen[row.get("environment"), row.get("name")] > 1
        else output.text_of(row, "name")
        for row in rows
    ]


def exact(row: JsonObject) -> str:
    """ENV/NAME@ID of a row: this key and no other."""
    return f"{row['environment']}/{row['name']}@{row['id']}"
