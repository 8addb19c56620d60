"""dotenvx (1 and 2): npm dotenv's lines; single quotes alone are literal.

Elsewhere `$(…)` is run, `$NAME` and `${NAME}` are expanded, and `\\$` keeps the sign.
dotenv-expand runs and expands in every way of quoting, and a file serves both: a value
that holds `$(` is refused.  A value that begins with `encrypted:` would be decrypted.
"""

import re
from types import MappingProxyType

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import UNKNOWN, Profile, Reader, in_order
from keystead.formats.targets import npm_dotenv

_REFERENCE = re.compile(r"(?<!\\)\$\{[^{}]+\}|(?<!\\)\$[A-Za-z_][A-Za-z0-9_]*")
_ENCRYPTED = re.compile(r"encrypted:.+")


def _value(quote: str, inner: str) -> str:
    if quote == "'":
        value = inner.replace("\\'", "'")
    elif quote == '"':
        value = inner.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t")
    else:
        value = inner
    if _ENCRYPTED.match(value):
        return UNKNOWN
    if quote == "'":
        return value
    if "$(" in value or _REFERENCE.search(value):
        return UNKNOWN
    return value.replace("\\$", "$")


def _read(text: str) -> dict[str, str]:
    return {name: _value(quote, inner) for name, quote, inner in npm_dotenv.pairs(text)}


READER = Reader("dotenvx", _read, quotes="'\"`")

PROFILE = Profile(
    name="dotenvx",
    title="dotenvx",
    reader_description="dotenvx run",
    file_name=".env",
    styles=in_order(
        Style.SINGLE, Style.SINGLE_ESCAPED, Style.DOUBLE_REFERENCE, Style.BACKTICK_REFERENCE,
        Style.RAW_REFERENCE,
    ),
    reader=READER,
    forbidden=MappingProxyType(
        {"$(": "holds $( ), and dotenvx and dotenv-expand run what stands in it"}
    ),
)  # fmt: skip
