"""Reads the RFC vectors of PyPI's ``cryptography-vectors`` (a test-only dependency)."""

import json
from pathlib import Path
from typing import Any

import cryptography_vectors

FOLDER = Path(cryptography_vectors.__file__).parent


def blocks(path: str) -> list[dict[str, str]]:
    """The ``name = value`` blocks of a text file of vectors, names in lower case."""
    found: list[dict[str, str]] = []
    for line in (FOLDER / path).read_text(encoding="ascii").splitlines():
        name, equals, value = line.partition("=")
        if not equals or line.startswith("#"):
            continue
        if name.strip().lower() == "count":
            found.append({})
        found[-1][name.strip().lower()] = value.strip()
    return found


def lines(path: str) -> list[list[str]]:
    """The fields of a file that has one colon-separated vector a line."""
    return [line.split(":") for line in (FOLDER / path).read_text("ascii").splitlines()]


def from_json(path: str) -> Any:
    """A JSON file of vectors."""
    return json.loads((FOLDER / path).read_bytes())
