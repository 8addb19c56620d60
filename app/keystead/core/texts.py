"""Checks on free text from outside: form, length, characters that would deceive."""

import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from keystead.core.errors import BadText

MAX_URL = 2_048

# Marks that reorder what is shown: a name could read as another one (Unicode TR36).
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_BREAKS = frozenset("\u2028\u2029")


def check_line(text: str, field: str, limit: int) -> str:
    """One line of text in NFC without outer blanks; at most ``limit`` characters.

    ``field`` is what a person calls it, for the message.  Raises BadText for control
    characters, line breaks, lone surrogates and marks that change the reading order.
    """
    return _checked(text.strip(), field, limit, allowed=frozenset())


def check_paragraphs(text: str, field: str, limit: int) -> str:
    """Text of several lines (LF, tabs allowed) in NFC; at most ``limit`` characters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return _checked(plain, field, limit, allowed=frozenset("\n\t"))


def check_lines(texts: Iterable[str], field: str, *, limit: int, most: int) -> tuple[str, ...]:
    """Several single lines: empty ones dropped, doubles dropped, order kept."""
    found = tuple(dict.fromkeys(filter(None, (check_line(text, field, limit) for text in texts))))
    if len(found) > most:
        raise BadText(
            f"{field}: {len(found)} entries are too many; {most} can be kept.", field=field
        )
    return found


def check_url(text: str, field: str) -> str:
    """An http or https address with a host and without a password; empty is allowed.

    Raises BadText.  Only the form is checked: nothing is looked up or opened.
    """
    url = check_line(text, field, MAX_URL)
    if not url:
        return ""
    wrong = BadText(
        f"{field} is no web address. Write it as https://example.com/keys.", field=field
    )
    if any(character.isspace() for character in url):
        raise wrong
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in {"http", "https"} or not host:
        raise wrong
    if parts.username is not None or parts.password is not None:
        raise BadText(
            f"{field} holds a user name or password. Keep those as a value and write the "
            "address without them.",
            field=field,
        )
    return url


def _checked(text: str, field: str, limit: int, allowed: frozenset[str]) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if len(text) > limit:
        raise BadText(
            f"{field} is {len(text):,} characters long; {limit:,} can be kept.",
            field=field,
            limit=limit,
        )
    if text.isprintable() and text.isascii():
        return text
    for position, character in enumerate(text, 1):
        if character not in allowed and _forbidden(character):
            raise BadText(
                f"{field}: character {position} cannot be shown (U+{ord(character):04X}). "
                "Take it out.",
                field=field,
                position=position,
            )
    return text


def _forbidden(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Cs"}
        or character in _REORDERING
        or character in _LINE_BREAKS
    )
