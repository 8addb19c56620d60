"""Another program in the place of this process, with its terminal, signals and exit code."""

import os
import sys
from collections.abc import Mapping, Sequence

from keystead.system import hardening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def program(name: str) -> str | None:
    """The path of a program as a shell finds it; None where there is none that may be run."""
    if sys.platform == "win32":
        import shutil  # knows the suffixes; heavy

        return shutil.which(name)
    # Whoever asks waits for it: pathlib is not loaded for this.
    if "/" in name:
        return name if _may_run(name) else None
    paths = (f"{folder or '.'}/{name}" for folder in os.get_exec_path())
    return next((path for path in paths if _may_run(path)), None)


def _may_run(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)  # noqa: PTH113 - as above


def become(path: str, words: Sequence[str], variables: Mapping[str, str]) -> "NoReturn":
    """Run ``path`` with the arguments ``words``, its own name first, and these variables alone.

    Replaces this process, whose memory goes with it, and comes back only with an OSError;
    Windows has no such thing: there the program is waited for, and SystemExit has its exit
    code.  Core dumps stay off: the values are in the program's memory now.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        import subprocess

        sys.exit(subprocess.call([path, *words[1:]], env=dict(variables)))
    with hardening.as_before():
        os.execve(path, list(words), dict(variables))  # noqa: S606 - no shell is wanted
