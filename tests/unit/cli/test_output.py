"""Printing: exact values, tables for pipes, nothing that moves a cursor."""

import io
import sys
import time
from datetime import UTC, datetime

import pytest

from keystead.cli import output


class Screen(io.TextIOWrapper):
    """A stdout that says it is a terminal."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, "utf-8", write_through=True)

    def isatty(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return self.bytes.getvalue().decode()


@pytest.fixture
def screen(monkeypatch):
    """Call it in the test: pytest puts its own stdout back before."""

    def put() -> Screen:
        made = Screen()
        monkeypatch.setattr(sys, "stdout", made)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        return made

    return put


def test_a_value_is_exact_in_a_pipe(capsysbinary):
    output.value("ü\n")
    assert capsysbinary.readouterr().out == "ü\n".encode()


def test_a_terminal_gets_a_line_break(screen):
    shown = screen()
    output.value("secret")
    assert shown.text == "secret\n"


def test_a_table_in_a_pipe_has_no_heads_and_no_colour(capsys):
    output.table(("name", "state"), [("A", "expired"), ("LONGER", "ok")])
    assert capsys.readouterr().out == "A       expired\nLONGER  ok\n"
    output.table(("name",), [])
    assert capsys.readouterr().out == ""


def test_a_table_on_a_terminal_has_both(screen):
    shown = screen()
    output.table(("name", "state"), [("A", "expired"), ("B", "ok")])
    assert shown.text == "\x1b[2mNAME  STATE\x1b[0m\n\x1b[31mA     expired\x1b[0m\nB     ok\n"


def test_there_are_no_heads_above_nothing(screen):
    shown = screen()
    output.table(("name", "state"), [])
    assert shown.text == ""


def test_a_narrow_terminal_cuts_no_date(screen, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    shown = screen()
    output.table(("name", "on"), [("STRIPE_SECRET_KEY", "2026-12-28")])
    assert shown.text.endswith("STRIPE_…  2026-12-28\n")


def test_a_person_is_told_the_time_of_this_computer(monkeypatch):
    monkeypatch.setenv("TZ", "EST5")
    time.tzset()
    try:
        assert output.local_time("2026-11-28T03:55:17Z") == "2026-11-28T03:55:17Z"
        monkeypatch.setattr(sys, "stderr", Screen())
        assert output.local_time("2000-11-28T03:55:17Z") == "2000-11-27 22:55"
        assert output.local_time("") == ""
        today = datetime.now(UTC)
        assert output.local_time(f"{today:%Y-%m-%dT%H:%M:%SZ}") == f"{today.astimezone():%H:%M}"
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_switched_off(screen, monkeypatch, name, value):
    screen()
    monkeypatch.setenv(name, value)
    assert output.coloured("text", "red") == "text"


def test_fields_are_two_columns_without_what_is_empty(capsys):
    output.fields([("Name", "A"), ("Empty", ""), ("Long notes", "one\ntwo")])
    assert capsys.readouterr().out == "Name        A\nLong notes  one\n            two\n"


def test_nothing_printed_moves_the_cursor():
    assert output.safe("a\x1b[2Jb\nc") == "a\ufffd[2Jb\ufffdc"
    assert output.safe("a\nb", keep_lines=True) == "a\nb"


def test_json_is_whole_and_readable(capsys):
    output.print_json({"name": "ü"})
    assert capsys.readouterr().out == '{\n  "name": "ü"\n}\n'
    assert output.text_of({"a": None, "b": 0}, "a") == ""
    assert output.text_of({"a": None, "b": 0}, "b") == "0"
