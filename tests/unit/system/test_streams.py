"""Standard streams that are closed are taken, and say so as soon as they are needed."""

import subprocess
import sys

import pytest

from keystead.system import streams

TELL = """
import errno, os, sys
from keystead.system.streams import complete
complete()
told = open(os.environ["TOLD"], "w")
print(told.fileno() > 2, file=told)
works = {"in": lambda: sys.stdin.buffer.read(1), "out": lambda: print("x", flush=True)}
for name, work in works.items():
    try:
        work()
    except OSError as error:
        print(name, errno.errorcode[error.errno], file=told)
print("lost", file=sys.stderr, flush=True)
told.flush()
os._exit(0)
"""


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        ("<&-", ["True", "in EBADF"]),
        (">&-", ["True", "out EBADF"]),
        ("2>&-", ["True"]),
        ("<&- >&- 2>&-", ["True", "in EBADF", "out EBADF"]),
    ],
)
def test_no_file_gets_the_number_of_a_closed_stream(tmp_path, closed, expected):
    told = tmp_path / "told"
    command = ["sh", "-c", f'exec "$0" -c "$1" {closed}', sys.executable, TELL]
    given = {"TOLD": str(told), "PYTHONPATH": ":".join(sys.path)}
    subprocess.run(command, env=given, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert told.read_text().splitlines() == expected


def test_open_streams_stay_as_they_are():
    before = sys.stdin, sys.stdout, sys.stderr
    streams.complete()
    assert (sys.stdin, sys.stdout, sys.stderr) == before
