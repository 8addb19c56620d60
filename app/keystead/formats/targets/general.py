"""The general `.env`: there is no one format, so this is the widest common ground.

Read back by our own importer; every other reader we know is asked too, and named where
it would read something else.
"""

from keystead.formats.dotenv_read import parse
from keystead.formats.dotenv_styles import Style
from keystead.formats.errors import ImportProblem
from keystead.formats.target import Caution, Misread, Profile, Reader
from keystead.formats.targets import docker, node, npm_dotenv, python_dotenv, shell

_DOUBLE = (
    Style.DOUBLE_POSIX,
    Style.DOUBLE_READABLE,
    Style.DOUBLE_LITERAL,
    Style.DOUBLE_CONTROL,
    Style.DOUBLE_NEWLINE,
)


def _read(text: str) -> dict[str, str]:
    try:
        imported = parse(text.encode())
        imported.require_complete()
    except ImportProblem as problem:
        raise Misread from problem
    return {entry.name: entry.value.reveal() for entry in imported.entries}


def _styles(value: str) -> tuple[Style, ...]:
    if not any(char in value for char in "'\n\r"):
        return (Style.SINGLE,)
    if "$(" in value or "`" in value:
        # Whoever sources the file must not run what the value holds.
        return (Style.DOUBLE_POSIX,)
    return _DOUBLE


def _advice(value: str) -> tuple[Caution, ...]:
    found: list[Caution] = []
    if "$(" in value:
        text = "Holds $( ): dotenv-expand and dotenvx would run what stands in it."
        found.append(Caution("command", text, "dotenv-expand"))
    if any(char in value for char in "\\$\n\r") or ("'" in value and '"' in value):
        text = "No way of writing this value is read alike everywhere: use the tool's own profile."
        found.append(Caution("differs", text))
    return tuple(found)


READER = Reader("Keystead", _read, quotes="'\"`")

PROFILE = Profile(
    name="dotenv",
    title=".env (general)",
    reader_description="most tools; names who would misread which value",
    file_name=".env",
    styles=_styles,
    reader=READER,
    others=(python_dotenv.READER, npm_dotenv.READER, node.READER, shell.READER, docker.READER),
    advice=_advice,
)
