"""Node's own `node --env-file=FILE`: Node 20, and what changed up to Node 24.

Rules after `src/node_dotenv.cc`.  Carriage returns are dropped wherever they stand;
quotes know no escapes but `\\n` in double quotes.
"""

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import Profile, Reader, in_order

_BLANKS = " \t\n"


def _after_line(content: str, start: int) -> str:
    end = content.find("\n", start)
    return "" if end < 0 else content[end + 1 :]


def _read(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    content = text.replace("\r", "").strip(_BLANKS)
    while content:
        if content[0] in "\n#":
            content = _after_line(content, 0)
            continue
        line = content.partition("\n")[0]
        if "=" not in line:
            content = _after_line(content, 0).strip(_BLANKS)
            continue
        key, _, content = content.partition("=")
        content = _assign(found, key.strip(_BLANKS), content)
    return found


def _assign(found: dict[str, str], key: str, content: str) -> str:
    """Store one value, give what follows it."""
    if not content or content[0] == "\n":
        found[key] = ""
        return content
    content = content.strip(_BLANKS)
    if not key:
        return content
    if key.startswith("export "):
        key = key.removeprefix("export ").strip(_BLANKS)
    if not content:
        found[key] = ""
        return ""
    if content[0] in "\"'`":
        closing = content.find(content[0], 1)
        if closing >= 0:
            value = content[1:closing]
            found[key] = value.replace("\\n", "\n") if content[0] == '"' else value
            return _after_line(content, closing + 1)
        found[key] = content.partition("\n")[0]
    else:
        line = content.partition("\n")[0]
        found[key] = line.partition("#")[0].strip(_BLANKS)
    return _after_line(content, 0).strip(_BLANKS)


READER = Reader("Node --env-file", _read, quotes="'\"`")

PROFILE = Profile(
    name="node",
    title="Node --env-file",
    reader_description="Node 20 and later, node --env-file=FILE",
    file_name=".env",
    styles=in_order(Style.SINGLE, Style.DOUBLE_LITERAL, Style.BACKTICK, Style.RAW),
    reader=READER,
)
