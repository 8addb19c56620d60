"""stdin, stdout and stderr where whoever started us has closed them (``>&-``)."""

import os
import sys


def complete() -> None:
    """Put something in the place of each standard stream that is closed.

    A file opened later must not get its number: what is printed would go into it.  What takes
    the place of stdin cannot be read and that of stdout cannot be written (EBADF, as before), so
    that a command that needs them says so; what goes to stderr is nowhere.
    """
    for number, mode in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            _occupy(number, mode)
    # Python leaves out (None) the streams that it found closed.
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _occupy(number: int, mode: int) -> None:
    # The lowest free number is taken, which is this one: those below it are taken by now.
    got = os.open(os.devnull, mode)
    if got != number:
        os.dup2(got, number, inheritable=False)
        os.close(got)
