"""Vectors in the schema of C2SP/wycheproof.

The committed ones in ``own/`` always run; they are Keystead's own (see make_own.py).
Where a checkout has Wycheproof's files beside it, those run as well.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OWN = Path(__file__).parent / "own"
BESIDE = Path(__file__).parents[3] / "shared" / "data" / "wycheproof"


def cases(name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """(group, test) of every vector in every ``NAME_test.json`` there is."""
    for folder in (OWN, BESIDE):
        path = folder / f"{name}_test.json"
        if path.exists():
            for group in json.loads(path.read_bytes())["testGroups"]:
                for test in group["tests"]:
                    yield group, test


def field(test: dict[str, Any], name: str) -> bytes:
    """One hexadecimal field as bytes."""
    return bytes.fromhex(test[name])
