"""How large the window was: kept in the state folder, never needed.

Its place is left to the window manager, which knows the screens that are there today.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from keystead.errors import FileProblem
from keystead.services.home import Home

FILE = "window.json"
MAX_FILE = 4096
_MOST = 16_384


@dataclass(frozen=True)
class WindowState:
    """Logical pixels."""

    width: int
    height: int
    maximized: bool = False


def load(home: Home) -> WindowState | None:
    """What ``save`` kept; None where there is nothing, or nothing that can be meant."""
    host, path = home.parts.host, _path(home)
    try:
        found = json.loads(host.read(path, MAX_FILE)) if host.exists(path) else {}
        width, height = found["width"], found["height"]
        maximized = found["maximized"] is True
    except (FileProblem, ValueError, KeyError, TypeError):
        return None
    if type(width) is not int or type(height) is not int:
        return None
    if not (0 < width <= _MOST and 0 < height <= _MOST):
        return None
    return WindowState(width, height, maximized)


def save(home: Home, state: WindowState) -> None:
    """Keep it; a disk that does not take it is no matter."""
    try:
        home.parts.host.private_folder(home.paths.state)
        home.parts.host.write_atomic(_path(home), json.dumps(asdict(state)).encode("ascii"))
    except FileProblem:
        return


def _path(home: Home) -> Path:
    return home.paths.state / FILE
