"""Where the window was and how large: kept in the state folder, never needed."""

import base64
import binascii
import json
from pathlib import Path

from keystead.errors import FileProblem
from keystead.services.home import Home

FILE = "window.json"
MAX_FILE = 4096


def load(home: Home) -> bytes:
    """What ``save`` kept; nothing where there is nothing, or nothing that can be read."""
    host, path = home.parts.host, _path(home)
    try:
        if not host.exists(path):
            return b""
        found = json.loads(host.read(path, MAX_FILE))
        return base64.b64decode(found["geometry"], validate=True)
    except (FileProblem, ValueError, KeyError, TypeError, binascii.Error):
        return b""


def save(home: Home, geometry: bytes) -> None:
    """Keep it; a disk that does not take it is no matter."""
    text = json.dumps({"geometry": base64.b64encode(geometry).decode("ascii")})
    try:
        home.parts.host.private_folder(home.paths.state)
        home.parts.host.write_atomic(_path(home), text.encode("ascii"))
    except FileProblem:
        return


def _path(home: Home) -> Path:
    return home.paths.state / FILE
