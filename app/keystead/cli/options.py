"""Parsers: one for the chosen command only, with the options that commands share."""

import argparse
from collections.abc import Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

Args = argparse.Namespace
_WIDTH = 96


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Keeps examples as they are written; as wide as our own texts."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=_WIDTH)


class Parser(argparse.ArgumentParser):
    """Says ``keystead: ...`` and ends with 2, like every usage problem."""

    def error(self, message: str) -> "NoReturn":
        """End with 2 after one line on what is wrong, and one on where to read more."""
        self.exit(2, f"keystead: {message}\nTry '{self.prog} --help'.\n")


def parser(name: str, summary: str, examples: Sequence[str] = ()) -> Parser:
    """A parser for one command, with ``--vault``."""
    shown = "\n".join(f"  {line}" for line in examples)
    made = Parser(
        prog=f"keystead {name}",
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"examples:\n{shown}" if shown else None,
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    made.add_argument("--vault", metavar="NAME|PATH", help="which vault, where there are several")
    return made


def unlocking(made: argparse.ArgumentParser) -> None:
    """The options of a command that needs the vault open."""
    group = made.add_argument_group("unlocking")
    group.add_argument(
        "--no-agent", action="store_true", help="unlock for this command alone, start no agent"
    )
    credentials(group)


def credentials(made: "argparse._ActionsContainer") -> None:
    """Where passphrase and code come from, but for prompts and environment."""
    made.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help="read the passphrase from the open file descriptor N",
    )
    made.add_argument("--code", metavar="DIGITS", help="the six digits of the authenticator")


def json_option(made: argparse.ArgumentParser) -> None:
    """``--json``."""
    made.add_argument("--json", action="store_true", help="print JSON")


def secret(made: argparse.ArgumentParser, several: bool = False) -> None:
    """NAME and ``--env``."""
    made.add_argument(
        "names" if several else "name",
        metavar="NAME",
        nargs="+" if several else None,
        help="NAME, ENV/NAME or keystead://ENV/NAME",
    )
    environment(made)


def environment(made: argparse.ArgumentParser, required: bool = False) -> None:
    """``--env``."""
    made.add_argument("--env", metavar="ENV", required=required, help="the environment")


def confirming(made: argparse.ArgumentParser) -> None:
    """What ``init``, ``recover``, ``setup-device``, ``passwd`` and ``kit`` share."""
    made.add_argument(
        "--device-key-file",
        metavar="FILE",
        help="keep the device key in FILE instead of the system's keyring: weaker, since "
        "whoever reads the file has the key",
    )
    made.add_argument(
        "--no-confirm",
        action="store_true",
        help="do not ask for a code and for parts of the kit to be typed back",
    )
    json_option(made)
