"""Node's own `node --env-file=FILE`: Node 20, and what changed up to Node 24.

Rules after `src/node_dotenv.cc`.  Carriage returns are dropped wherever they stand;
quotes know no escapes but `\\n` in double quotes.  Node 20 looks for `=` over line ends,
so that text without one becomes part of the next name; Node 24 does not.
"""

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import Misread, Profile, Reader, in_order

_QUOTES = "\"'`"


def _from_line_end(content: str, start: int = 0) -> str:
    """What follows the line that ``start`` is in."""
    return content[start:].partition("\n")[2]


def _read_20(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    content = text.replace("\r", "").strip(" ")
    while content:
        if content[0] in "\n#" and "\n" in content:
            content = _from_line_end(content)
            continue
        key, equals, rest = content.partition("=")
        if not equals:
            content = _from_line_end(content)
            continue
        key = key.strip(" ").removeprefix("export ")
        if not key:
            if content[0] == " ":
                raise Misread  # Node 20 then reads what is not part of the text.
            break
        content = _assign_20(found, key, rest)
    return found


def _assign_20(found: dict[str, str], key: str, content: str) -> str:
    """Store one value, give what follows it; the text never ends in blanks."""
    if not content or content[0] == "\n":
        found[key] = ""
        return content
    content = content.strip(" ")
    if content[0] in _QUOTES:
        return _quoted(found, key, content)
    found[key] = content.partition("\n")[0].partition("#")[0].strip(" ")
    return _from_line_end(content)


def _quoted(found: dict[str, str], key: str, content: str) -> str:
    closing = content.find(content[0], 1)
    if closing >= 0:
        value = content[1:closing]
        found[key] = value.replace("\\n", "\n") if content[0] == '"' else value
        return _from_line_end(content, closing + 1)
    line, line_end, rest = content.partition("\n")
    if not line_end:
        # Node 20 stores nothing and reads the value as the next name.
        return content
    found[key] = line
    return rest


_BLANKS_24 = " \t\n"


def _read_24(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    content = text.replace("\r", "").strip(_BLANKS_24)
    while content:
        if content[0] in "\n#":
            content = _from_line_end(content)
            continue
        line = content.partition("\n")[0]
        if "=" not in line:
            content = _from_line_end(content).strip(_BLANKS_24)
            continue
        key, _, content = content.partition("=")
        content = _assign_24(found, key.strip(_BLANKS_24), content)
    return found


def _assign_24(found: dict[str, str], key: str, content: str) -> str:
    """Store one value, give what follows it; the text never ends in blanks."""
    if not content or content[0] == "\n":
        found[key] = ""
        return content
    content = content.strip(_BLANKS_24)
    if not key:
        return content
    if key.startswith("export "):
        key = key.removeprefix("export ").strip(_BLANKS_24)
    if content[0] in _QUOTES and content.find(content[0], 1) >= 0:
        return _quoted(found, key, content)
    line = content.partition("\n")[0]
    found[key] = line if content[0] in _QUOTES else line.partition("#")[0].strip(_BLANKS_24)
    return _from_line_end(content).strip(_BLANKS_24)


READER = Reader("Node --env-file", _read_20, quotes="'\"`")
NEWER = Reader("Node 24 --env-file", _read_24, quotes="'\"`")

PROFILE = Profile(
    name="node",
    title="Node --env-file",
    reader_description="Node 20 and later, node --env-file=FILE",
    file_name=".env",
    styles=in_order(Style.SINGLE, Style.DOUBLE_LITERAL, Style.BACKTICK, Style.RAW),
    reader=READER,
    others=(NEWER,),
)
