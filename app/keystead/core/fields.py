"""Checks for names and values from outside: a form, a command, an imported file.

A rejected text is never repeated in the message: it may be a value in the wrong field.
"""

import re
from collections.abc import Iterable

from keystead.core.errors import BadName, BadText, BadValue
from keystead.core.secret_types import SecretBytes, SecretText
from keystead.core.texts import check_line

MAX_NAME = 128
MAX_ENVIRONMENT = 32
MAX_TAG = 40
MAX_TAGS = 50
MAX_SERVICE = 100
MAX_VALUE = 65_536

# The form that every shell and every .env reader takes (POSIX 8.1, with lower case).
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ENVIRONMENT = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def check_name(text: str) -> str:
    """A Secret's name: ``[A-Za-z_][A-Za-z0-9_]*``, 1 to 128 characters.  Raises BadName."""
    if not text:
        raise BadName("A key needs a name, such as STRIPE_SECRET_KEY.", field="name")
    if len(text) > MAX_NAME:
        raise BadName(
            f"The name is {len(text):,} characters long; {MAX_NAME} are allowed.", field="name"
        )
    found = _NAME.match(text)
    if found is None or found.end() != len(text):
        position = 1 if found is None else found.end() + 1
        raise BadName(
            "A name is written like a variable: letters, digits and underscores, no digit "
            f"first. Character {position} does not fit.",
            field="name",
            position=position,
        )
    return text


def is_name(text: str) -> bool:
    """Whether ``check_name`` would take it."""
    return len(text) <= MAX_NAME and _NAME.fullmatch(text) is not None


def suggest_name(text: str) -> str:
    """The nearest allowed name for a free text: ``stripe secret-key`` → ``STRIPE_SECRET_KEY``.

    Empty when nothing usable is in it.
    """
    words = re.findall(r"[A-Za-z0-9]+", text[: 4 * MAX_NAME])
    name = "_".join(words).upper()
    return (f"_{name}" if name[:1].isdigit() else name)[:MAX_NAME]


def check_environment(text: str) -> str:
    """An environment's name: lower case letters, digits and inner dashes, 1 to 32.

    Raises BadName.
    """
    if not text:
        raise BadName("An environment needs a name, such as dev.", field="environment")
    if len(text) > MAX_ENVIRONMENT or _ENVIRONMENT.fullmatch(text) is None:
        raise BadName(
            "An environment's name is short and in lower case: letters, digits and dashes "
            f"between them, at most {MAX_ENVIRONMENT}, as in prod or eu-staging.",
            field="environment",
        )
    return text


def check_service(text: str) -> str:
    """The service's name as people write it; one line, at most 100 characters, or empty."""
    return check_line(text, "The service", MAX_SERVICE)


def check_tag(text: str) -> str:
    """One tag: 1 to 40 characters without commas, quotes or a dash in front.  Raises BadName.

    Inner blanks become one blank each.
    """
    tag = " ".join(check_line(text, "The tag", 4 * MAX_TAG).split())
    if not tag:
        raise BadName("A tag cannot be empty.", field="tag")
    if len(tag) > MAX_TAG:
        raise BadName(f"A tag has at most {MAX_TAG} characters.", field="tag")
    if tag.startswith("-") or any(character in ',"' for character in tag):
        raise BadName(
            "A tag has no comma or quotation mark in it, and no dash in front.", field="tag"
        )
    return tag


def check_tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Tags in the order given; doubles, also in other case, are dropped; at most 50."""
    found: dict[str, str] = {}
    for text in texts:
        tag = check_tag(text)
        found.setdefault(tag.casefold(), tag)
    if len(found) > MAX_TAGS:
        raise BadText(f"{len(found)} tags are too many; {MAX_TAGS} can be kept.", field="tags")
    return tuple(found.values())


def check_value(value: SecretText) -> SecretBytes:
    """The value in UTF-8: 1 to 65,536 bytes, no NUL, no lone surrogate.  Raises BadValue.

    NUL cannot stand in an environment variable, and a lone surrogate has no UTF-8.
    Everything else, blanks and line breaks too, is kept as it is.
    """
    text = value.reveal()
    if not text:
        raise BadValue("The value is empty. Nothing was kept.", size=0)
    if "\0" in text:
        raise BadValue("The value holds a NUL character, which no variable can carry.")
    # Each character is at least one byte: spare the encoding of what is too long anyway.
    if len(text) > MAX_VALUE:
        raise _too_large()
    try:
        encoded = text.encode("utf-8")
    except UnicodeEncodeError:
        raise BadValue("The value is not valid Unicode text. Give it in UTF-8.") from None
    if len(encoded) > MAX_VALUE:
        raise _too_large()
    return SecretBytes(encoded)


def check_value_bytes(value: SecretBytes) -> SecretText:
    """The text of a value that arrived as bytes (a pipe, a file); same rules.  Raises BadValue."""
    raw = value.reveal()
    if len(raw) > MAX_VALUE:
        raise _too_large()
    try:
        text = SecretText(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadValue("The value is not text in UTF-8. Encode it first, as base64.") from None
    check_value(text)
    return text


def _too_large() -> BadValue:
    return BadValue(
        f"The value is larger than 64 KiB ({MAX_VALUE:,} bytes). Keep it in a file of its own.",
        limit=MAX_VALUE,
    )
