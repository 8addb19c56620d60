import io
import subprocess
from pathlib import Path

from keystead.crypto import offset_table
from keystead.services.table import quiet
from keystead.services.table_child import PROGRESS, REQUEST, TABLE, main
from tests.support.homes import TABLE_COMMAND

SECRET, KEY = b"s" * 20, b"k" * 32


def test_one_request_gives_progress_and_the_table():
    count = 40_000
    target = io.BytesIO()
    assert main(io.BytesIO(REQUEST.pack(SECRET, KEY, 5, 7, count)), target) == 0
    table = offset_table.build(SECRET, KEY, 5, 7, count, quiet)
    steps = [(16384, count), (32768, count), (count, count)]
    expected = b"".join(PROGRESS.pack(b"P", *step) for step in steps) + TABLE + table
    assert target.getvalue() == expected


def test_a_request_cut_short_gives_nothing():
    target = io.BytesIO()
    assert main(io.BytesIO(REQUEST.pack(SECRET, KEY, 5, 7, 1)[:-1]), target) == 1
    assert target.getvalue() == b""


def test_no_secret_shows_in_the_list_of_processes():
    child = subprocess.Popen(TABLE_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(
            REQUEST.pack(
                b"a secret of 20 bytes", b"a key of the table, 32 bytes...!", 1, 1, 1_000_000
            )
        )
        child.stdin.flush()
        assert child.stdout.read(1) == b"P"
        for name in ("cmdline", "environ"):
            shown = Path(f"/proc/{child.pid}/{name}").read_bytes()
            assert b"a secret of 20 bytes" not in shown
        child.kill()
