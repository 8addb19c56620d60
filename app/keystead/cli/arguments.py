"""Files and keys as they are named on the command line.

What is empty was meant to be something, as ``"$UNSET"``: it is wrong, never the folder that
one is in, or no key at all.
"""

import os

from keystead.errors import UsageProblem

STDOUT = "-"


def path(said: str) -> str:
    """The whole path of a file; UsageProblem for an empty name."""
    if not said:
        raise UsageProblem("The name of the file is empty. Nothing was done.")
    return os.path.abspath(said)


def target(said: str) -> str | None:
    """The whole path of a file to write, None for ``-``: print it; UsageProblem as ``path``."""
    return None if said == STDOUT else path(said)


def names(said: str | None, option: str) -> list[str] | None:
    """The keys that are named between commas, None where the option is not there.

    Raises UsageProblem for an option that names none.
    """
    if said is None:
        return None
    found = [name for name in said.split(",") if name]
    if not found:
        raise UsageProblem(f"{option} names no key. Nothing was done.")
    return found
