"""A message comes also where stdout takes nothing; a full disk is told in words."""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from keystead.cli import output, streams


@contextlib.contextmanager
def full(name: str, buffered: bool = True) -> Iterator[io.TextIOWrapper]:
    """sys.stdout or sys.stderr takes nothing more, as one on a full disk."""
    before = getattr(sys, name)
    with Path("/dev/full").open("wb", buffering=-1 if buffered else 0) as file:
        setattr(sys, name, io.TextIOWrapper(file, write_through=not buffered))
        try:
            yield getattr(sys, name)
        finally:
            streams.drop(getattr(sys, name))
            getattr(sys, name).close()
            setattr(sys, name, before)


def test_a_full_disk_keeps_no_message_back(capsys):
    with full("stdout") as stream:
        print("lost")
        streams.tell("It went wrong.")
        assert streams.unwritten() == "no space left on device"
        streams.drop(stream)
        assert streams.unwritten() is None
    assert capsys.readouterr().err == "It went wrong.\n"


def test_without_stderr_nobody_reads_and_nothing_fails():
    with full("stderr", buffered=False) as stream:
        streams.tell("It went wrong.")
        print("and again", file=stream)


def test_a_closed_stdout_is_told_as_that(monkeypatch):
    with Path(os.devnull).open("rb") as readable:
        stream = io.TextIOWrapper(io.BufferedWriter(io.FileIO(os.dup(readable.fileno()), "w")))
        monkeypatch.setattr(sys, "stdout", stream)
        print("lost")
        assert streams.unwritten() == "it is closed"
        streams.drop(stream)
        stream.close()


def test_the_error_tells_where_nothing_was_buffered():
    with full("stdout", buffered=False):
        assert streams.unwritten(failed(lambda: output.print_json({}))) == "no space left on device"
    assert streams.unwritten(failed(lambda: os.open("/no/such/file", os.O_RDONLY))) is None
    assert streams.unwritten(OSError(28, "No space left on device")) is None
    assert streams.unwritten(ValueError()) is None


def failed(work: Callable[[], object]) -> OSError:
    try:
        work()
    except OSError as error:
        return error
    raise AssertionError("it did not fail")


def test_a_stream_that_is_no_file_is_left():
    streams.drop(io.StringIO())
