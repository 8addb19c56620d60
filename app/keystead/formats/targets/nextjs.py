"""Next.js, by its package @next/env (13 to 16): npm dotenv's lines, expanded in any quotes.

It expands `$NAME` and `${NAME}` behind every way of quoting, single quotes too; a
backslash before `$` keeps the sign.  Only a name that the last free `$` begins, and what
is put in its place, is looked at again, so `a$b$` stays.
"""

import re

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import UNKNOWN, Profile, Reader, in_order
from keystead.formats.targets import npm_dotenv

_FREE = re.compile(r"(?<!\\)\$")
_NAME = re.compile(r"(?<!\\)\$\{?([A-Za-z0-9_]+)(?::-([^}\\]*))?\}?")


def _expanded(value: str) -> str:
    free = list(_FREE.finditer(value))
    if free and _NAME.search(value, free[-1].start()):
        return UNKNOWN
    return value.replace("\\$", "$")


def _read(text: str) -> dict[str, str]:
    return {
        name: _expanded(npm_dotenv.value_of(quote, inner))
        for name, quote, inner in npm_dotenv.pairs(text)
    }


READER = Reader("@next/env", _read, quotes="'\"`")

PROFILE = Profile(
    name="nextjs",
    title="Next.js",
    reader_description="@next/env, which expands $NAME even in single quotes",
    file_name=".env.local",
    styles=in_order(
        Style.SINGLE, Style.SINGLE_REFERENCE, Style.DOUBLE_REFERENCE, Style.BACKTICK_REFERENCE,
        Style.RAW_REFERENCE,
    ),
    reader=READER,
)  # fmt: skip
