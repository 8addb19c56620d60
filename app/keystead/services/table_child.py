"""The child process that makes a long table of codes.

In a thread the work would hold up the window for moments; and the secret it works with
comes and goes through pipes, so that no list of processes shows it.

    in:   TOTP secret (20) | table key (32) | T (4) | first window (8) | count (4)
    out:  "P" done (4) total (4), any number of times; then "T" and 3 bytes an entry

All numbers are big-endian.
"""

import struct
from typing import BinaryIO

REQUEST = struct.Struct(">20s32sIQI")
PROGRESS = struct.Struct(">cII")
TABLE = b"T"


def main(source: BinaryIO, target: BinaryIO) -> int:
    """Read one request, write its table; 0 when done, 1 for a request cut short."""
    from keystead.crypto.offset_table import build

    request = source.read(REQUEST.size)
    if len(request) != REQUEST.size:
        return 1

    def report(done: int, total: int) -> None:
        target.write(PROGRESS.pack(b"P", done, total))
        target.flush()

    totp_secret, key, t, first, count = REQUEST.unpack(request)
    table = build(totp_secret, key, t, first, count, report)
    target.write(TABLE + table)
    target.flush()
    return 0
