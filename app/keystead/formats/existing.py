"""Reading a file that is there already, as its reader does; nothing is changed by it."""

from keystead.formats.dotenv_read import FILE_LIMIT, Assignment, assignments
from keystead.formats.dotenv_words import Reason
from keystead.formats.errors import FileUnread, ImportProblem
from keystead.formats.flat import FlatFault
from keystead.formats.imported import PROBLEM_TEXTS
from keystead.formats.target import Misread, Profile

BOM = "\ufeff"


def decoded(data: bytes) -> str:
    """The text of a file, its BOM and line ends as they are.

    Raises FileUnread for more than 4 MiB, what is not UTF-8, and a NUL.
    """
    if len(data) > FILE_LIMIT:
        raise FileUnread(1, PROBLEM_TEXTS[Reason.TOO_LARGE])
    nul = data.find(b"\0")
    if nul >= 0:
        raise FileUnread(data.count(b"\n", 0, nul) + 1, PROBLEM_TEXTS[Reason.HAS_NUL])
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        # `from None`: the decoder's error carries the whole file.
        raise FileUnread(line, PROBLEM_TEXTS[Reason.NOT_UTF8]) from None


def read_as(profile: Profile, text: str) -> dict[str, str]:
    """Names and values as the profile's reader gets them; FileUnread where it would fail."""
    if profile.flat is not None:
        try:
            profile.flat.items(text)
        except FlatFault as fault:
            raise FileUnread(fault.line, fault.reason) from None
    try:
        return profile.reader.read(text)
    except Misread:
        raise FileUnread(_failing_line(profile, text), _stops(profile)) from None


def _stops(profile: Profile) -> str:
    return f"{profile.title} would not read this file from here on."


def _failing_line(profile: Profile, text: str) -> int:
    """The line of the first assignment with which the reader fails; 1 where none is told."""
    places = places_in(with_line_feeds(text))
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        try:
            profile.reader.read(with_line_feeds(text)[: places[middle].end])
            low = middle + 1
        except Misread:
            high = middle
    return places[low].line if low < len(places) else text.count("\n") + 1


def places_in(text: str) -> list[Assignment]:
    """Every assignment of a `.env` with LF line ends; FileUnread for a line that is none."""
    try:
        return assignments(text)
    except ImportProblem as problem:
        line, reason = problem.data["line"], problem.data["reason"]
        raise FileUnread(int(str(line)), PROBLEM_TEXTS[Reason(str(reason))]) from None


def with_line_feeds(text: str) -> str:
    """``text`` without a BOM, with LF where every line ends in CRLF."""
    text = text.removeprefix(BOM)
    return text.replace("\r\n", "\n") if has_crlf(text) else text


def has_crlf(text: str) -> bool:
    """Whether every line ends in CRLF."""
    return "\r\n" in text and text.count("\n") == text.count("\r\n") == text.count("\r")
