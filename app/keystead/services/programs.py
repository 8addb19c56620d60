"""Programs that the user has us start: where they are, and with which variables."""

import os
from collections.abc import Mapping

from keystead.system.become import become as become
from keystead.system.become import program as program

_OURS = "KEYSTEAD_"


def environment(ours: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's variables without Keystead's, and those of ``ours``."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(_OURS)}
    return kept | dict(ours or {})
