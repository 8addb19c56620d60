"""A rotation on a real terminal: its questions, and Ctrl+C in the middle of it."""

import pytest

from tests.end2end.cli.test_prompts import code_of
from tests.end2end.cli.tools import secret_of
from tests.end2end.cli.transcripts import Shell
from tests.support.terminal import Terminal


@pytest.fixture
def shell(tmp_path):
    """A vault with ``dev/API_KEY``, unlocked in no session."""
    with Shell(tmp_path) as made:
        words = "init work.keystead --device-key-file device.key --json --no-confirm"
        assert made.run(f"keystead {words} > init.json")[1] == 0
        assert made.run("keystead unlock --code $(authenticator) 2>/dev/null >&2")[1] == 0
        assert made.run("printf %s old | keystead add API_KEY --env dev --stdin")[1] == 0
        assert made.run("keystead places dev/API_KEY --add CI")[1] == 0
        assert made.run("keystead lock")[1] == 0
        yield made


def on_terminal(shell: Shell, script: str) -> Terminal:
    """A script on a terminal, the vault unlocked in it first."""
    uri = shell.run("field init.json totp_uri")[0][0]
    code = code_of(secret_of(uri), shell.moved)
    words = f"keystead unlock --code {code} >/dev/null 2>&1; {script}"
    return Terminal(["sh", "-c", words], shell.environment | {"TERM": "xterm"}, shell.folder)


def test_a_person_is_asked_step_by_step(shell):
    script = "keystead rotate dev/API_KEY; keystead get dev/API_KEY"
    with on_terminal(shell, script) as terminal:
        terminal.expect(r"Generate the new value of API_KEY\? \[y/N\] ")
        terminal.type("n")
        terminal.expect("New value of API_KEY: ")
        terminal.type("s3cret-new")
        terminal.expect("v2 of dev/API_KEY is in the vault and waits")
        terminal.expect(r"other CI: done\? \[y/N, s to skip\] ")
        terminal.type("y")
        terminal.expect(r"Does v2 work\? \[y/N\] ")
        terminal.type("y")
        terminal.expect(r"Make v2 the current value\? \[y/N\] ")
        assert "s3cret-new" not in terminal.output
        terminal.type("y")
        terminal.expect("Both values are kept for 4[78] h")
        terminal.expect("\ns3cret-new\r\n")
        assert terminal.end() == 0


def test_ctrl_c_leaves_it_to_be_resumed(shell):
    script = "keystead rotate dev/API_KEY --hook 'echo from-hook'; keystead rotate dev/API_KEY"
    with on_terminal(shell, script) as terminal:
        terminal.expect(r"a value of 9 characters\. Use it\? \[y/N\] ")
        terminal.type("y")
        terminal.expect("other CI: done")
        terminal.press(b"\x03")
        terminal.expect("is kept as it is. Go on with: keystead rotate dev/API_KEY --resume")
    shell.run("keystead unlock --code $(authenticator) 2>/dev/null >&2")
    assert shell.run("keystead get dev/API_KEY --version 2")[0] == ["from-hook"]
    assert shell.run("keystead get dev/API_KEY")[0] == ["old"]


def test_a_value_from_a_hook_can_be_refused(shell):
    with on_terminal(shell, "keystead rotate dev/API_KEY --hook 'echo no'") as terminal:
        terminal.expect(r"Use it\? \[y/N\] ")
        terminal.type("n")
        terminal.expect("Nothing was changed")
        assert terminal.end() == 5
