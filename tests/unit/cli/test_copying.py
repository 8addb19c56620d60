"""copy: the helper gets the value by a pipe, never by its arguments."""

import json
import sys
from dataclasses import replace

import pytest

from keystead.cli.copying import check_display, hold
from keystead.errors import KeysteadError

HELPER = (
    "import json, sys; request = json.loads(sys.stdin.buffer.read());"
    "open(sys.argv[1], 'w').write(json.dumps(request)); print('held', flush=True)"
)


@pytest.fixture
def desktop(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":99")


def test_the_value_goes_through_a_pipe(tmp_path):
    hold((sys.executable, "-c", HELPER, str(tmp_path / "got")), "secret", 20)
    assert json.loads((tmp_path / "got").read_text()) == {"value": "secret", "seconds": 20}


def test_a_helper_that_fails_is_told():
    for program in ("pass", "print('sorry')", "import sys; sys.exit(1)"):
        with pytest.raises(KeysteadError, match="Nothing was copied"):
            hold((sys.executable, "-c", program), "secret", 20)


def test_copy_takes_its_time_from_the_settings(agent, line, made, tmp_path, desktop):
    command = (sys.executable, "-c", HELPER, str(tmp_path / "got"))
    made.home.parts = replace(made.home.parts, clipboard_command=command)
    result = line("copy", "dev/API_KEY")
    assert result.err == "API_KEY is copied. The clipboard is cleared in 20 s.\n"
    assert json.loads((tmp_path / "got").read_text()) == {"value": "one", "seconds": 20}
    assert line("copy", "dev/API_KEY", "--clear-after", "5").code == 0
    assert line("copy", "dev/API_KEY", "--clear-after", "4").code == 2
    assert line("copy", "dev/API_KEY", "--clear-after", "121").code == 2


def test_without_a_desktop_there_is_no_clipboard(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(KeysteadError, match="no desktop"):
        check_display()
