"""The options of ``gui`` and ``agent``; ``keystead.main`` starts both."""

import argparse

from keystead.cli import asking, options
from keystead.cli.environment import Given
from keystead.cli.options import Args, Parser


def options_gui(name: str, summary: str) -> Parser:
    """The parser of ``gui``."""
    examples = ["keystead", "keystead gui --vault work", "keystead gui work.keystead"]
    parser = options.parser(name, summary, examples)
    parser.add_argument("--home", metavar="FOLDER", help="as KEYSTEAD_HOME")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the vault file to open")
    parser.add_argument(
        "--tray", action="store_true", help="do not show the window: wait in the tray, locked"
    )
    return parser


def options_agent(name: str, summary: str) -> Parser:
    """The parser of ``agent``.  A command starts it with ``--detached``, ``--home``, and
    ``--vault-id`` beside the path: what lies there is looked at when it is unlocked."""
    parser = options.parser(name, summary, ["keystead agent", "keystead agent --vault work"])
    parser.add_argument("--detached", action="store_true", help="wait for the first unlock")
    parser.add_argument("--home", metavar="FOLDER", help="as KEYSTEAD_HOME")
    parser.add_argument("--vault-id", metavar="HEX", help=argparse.SUPPRESS)
    options.credentials(parser)
    return parser


def ask_first(given: Given, args: Args) -> tuple[str, str]:
    """Passphrase and code for an agent in the foreground; AccessDenied, UsageProblem."""
    passphrase = asking.passphrase(given, args.passphrase_fd)
    return passphrase.reveal(), asking.code(given, args.code)
