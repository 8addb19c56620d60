"""What a person sees and types: prompts, the QR code, the kit, colour, on a real terminal."""

import re
from pathlib import Path

import pytest

from tests.end2end.cli.tools import BIASED, STEP, later, secret_of, truncated, window
from tests.end2end.cli.transcripts import PASSPHRASE, Shell
from tests.support.terminal import Terminal


@pytest.fixture
def shell(tmp_path):
    with Shell(tmp_path) as made:
        yield made


def run(shell: Shell, *words: str, **variables: str) -> Terminal:
    """A command on a terminal of its own; no passphrase in its environment."""
    environment = {
        name: text for name, text in shell.environment.items() if name != "KEYSTEAD_PASSPHRASE"
    }
    environment |= {"TERM": "xterm", "COLUMNS": "100"} | variables
    program = shell.folder / ".bin" / "keystead"
    return Terminal([str(program), *words], environment, shell.folder)


def code_of(secret: bytes, moved: Path) -> str:
    """The next code that works."""
    later(moved, str(STEP))
    while truncated(secret, window(moved)) >= BIASED:
        later(moved, str(STEP))
    return f"{truncated(secret, window(moved)) % 1_000_000:06d}"


def created(shell: Shell) -> bytes:
    """Create a vault as a person does; the secret of its authenticator entry."""
    words = ("init", "work.keystead", "--device-key-file", "device.key")
    with run(shell, *words) as terminal:
        terminal.expect("Passphrase: ")
        terminal.type(PASSPHRASE)
        terminal.expect("Once more: ")
        terminal.type(PASSPHRASE)
        terminal.expect("Strength: 4 of 4")
        terminal.expect("Scan this")
        terminal.expect("█")
        text = terminal.expect(r"type this secret: ([A-Z2-7 ]+)")[1]
        secret = secret_of(f"otpauth://totp/x?secret={text.replace(' ', '').strip()}")
        terminal.expect("Code that it shows now: ")
        terminal.type("000000")
        terminal.expect("keystead: ")
        terminal.expect("Code that it shows now: ")
        terminal.type(code_of(secret, shell.moved))
        key = terminal.expect(r"Secret Key +([0-9A-Z=~*$-]+)")[1]
        recovery = terminal.expect(r"Recovery code +([0-9A-Z=~*$-]+)")[1]
        terminal.expect("Last group of the Secret Key: ")
        terminal.type("WRONG")
        terminal.expect("Last group of the recovery code: ")
        terminal.type(recovery.rsplit("-", 1)[1])
        terminal.expect("keystead: This is not the last group of the Secret Key")
        terminal.expect("Last group of the Secret Key: ")
        terminal.type(key.rsplit("-", 1)[1].lower())
        terminal.expect("Last group of the recovery code: ")
        terminal.type(recovery)
        terminal.expect("Created .*work.keystead")
        assert terminal.end() == 0
        assert PASSPHRASE not in terminal.output
    return secret


def test_a_vault_is_created_and_used_by_hand(shell):
    secret = created(shell)
    words = f"{shell.folder / '.bin' / 'keystead'} add API_KEY --env dev; "
    words += "keystead get API_KEY; keystead list; keystead list | cat; tty"
    environment = {k: v for k, v in shell.environment.items() if k != "KEYSTEAD_PASSPHRASE"}
    with Terminal(["sh", "-c", words], environment | {"TERM": "xterm"}, shell.folder) as terminal:
        terminal.expect("Passphrase: ")
        terminal.type(PASSPHRASE)
        terminal.expect("Code: ")
        terminal.type(code_of(secret, shell.moved))
        terminal.expect("Value of API_KEY: ")
        terminal.type("s3cret")
        terminal.expect("Added dev/API_KEY")
        assert "s3cret" not in terminal.output
        terminal.expect("\ns3cret\r\n")
        terminal.expect("\x1b\\[2mNAME +ENV")
        terminal.expect("API_KEY +dev +1 +never +ok")
        terminal.expect("API_KEY  dev    1  never  ok")
        assert terminal.end() == 0


def test_ctrl_c_at_a_prompt_is_130_and_changes_nothing(shell):
    with run(shell, "init", "work.keystead", "--device-key-file", "device.key") as terminal:
        terminal.expect("Passphrase: ")
        assert terminal.interrupt() == 130
    assert not (shell.folder / "work.keystead").exists()


def test_two_passphrases_that_differ_are_told(shell):
    with run(shell, "init", "work.keystead", "--device-key-file", "device.key") as terminal:
        terminal.expect("Passphrase: ")
        terminal.type("one")
        terminal.expect("Once more: ")
        terminal.type("another")
        terminal.expect("The two are different. Nothing was changed.")
        assert terminal.end() == 2


def test_a_weak_passphrase_is_asked_about(shell):
    with run(shell, "init", "work.keystead", "--device-key-file", "device.key") as terminal:
        terminal.expect("Passphrase: ")
        terminal.type("password")
        terminal.expect("Once more: ")
        terminal.type("password")
        terminal.expect("Strength: 0 of 4")
        terminal.expect(r"Use it anyway\? \[y/N\]")
        terminal.type("n")
        assert terminal.end() == 2


def test_a_question_is_asked_before_anything_is_lost(shell):
    secret = created(shell)
    code = code_of(secret, shell.moved)
    words = "keystead add dev/A --generate && keystead rm dev/A; keystead purge A; keystead purge A"
    environment = shell.environment | {"KEYSTEAD_CODE": code}
    with Terminal(["sh", "-c", words], environment, shell.folder) as terminal:
        terminal.expect(r"erases 1 key for good.*Go on\? \[y/N\]")
        terminal.type("")
        terminal.expect("Nothing was changed")
        terminal.expect(r"Go on\? \[y/N\]")
        terminal.type("yes")
        terminal.expect("Erased 1 key")
        assert terminal.end() == 0


def test_passwd_shows_a_new_entry_and_a_new_sheet(shell):
    secret = created(shell)
    words = ("passwd", "--code", code_of(secret, shell.moved))
    with run(shell, *words) as terminal:
        terminal.expect("Passphrase: ")
        terminal.type(PASSPHRASE)
        for prompt in ("New passphrase: ", "Once more: "):
            terminal.expect(prompt)
            terminal.type("jigsaw pewter almanac drizzle cobalt")
        text = terminal.expect(r"type this secret: ([A-Z2-7 ]+)")[1]
        new = secret_of(f"otpauth://totp/x?secret={text.replace(' ', '').strip()}")
        assert new != secret
        terminal.expect("Code that it shows now: ")
        terminal.type(code_of(new, shell.moved))
        key = terminal.expect(r"Secret Key +([0-9A-Z=~*$-]+)")[1]
        terminal.expect("Last group of the Secret Key: ")
        terminal.type(key)
        terminal.expect("Done. The vault is locked")
        assert terminal.end() == 0
        assert not re.search("Recovery code", terminal.output)
