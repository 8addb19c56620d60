"""stdout that takes nothing more, and stderr: a message never fails for either of them."""

import contextlib
import errno
import os
import sys

from keystead.agent.protocol import whereabouts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


def tell(text: str) -> None:
    """A line on stderr, behind what was printed before.

    Where stdout cannot be written the line comes all the same; the flush at the end of the
    command meets it again.  Where stderr cannot be written either, nobody reads.
    """
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    try:
        print(text, file=sys.stderr)
    except OSError:
        drop(sys.stderr)


def unwritten(error: BaseException | None = None) -> str | None:
    """Why stdout does not take what was printed, in words; None where it does.

    ``error``: what ended the command.  A stdout without a buffer (``python -u``) forgets what it
    could not write, so that only the error tells.
    """
    found = error if isinstance(error, OSError) and _from_printing(error) else None
    try:
        sys.stdout.flush()
    except OSError as again:
        found = again
    if found is None:
        return None
    return "it is closed" if found.errno == errno.EBADF else (found.strerror or "unknown").lower()


def _from_printing(error: OSError) -> bool:
    """Whether it comes out of the command line itself, which does nothing with files but print,
    rather than out of what it called; what is wrong with a file has the file's name."""
    return error.filename is None and " at cli/" in whereabouts(error)


def drop(stream: "TextIO") -> None:
    """From now on what is written to ``stream`` goes nowhere: the interpreter flushes once more
    at its end, which must not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    # A stream without a descriptor is nobody's file.
    with contextlib.suppress(OSError):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
