"""A private screen with one Keystead, and the home that it works on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desktop import Desktop


@pytest.fixture
def desktop(xvfb: dict[str, str], tmp_path: Path) -> Iterator[Desktop]:
    """A screen, and a home whose clipboard is cleared after five seconds."""
    made = Desktop(xvfb, tmp_path)
    try:
        made.run("config", "set", "clipboard.clear_after", "5")
        yield made
    finally:
        made.close()
