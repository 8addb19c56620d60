"""systemd's `EnvironmentFile=` (systemd.exec(5)): a shell's quotes, and no expansion.

Rules after `src/basic/env-file.c`: one machine of states over characters.  Comments begin
with `#` or `;`; in double quotes a backslash protects `"`, `\\`, a backtick and `$` alone;
outside of quotes it protects any character, and continues a line.
"""

from collections.abc import Callable
from enum import Enum, auto
from functools import partial

from keystead.core.fields import is_name
from keystead.formats.dotenv_styles import Style
from keystead.formats.target import Profile, Reader, in_order

_LINE_ENDS = "\n\r"
_BLANKS = " \t\n\r"


class _State(Enum):
    BEFORE_KEY = auto()
    KEY = auto()
    BEFORE_VALUE = auto()
    VALUE = auto()
    VALUE_ESCAPE = auto()
    SINGLE = auto()
    DOUBLE = auto()
    DOUBLE_ESCAPE = auto()
    COMMENT = auto()
    COMMENT_ESCAPE = auto()


class _Machine:
    """One pass; ``blanks`` counts the blanks at the end of an unquoted value.

    Up to systemd 253 a backslash at the end of a comment continued it (``joined``).
    """

    def __init__(self, *, joined: bool) -> None:
        self.joined = joined
        self.state = _State.BEFORE_KEY
        self.key = ""
        self.value = ""
        self.blanks = 0
        self.found: dict[str, str] = {}
        self.steps: dict[_State, Callable[[str], None]] = {
            _State.BEFORE_KEY: self.before_key,
            _State.KEY: self.in_key,
            _State.BEFORE_VALUE: self.before_value,
            _State.VALUE: self.in_value,
            _State.VALUE_ESCAPE: self.value_escape,
            _State.SINGLE: self.single,
            _State.DOUBLE: self.double,
            _State.DOUBLE_ESCAPE: self.double_escape,
            _State.COMMENT: self.comment,
            _State.COMMENT_ESCAPE: self.comment_escape,
        }

    def run(self, text: str) -> dict[str, str]:
        for char in text:
            self.steps[self.state](char)
        outside = (_State.BEFORE_KEY, _State.KEY, _State.COMMENT, _State.COMMENT_ESCAPE)
        if self.state not in outside:
            self.store()
        return self.found

    def store(self) -> None:
        value = self.value[: len(self.value) - self.blanks]
        name = self.key.rstrip(_BLANKS)
        # systemd warns of a name that is none, and goes on.
        if is_name(name):
            self.found[name] = value
        self.key = self.value = ""
        self.blanks = 0

    def before_key(self, char: str) -> None:
        if char in "#;":
            self.state = _State.COMMENT
        elif char not in _BLANKS:
            self.state, self.key = _State.KEY, char

    def in_key(self, char: str) -> None:
        if char in _LINE_ENDS:
            self.state, self.key = _State.BEFORE_KEY, ""
        elif char == "=":
            self.state = _State.BEFORE_VALUE
        else:
            self.key += char

    def before_value(self, char: str) -> None:
        if char in _LINE_ENDS:
            self.state = _State.BEFORE_KEY
            self.store()
        elif char == "'":
            self.state = _State.SINGLE
        elif char == '"':
            self.state = _State.DOUBLE
        elif char == "\\":
            self.state = _State.VALUE_ESCAPE
        elif char not in _BLANKS:
            self.state = _State.VALUE
            self.value += char

    def in_value(self, char: str) -> None:
        if char in _LINE_ENDS:
            self.state = _State.BEFORE_KEY
            self.store()
        elif char == "\\":
            self.state, self.blanks = _State.VALUE_ESCAPE, 0
        else:
            self.blanks = self.blanks + 1 if char in _BLANKS else 0
            self.value += char

    def value_escape(self, char: str) -> None:
        self.state = _State.VALUE
        if char not in _LINE_ENDS:
            self.value += char

    def single(self, char: str) -> None:
        if char == "'":
            self.state = _State.BEFORE_VALUE
        else:
            self.value += char

    def double(self, char: str) -> None:
        if char == '"':
            self.state = _State.BEFORE_VALUE
        elif char == "\\":
            self.state = _State.DOUBLE_ESCAPE
        else:
            self.value += char

    def double_escape(self, char: str) -> None:
        self.state = _State.DOUBLE
        if char in '"\\`$':
            self.value += char
        elif char != "\n":
            self.value += "\\" + char

    def comment(self, char: str) -> None:
        if char == "\\":
            self.state = _State.COMMENT_ESCAPE
        elif char in _LINE_ENDS:
            self.state = _State.BEFORE_KEY

    def comment_escape(self, char: str) -> None:
        ends = char in _LINE_ENDS and not self.joined
        self.state = _State.BEFORE_KEY if ends else _State.COMMENT


def _read(text: str, *, joined: bool = False) -> dict[str, str]:
    return _Machine(joined=joined).run(text)


READER = Reader("systemd", _read)
OLDER = Reader("systemd before 254", partial(_read, joined=True))

PROFILE = Profile(
    name="systemd",
    title="systemd",
    reader_description="EnvironmentFile= of a unit",
    file_name="service.env",
    styles=in_order(Style.SINGLE, Style.DOUBLE_READABLE, Style.DOUBLE_POSIX),
    reader=READER,
)
