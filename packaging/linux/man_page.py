"""Writes the manual page keystead(1) from the table of commands and their parsers.

python man_page.py DATE FILE     (with a Python that has Keystead; DATE as 2026-11-27)
"""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from keystead import __version__
from keystead.cli.commands import COMMANDS

EXIT_CODES = {
    0: "done",
    1: "failed",
    2: "wrong usage",
    3: "locked, or wrong passphrase, code or key",
    4: "not found",
    5: "refused by policy or by the user",
    6: "the vault is damaged or was rolled back",
    7: "conflict",
    10: "something is due",
}
FILES = {
    "~/.local/share/keystead": "vaults, where no other place is chosen, and their replicas",
    "~/.local/state/keystead": "what this device knows of each vault; no passphrase and no value",
    "~/.config/keystead": "settings of this device",
    "NAME.keystead": "a vault; copy it, back it up, or put it into a synced folder",
}
VARIABLES = {
    "KEYSTEAD_VAULT": "the vault to use, by name or path",
    "KEYSTEAD_HOME": "a folder that holds all state instead of the user's own folders",
    "KEYSTEAD_PASSPHRASE, KEYSTEAD_CODE": "for scripts and tests: what would be asked for",
}


def page(date: str) -> str:
    """The page as roff text."""
    lines = [
        f'.TH KEYSTEAD 1 "{date}" "Keystead {__version__}" "User Commands"',
        ".SH NAME",
        r"keystead \- vault for API keys that knows when each must change",
        ".SH SYNOPSIS",
        ".B keystead",
        r"[\fICOMMAND\fR] [\fIOPTIONS\fR]",
        ".SH DESCRIPTION",
        "Keystead keeps API keys in an encrypted vault that a passphrase and a code from an",
        "authenticator open. Without a command, the window opens. A key is named by NAME, by",
        "ENV/NAME, or by keystead://ENV/NAME.",
    ]
    for group in dict.fromkeys(command.group for command in COMMANDS.values()):
        lines.append(f'.SH "{group.upper()}"')
        for name, command in COMMANDS.items():
            if command.group == group:
                said = f"{command.summary[0].upper()}{command.summary[1:]}."
                lines += [".TP", _usage(name), _plain(said)]
    lines += _table("EXIT STATUS", {str(code): text for code, text in EXIT_CODES.items()})
    lines += _table("ENVIRONMENT", VARIABLES)
    lines += _table("FILES", FILES)
    return "\n".join(lines) + "\n"


def _usage(name: str) -> str:
    """The command with its arguments, as its own parser says them."""
    command = COMMANDS[name]
    options = getattr(
        import_module(f"keystead.cli.{command.module}"), f"options_{name.replace('-', '_')}"
    )
    parser: argparse.ArgumentParser = options(name, command.summary)
    usage = " ".join(parser.format_usage().removeprefix("usage: ").split())
    words = usage.removeprefix(f"keystead {name}").replace("[-h] ", "").replace("[-h]", "")
    return rf"\fB{_plain(name)}\fR {_plain(words.strip())}".rstrip()


def _table(title: str, rows: dict[str, str]) -> list[str]:
    lines = [f'.SH "{title}"']
    for name, text in rows.items():
        lines += [".TP", rf"\fB{_plain(name)}\fR", _plain(text)]
    return lines


def _plain(text: str) -> str:
    """Text that roff shows as it is."""
    shown = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{shown}" if shown.startswith((".", "'")) else shown


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(page(sys.argv[1]), encoding="utf-8")
