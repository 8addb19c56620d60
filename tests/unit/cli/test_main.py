"""From words to a command: what comes before it, what goes wrong on the way."""

import io
import os
import sys
from pathlib import Path

import pytest

from keystead.cli.environment import Given
from keystead.cli.main import run, split


def nothing():
    raise AssertionError("no home is needed for this")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ([], None, [])),
        (["list"], ([], "list", [])),
        (["--vault", "work", "list", "--json"], (["--vault", "work"], "list", ["--json"])),
        (["--vault=work", "get", "A"], (["--vault=work"], "get", ["A"])),
        (["--no-agent", "get"], (["--no-agent"], "get", [])),
        (["--vault"], (["--vault"], None, [])),
    ],
)
def test_options_may_stand_in_front(words, found):
    assert split(words) == found


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"]])
def test_help_needs_nothing(words, capsys):
    assert run(words, Given({}), nothing) == 0
    assert capsys.readouterr().out.startswith("usage: keystead")


def test_the_version_is_told(capsys):
    assert run(["--version"], Given({}), nothing) == 0
    assert capsys.readouterr().out.startswith("keystead 0.")


def test_an_unknown_word_is_answered_with_the_nearest(capsys):
    assert run(["lsit"], Given({}), nothing) == 2
    assert "Did you mean 'list'?" in capsys.readouterr().err
    assert run(["xyzzy"], Given({}), nothing) == 2
    assert "--help" in capsys.readouterr().err
    assert run(["--nonsense"], Given({}), nothing) == 2


def test_ctrl_c_is_130(monkeypatch, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("keystead.cli.generating.run_generate", interrupted)
    assert run(["generate"], Given({}), nothing) == 130


def test_a_fault_of_ours_shows_no_traceback(monkeypatch, capsys):
    def wrong(*_):
        raise ValueError("hunter2")

    monkeypatch.setattr("keystead.cli.generating.run_generate", wrong)
    assert run(["generate"], Given({}), nothing) == 1
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "hunter2" not in told
    assert "Traceback" not in told


def test_a_reader_that_has_enough_ends_it_quietly(monkeypatch):
    reading, writing = os.pipe()
    os.close(reading)
    with io.TextIOWrapper(os.fdopen(writing, "wb"), "utf-8") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert run(["generate", "--count", "1000"], Given({}), nothing) == 141


@pytest.mark.parametrize("buffering", [-1, 0])
@pytest.mark.parametrize("words", [["generate"], ["generate", "--help"], ["generate", "--json"]])
def test_a_full_disk_is_one_line_and_1(monkeypatch, words, buffering, capsys):
    with Path("/dev/full").open("wb", buffering=buffering) as file:
        full = io.TextIOWrapper(file, "utf-8", write_through=not buffering)
        monkeypatch.setattr(sys, "stdout", full)
        try:
            assert run(words, Given({}), nothing) == 1
            assert capsys.readouterr().err == (
                "keystead: the output could not be written: no space left on device. "
                "The vault is not concerned.\n"
            )
        except SystemExit:
            # argparse itself leaves out help that cannot be printed at once.
            assert "--help" in words
            assert not buffering
        full.flush()
