"""The newcomer's way on the command line: each step is run as they would run it."""

import json
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from devtools.installer_check.bare_system import BareSystem
from devtools.installer_check.figures import Figure
from devtools.installer_check.phone import Phone
from devtools.shell import say, stop

PASSPHRASE = "three otters juggle copper kettles"
VALUE = 'it\'s "quoted" & $plain, naïve'
NAME = "PAYMENTS_API_KEY"
MANY = 10_000
_ROUNDS = 11
_WRONG_CREDENTIALS = 3


class Newcomer:
    """Someone who just installed the package; ``phone`` is there once the vault is made."""

    def __init__(self, system: BareSystem) -> None:
        self.system = system
        self.vault = system.home / "keys.keystead"
        self.phone: Phone | None = None

    def runs(self, *words: str, stdin: str = "", **variables: str) -> str:
        """What ``keystead WORDS`` prints; ends the check when it fails."""
        done = self._run(words, stdin, variables)
        if done.returncode != 0:
            stop(f"{done.stderr}\nkeystead {' '.join(words)} ended with {done.returncode}.")
        return done.stdout

    def creates_a_vault(self) -> None:
        """``init`` with a device key in a file, since a bare system has no keyring."""
        key = str(self.system.home / "device.key")
        options = ("--device-key-file", key, "--json", "--no-confirm")
        new = {"KEYSTEAD_NEW_PASSPHRASE": PASSPHRASE, "KEYSTEAD_PASSPHRASE": PASSPHRASE}
        made = json.loads(self.runs("init", str(self.vault), *options, **new))
        self.phone = Phone(made["totp_uri"])

    def unlocks(self) -> None:
        """With passphrase and the next code; a vault leaves a few codes out, so it may take
        two of them."""
        for _ in range(3):
            given = {"KEYSTEAD_PASSPHRASE": PASSPHRASE, "KEYSTEAD_CODE": self.next_code()}
            done = self._run(("unlock",), "", given)
            if done.returncode != _WRONG_CREDENTIALS:
                break
        if done.returncode != 0:
            stop(f"{done.stderr}\nThe vault could not be unlocked.")

    def next_code(self) -> str:
        """From the phone, a new one each time."""
        if self.phone is None:
            stop("There is no vault yet.")
        return self.phone.next_code()

    def keeps_a_key(self) -> None:
        """Add, list, get, export: what comes out is what went in."""
        self.runs("add", NAME, "--env", "dev", "--stdin", stdin=VALUE)
        listed = json.loads(self.runs("list", "--json"))
        _same([(one["environment"], one["name"]) for one in listed], [("dev", NAME)], "list")
        _same(self.runs("get", NAME, "--env", "dev").removesuffix("\n"), VALUE, "get")
        target = self.system.home / "dev.env"
        self.runs("export", "--env", "dev", "--for", "python-dotenv", "-o", str(target))
        written = target.read_text(encoding="utf-8")
        _same(NAME in written and "naïve" in written, True, "export")

    def gets_quickly(self) -> list[Figure]:
        """CPU seconds of ``get`` through the agent, in turns with the least that a process
        in the bare system costs, and with the program's own shortest way."""
        rows: dict[str, list[float]] = {"get": [], "version": [], "true": []}
        for _ in range(_ROUNDS):
            rows["get"].append(self._cpu("keystead", "get", NAME, "--env", "dev"))
            rows["version"].append(self._cpu("keystead", "--version"))
            rows["true"].append(self._cpu("true"))
        floor = ("`keystead --version`", tuple(rows["version"]))
        least = ("`true`", tuple(rows["true"]))
        return [
            Figure("`get` through the agent, CPU", "s", tuple(rows["get"]), 0.1, *floor),
            Figure("`keystead --version`, CPU", "s", tuple(rows["version"]), None, *least),
        ]

    def brings_many_keys(self) -> None:
        """Import as many keys as the targets speak of, so that the window has work."""
        source = self.system.home / "many.env"
        lines = (f"SERVICE_{number:05d}_TOKEN=value-{number:08x}\n" for number in range(MANY))
        source.write_text("".join(lines), encoding="utf-8")
        self.runs("import", str(source), "--env", "staging")
        source.unlink()

    def locks(self) -> None:
        """``lock``; afterwards the vault says that it is locked, and the agent is gone."""
        self.runs("lock")
        _same(json.loads(self.runs("status", "--json"))["locked"], True, "status")
        deadline = time.monotonic() + 20
        while _agents() and time.monotonic() < deadline:
            time.sleep(0.1)
        _same(_agents(), [], "the agent after lock")

    def _run(
        self, words: Sequence[str], stdin: str, variables: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.system.as_user("keystead", *words),
            env=self.system.user_environment() | variables,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def _cpu(self, *command: str) -> float:
        process = subprocess.Popen(
            self.system.as_user(*command),
            env=self.system.user_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        _same(process.returncode, 0, " ".join(command))
        return used.ru_utime + used.ru_stime


def walk(newcomer: Newcomer) -> list[Figure]:
    """The whole way; leaves a locked vault with many keys."""
    say("The newcomer's way on the command line …")
    newcomer.creates_a_vault()
    newcomer.unlocks()
    newcomer.keeps_a_key()
    figures = newcomer.gets_quickly()
    newcomer.brings_many_keys()
    newcomer.locks()
    return figures


def _same(found: object, expected: object, what: str) -> None:
    if found != expected:
        stop(f"{what}: found {found!r} instead of {expected!r}.")


def _agents() -> list[int]:
    """Running processes of Keystead, by number."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"keystead"):
            found.append(int(folder.name))
    return found
