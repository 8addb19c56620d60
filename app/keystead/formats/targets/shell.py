"""POSIX shells: `set -a; . ./FILE; set +a` in sh, bash, dash or busybox.

Rules after POSIX XCU 2.2 (quoting), 2.6 (expansions) and 2.9.1 (assignments).  What the
shell would expand, run or refuse is a Misread: an environment is not ours to guess.
"""

import re
from types import MappingProxyType

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import Misread, Profile, Reader, in_order

_HEAD = re.compile(r"[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)=")
_SKIP = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_SINGLE = re.compile(r"'([^']*)'")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_DOUBLE_ESCAPE = re.compile(r'\\([$`"\\\n])')
# A tilde expands at the start and behind a colon; a dollar sign where a name, a digit, a
# bracket, a quote or a special parameter follows (bash still knows $[ ]).
_BARE = re.compile(r"(?:[^ \t\n'\"\\;&|<>()$`~]|(?<![=:])~|\$(?![A-Za-z0-9_{(\[@*#?$!'\"-]|\\\n))+")
_EXPANDED = re.compile(r"`|\$[A-Za-z0-9_{(\[@*#?$!-]")
_ESCAPED = re.compile(r"\\.", re.DOTALL)

_SHELL_KEEPS = "the shell keeps this name for itself"
# Measured: bash gives these another value, or refuses (OPTIND: dash too).
_RESERVED_NAMES = """
    BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_LINENO
    BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO COMP_WORDBREAKS DIRSTACK EPOCHREALTIME EPOCHSECONDS
    EUID FUNCNAME GROUPS HISTCMD LINENO OPTIND PIPESTATUS PPID RANDOM SECONDS SHELLOPTS SRANDOM
    UID _
"""
RESERVED = MappingProxyType(dict.fromkeys(_RESERVED_NAMES.split(), _SHELL_KEEPS))


def _read(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        skipped = _SKIP.match(text, at)
        if skipped is not None:
            at = skipped.end()
            continue
        head = _HEAD.match(text, at)
        if head is None:
            raise Misread
        value, at = _word(text, head.end())
        tail = _SKIP.match(text, at)
        if tail is None:
            raise Misread
        found[head[1]] = value
        at = tail.end()
    return found


def _word(text: str, at: int) -> tuple[str, int]:
    """One word of an assignment: its value, and where it ends."""
    pieces: list[str] = []
    while at < len(text) and text[at] not in " \t\n":
        piece, at = _piece(text, at)
        pieces.append(piece)
    return "".join(pieces), at


def _piece(text: str, at: int) -> tuple[str, int]:
    if text[at] == "\\":
        if at + 1 == len(text):
            raise Misread
        return ("" if text[at + 1] == "\n" else text[at + 1]), at + 2
    single = _SINGLE.match(text, at)
    if single is not None:
        return single[1], single.end()
    double = _DOUBLE.match(text, at)
    if double is not None:
        return _double(double[1]), double.end()
    bare = _BARE.match(text, at)
    if bare is None:
        raise Misread
    return bare[0], bare.end()


def _double(inner: str) -> str:
    # Continued lines are joined first, what is escaped cannot expand.
    unescaped = _ESCAPED.sub(lambda found: "" if found[0][1] == "\n" else "\\", inner)
    if _EXPANDED.search(unescaped):
        raise Misread
    return _DOUBLE_ESCAPE.sub(lambda found: found[1].replace("\n", ""), inner)


READER = Reader("sh", _read)

PROFILE = Profile(
    name="shell",
    title="Shell",
    reader_description="sh, bash, dash, busybox: set -a; . ./FILE; set +a",
    file_name="env.sh",
    styles=in_order(Style.SINGLE, Style.SINGLE_SHELL),
    reader=READER,
    reserved=RESERVED,
)
