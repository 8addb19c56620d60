"""Commands that print a new value, or say whether it works: as real programs."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from keystead.core.errors import BadValue
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError, UsageProblem
from keystead.services import hooks
from keystead.services.errors import HookFailed


def printed(script: str, **given: object) -> str:
    return hooks.new_value(hooks.words_of(script, by_shell=True), **given).reveal()  # type: ignore[arg-type]


def test_one_line_break_at_the_end_is_no_part_of_the_value():
    assert printed("printf 'abc'") == "abc"
    assert printed("printf 'abc\\n'") == "abc"
    assert printed("printf 'abc\\r\\n'") == "abc"
    assert printed("printf ' a b '") == " a b "
    assert printed("printf 'one\\ntwo\\n'", multiline=True) == "one\ntwo"


def reason(script: str, seconds: float = 60.0) -> object:
    with pytest.raises(HookFailed) as caught:
        printed(script, seconds=seconds)
    assert "Nothing was changed." in caught.value.message
    assert "s3cret" not in caught.value.message
    return caught.value.data["reason"]


def test_each_way_to_fail_is_told():
    assert reason("echo s3cret; exit 3") == "exit"
    assert reason("kill -9 $$") == "signal"
    assert reason("sleep 600", seconds=0.3) == "time"
    assert reason("yes s3cret") == "size"
    assert reason("true") == "nothing"
    assert reason("echo") == "nothing"
    assert reason("echo s3cret; echo two") == "lines"
    assert reason("printf 's3cret\\n\\n'") == "lines"


def test_what_cannot_be_a_value_is_refused():
    with pytest.raises(BadValue):
        printed("printf '\\377\\376'")
    with pytest.raises(BadValue):
        printed("printf 'a\\0b'")
    assert len(printed("head -c 65536 /dev/zero | tr '\\0' x")) == 65_536
    with pytest.raises(KeysteadError):
        printed("head -c 65537 /dev/zero | tr '\\0' x")


def test_it_sees_nothing_of_ours_but_what_it_is_given(monkeypatch):
    monkeypatch.setenv("KEYSTEAD_PASSPHRASE", "s3cret")
    monkeypatch.setenv("KEYSTEAD_TOKEN", "s3cret")
    assert printed("env | grep -c KEYSTEAD_ | tr -d '\\n'; true") == "0"
    ours = {"KEYSTEAD_HOME": "/somewhere"}
    assert printed("env | grep KEYSTEAD_", ours=ours) == "KEYSTEAD_HOME=/somewhere"


def test_words_are_split_without_a_shell(tmp_path: Path):
    assert hooks.words_of("printf '%s' 'a b'") == ("printf", "%s", "a b")
    assert hooks.words_of("a | b", by_shell=True) == ("/bin/sh", "-c", "a | b")
    assert hooks.new_value(hooks.words_of("echo $(id)")).reveal() == "$(id)"
    for command in ("", "   ", "echo 'open"):
        with pytest.raises(UsageProblem):
            hooks.words_of(command)


def checked(command: Sequence[str], **given: object) -> None:
    hooks.check(command, "API_KEY", SecretText("s3cret"), **given)  # type: ignore[arg-type]


def test_a_check_gets_the_value_by_its_environment_alone():
    script = 'test "$API_KEY" = "s3c""ret" && ! grep -q "s3c""ret" /proc/$$/cmdline'
    checked(hooks.words_of(script, by_shell=True))
    assert "API_KEY" not in os.environ


def test_a_check_that_says_no_or_hangs(tmp_path: Path):
    with pytest.raises(HookFailed) as caught:
        checked(["false"])
    assert caught.value.data == {"reason": "exit", "status": 1}
    with pytest.raises(HookFailed, match=r"0\.3 seconds"):
        checked(["sleep", "600"], seconds=0.3)
    with pytest.raises(HookFailed, match="was stopped"):
        checked(["sleep", "600"], cancelled=lambda: True)
    with (tmp_path / "out").open("wb") as file:
        checked(["echo", "seen"], output_to=file.fileno())
    assert (tmp_path / "out").read_bytes() == b"seen\n"


@pytest.mark.parametrize("seconds", [0.0, -1.0, 3_601.0, float("nan"), float("inf")])
def test_a_time_out_has_bounds(seconds: float):
    with pytest.raises(UsageProblem):
        hooks.check_seconds(seconds)
    assert hooks.check_seconds(60.0) == 60.0
