import sys

import pytest

from keystead.crypto import offset_table
from keystead.services.errors import TableFailed
from keystead.services.table import IN_PROCESS, quiet, table_builder
from tests.support.homes import TABLE_COMMAND

SECRET, KEY = b"s" * 20, b"k" * 32
LONG = IN_PROCESS + 1


def expected(count: int) -> bytes:
    return offset_table.build(SECRET, KEY, 5, 7, count, quiet)


def test_a_short_table_starts_no_process():
    assert table_builder(("/nonexistent",))(SECRET, KEY, 5, 7, 100, quiet) == expected(100)


def test_a_long_table_comes_from_the_child_with_progress():
    steps: list[tuple[int, int]] = []
    made = table_builder(TABLE_COMMAND)(
        SECRET, KEY, 5, 7, LONG, lambda done, total: steps.append((done, total))
    )
    assert made == expected(LONG)
    assert steps[-1] == (LONG, LONG)
    assert steps == sorted(steps)


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@pytest.mark.parametrize(
    "command",
    [
        ("/nonexistent/program",),
        python("raise SystemExit(1)"),
        python("import sys; sys.stdin.read(); sys.stdout.write('P')"),
        python("import sys; sys.stdin.read(); sys.stdout.write('Txyz')"),
        python("import sys; sys.stdin.read(); sys.stdout.write('?')"),
    ],
)
def test_a_child_that_ends_early_is_an_error(command: tuple[str, ...]):
    with pytest.raises(TableFailed, match="Nothing was changed"):
        table_builder(command)(SECRET, KEY, 5, 7, LONG, quiet)


def test_a_child_that_reads_nothing_is_an_error(monkeypatch):
    class Deaf:
        def __init__(self, *args: object, **options: object) -> None:
            self.stdin = self

        def write(self, data: bytes) -> None:
            raise BrokenPipeError

        stdout = object()

        def kill(self) -> None:
            pass

        def __enter__(self) -> "Deaf":
            return self

        def __exit__(self, *problem: object) -> None:
            pass

    monkeypatch.setattr("keystead.services.table.subprocess.Popen", Deaf)
    with pytest.raises(TableFailed):
        table_builder(("x",))(SECRET, KEY, 5, 7, LONG, quiet)


def test_cancelling_ends_the_child():
    class Cancelled(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        table_builder(TABLE_COMMAND)(SECRET, KEY, 5, 7, LONG, cancel)
