"""What a transcript has beside keystead; knows nothing of its code.

tools.py NAME MOVED [ARGUMENTS]     MOVED: the file that moves the clock
"""

import base64
import hashlib
import hmac
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

STEP = 30
BIASED = 2_147_000_000
"""A truncated value from here on gives a code that Keystead refuses on purpose."""


def truncated(secret: bytes, window: int) -> int:
    """The 31-bit value of a window (RFC 4226, 5.3)."""
    digest = hmac.new(secret, window.to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 15
    return int.from_bytes(digest[at : at + 4], "big") & 0x7FFF_FFFF


def secret_of(uri: str) -> bytes:
    """The secret of an otpauth URI."""
    return base64.b32decode(parse_qs(urlsplit(uri).query)["secret"][0])


def authenticator(moved: Path, file: str = "init.json", when: str = "next") -> str:
    """The code of the next window that works; the clock goes there.

    ``now``: with a clock that nobody moves, the code of this window or the one after,
    which is taken already.
    """
    uri = json.loads(Path(file).read_text("utf-8"))["totp_uri"]
    secret = secret_of(uri)
    if when == "now":
        at = window(moved)
        at += truncated(secret, at) >= BIASED
        return f"{truncated(secret, at) % 1_000_000:06d}"
    later(moved, str(STEP))
    while truncated(secret, window(moved)) >= BIASED:
        later(moved, str(STEP))
    return f"{truncated(secret, window(moved)) % 1_000_000:06d}"


def window(moved: Path) -> int:
    """The window of the moved clock."""
    return int(time.time() + float(moved.read_text("ascii"))) // STEP


def later(moved: Path, seconds: str) -> str:
    """Move the clock."""
    moved.write_text(str(float(moved.read_text("ascii")) + float(seconds)), "ascii")
    return ""


def field(_moved: Path, file: str, name: str) -> str:
    """One field of a JSON file."""
    return str(json.loads(Path(file).read_text("utf-8"))[name])


def main(arguments: list[str]) -> int:
    """Run a tool and print what it gives."""
    name, moved, *rest = arguments
    tools: dict[str, Callable[..., str]] = {
        "authenticator": authenticator,
        "later": later,
        "field": field,
    }
    found = tools[name](Path(moved), *rest)
    if found:
        print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
