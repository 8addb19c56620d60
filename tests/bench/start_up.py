"""How long a process takes until the command line could begin, beside a bare Python."""

import subprocess
import sys

from tests.bench.report import Measurement, in_turns


def measure() -> list[Measurement]:
    """CPU seconds of a whole process."""
    ours, bare = in_turns(lambda: _python("import keystead.__main__"), lambda: _python("pass"), 15)
    return [Measurement("import the entry", "s", ours, 0.06, "bare Python", bare)]


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)
