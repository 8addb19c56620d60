"""What is asked again until it is right, and when it is given up."""

import pytest

from keystead.cli import asking, enrolling
from keystead.cli.options import Args
from keystead.errors import UsageProblem


def test_the_ways_without_a_terminal(monkeypatch):
    monkeypatch.setattr(asking, "can_ask", lambda: False)
    enrolling.check_ways(Args(json=True, no_confirm=True))
    with pytest.raises(UsageProblem):
        enrolling.check_ways(Args(json=True, no_confirm=False))
    monkeypatch.setattr(asking, "can_ask", lambda: True)
    enrolling.check_ways(Args(json=False, no_confirm=False))


def test_a_code_is_asked_for_until_it_is_right(monkeypatch, capsys):
    typed = iter(["111 111", "222222", "123456"])
    monkeypatch.setattr(asking, "line", lambda _prompt: next(typed))
    tried: list[str] = []

    def confirm(code: str) -> None:
        tried.append(code)
        if code != "123456":
            raise UsageProblem("Not this one.")

    enrolling.confirm_code(confirm)
    assert tried == ["111111", "222222", "123456"]
    assert capsys.readouterr().err == "keystead: Not this one.\n" * 2


def test_it_is_given_up_after_five_tries(monkeypatch):
    monkeypatch.setattr(asking, "line", lambda _prompt: "x")

    def check(key: str, recovery: str) -> None:
        assert recovery == ""
        raise UsageProblem(f"{key} is wrong.")

    with pytest.raises(UsageProblem, match="x is wrong"):
        enrolling.confirm_kit(check, with_recovery=False)


def test_a_weak_passphrase_needs_a_second_thought(monkeypatch, capsys):
    monkeypatch.setattr(asking, "yes", lambda _question: False)
    with pytest.raises(UsageProblem, match="Nothing was made"):
        enrolling.rate("password")
    monkeypatch.setattr(asking, "yes", lambda _question: True)
    enrolling.rate("password")
    enrolling.rate("jigsaw pewter almanac drizzle cobalt")
    assert "4 of 4" in capsys.readouterr().err
