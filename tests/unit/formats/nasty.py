"""Values that some reader of `.env` files gets wrong, and how to make more of them."""

import random

from hypothesis import strategies as st

PEM = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIE\nAbC+/w==\n-----END PRIVATE KEY-----\n"

CLASSES: dict[str, str] = {
    "PLAIN": "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
    "URL": "postgres://user:p%40ss@db.example.com:5432/app?sslmode=require",
    "BASE64": "q83vEjRWeJCrze8SNFZ4kA==",
    "EMPTY": "",
    "INNER_BLANKS": "correct horse  battery",
    "OUTER_BLANKS": "  padded  ",
    "TAB": "\ta\tb\t",
    "HASH": "pass#word",
    "BLANK_HASH": "pass #word",
    "FIRST_HASH": "#hash",
    "SINGLE": "it's",
    "SINGLE_TWICE": "'quoted'",
    "DOUBLE": 'say "hi"',
    "DOUBLE_AROUND": '"quoted"',
    "BOTH": 'it\'s "both"',
    "BACKTICK": "a`b",
    "ALL_QUOTES": "a'b\"c`d",
    "BACKSLASH": "C:\\new\\dir",
    "LAST_BACKSLASH": "C:\\dir\\",
    "TWO_BACKSLASHES": "a\\\\b",
    "ESCAPED_LETTERS": "\\n\\r\\t",
    "DOLLAR": "pa$word",
    "LAST_DOLLAR": "cost$",
    "REFERENCE": "a${HOME}b",
    "DEFAULT": "${A:-b}",
    "COMMAND": "$(echo run)",
    "BACKTICK_COMMAND": "`echo run`",
    "QUOTED_COMMAND": "it's $(echo run) `echo run`",
    "LINES": "one\ntwo",
    "PEM": PEM,
    "LINES_AND_QUOTES": "a\n'b\"\n",
    "CARRIAGE_RETURN": "a\rb",
    "CRLF": "a\r\nb",
    "SHELL_SIGNS": "a;b&c|d*e?f[g]h{i,j}~k!l<m>n(o)",
    "TILDE": "~/key:~",
    "EQUALS": "=a=b=",
    "JSON": '{"type": "service_account", "n": [1, 2]}',
    "LAST_SINGLE_BACKSLASH": "'\\",
    "UNICODE": "Schlüssel–ключ–鍵",
    "EMOJI": "🔑🗝️",
    "ODD_BLANKS": "\u00a0a\u2028b\ufeff",
    "CONTROL": "\x01\x1b[0m\x7f",
}

_PIECES = (
    "'", '"', "`", "\\", "\\\\", "\\n", "\\'", '\\"', "$", "${", "}", "${A}", "$A", "$(", ")",
    "\n", "\r", "\r\n", "#", " #", " ", "\t", "=", ":", "~", "a", "Z9", "export ", "A=", "é", "🔑",
    "\u00a0", "\u2028", "\x0b", "\x85", "\x01", "\x7f",
)  # fmt: skip


def values() -> st.SearchStrategy[str]:
    """Nasty pieces in a row, or any text without NUL and lone surrogates."""
    rows = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)
    any_text = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=40)
    return rows | any_text


def random_value(source: random.Random) -> str:
    """One value of nasty pieces, for batches that are made for a real program."""
    return "".join(source.choice(_PIECES) for _ in range(source.randint(0, 10)))


def random_file(source: random.Random, *, without: str = "") -> str:
    """A text that is hardly a `.env` file, to compare readers with."""
    pieces = [piece for piece in _PIECES if not set(piece) & set(without)]
    names = ("A=", "B=", "\nC =", "\nexport D=", "\nE", "\n")
    chosen = (source.choice((*pieces, *names)) for _ in range(source.randint(1, 20)))
    return "".join(chosen)
