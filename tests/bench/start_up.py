"""How long a process takes until the command line could begin, beside a bare Python."""

import subprocess
import sys

from tests.bench.report import Measurement, in_turns

TITLE = "Starting the command line"
REMARKS = """\
The whole process, up to where a command line could begin to be read."""


def measure() -> list[Measurement]:
    """CPU seconds of a whole process."""
    ours, bare = in_turns(lambda: _python("import keystead.__main__"), lambda: _python("pass"), 15)
    return [Measurement("import the entry", "s", ours, None, {"bare Python": bare})]


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)
