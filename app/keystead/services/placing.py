"""Rewriting the files that hold a value, one key at a time, by the writer of exports.

A file is touched only where it is ours and holds, read by its reader's rules, exactly the
value that is to be replaced.  Whatever stands against it is told in words, and the file
stays as it is.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from keystead.core.model import Place
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.formats.errors import CannotExpress
from keystead.formats.existing import decoded, read_as
from keystead.formats.profiles import PROFILES
from keystead.services import export, export_update
from keystead.services.export import BASE64, MAX_FILE
from keystead.services.whereabouts import IN_BASE64, profile_of
from keystead.system.own_files import hindrance
from keystead.vault.host import Host

_NOT_THERE = "does not hold {name} any more"
_OTHER = "holds another value of {name}: somebody changed it"
_UNREADABLE = "cannot be read as {title}"


@dataclass(frozen=True)
class Wanted:
    """A key's name and environment, the value that its files are to hold, and those that may
    stand there now."""

    name: str
    environment: str
    value: SecretText
    instead_of: tuple[SecretText, ...]


@dataclass(frozen=True)
class Outcome:
    """``reason``: why a file was left alone, '' where it holds the value now; ``form`` as in
    Place; ``written``: whether it had to be changed."""

    reason: str
    form: str = ""
    written: bool = False


def put(host: Host, place: Place, wanted: Wanted, profile: str | None, default: str) -> Outcome:
    """Let the file of a place hold the value.

    ``profile``: what the file is read with where the place does not say it; without one the
    ``default`` is tried, then every other.  Never raises KeysteadError: a place that fails
    keeps nobody from the next.
    """
    path = Path(place.where)
    reason = hindrance(path)
    if reason:
        return Outcome(reason)
    try:
        found = _form(host, path, wanted, _candidates(place, profile, default))
        if found.reason or not found.written:
            return found
        name, encoded = profile_of(found.form)
        planned = export_update.plan(
            host, path, wanted.environment, name, [_entry(wanted.name, wanted.value, encoded)]
        )
        export_update.write(host, planned)
    except KeysteadError as error:
        return Outcome(_brief(error))
    return found


def _brief(error: KeysteadError) -> str:
    """The one sentence of an error that says why: it stands beside the name of the file."""
    if isinstance(error, CannotExpress):
        (value, *_) = error.values
        return f"{value['name']} {value['reason']}"
    first, end, _ = error.message.partition(". ")
    return first + end.rstrip()


def _candidates(place: Place, profile: str | None, default: str) -> tuple[tuple[str, bool], ...]:
    """Profiles to read the file with, each plain or as base64, the likeliest first."""
    told, encoded = profile_of(place.form)
    if told in PROFILES:
        return ((told, encoded),)
    if profile:
        names: Sequence[str] = (export.profile_of(profile).name,)
    else:
        first = export.profile_of(default).name
        names = (first, *(name for name in PROFILES if name != first))
    return tuple((name, encoded) for encoded in (False, True) for name in names)


def _form(
    host: Host, path: Path, wanted: Wanted, candidates: Iterable[tuple[str, bool]]
) -> Outcome:
    """With which profile the file holds one of the values, and whether it must be changed;
    else why that is not so: what the first profile says."""
    text = decoded(host.read(path, MAX_FILE))
    refused: Outcome | None = None
    for name, encoded in candidates:
        found = _read(text, wanted, name, encoded)
        if not found.reason:
            return found
        refused = refused or found
        if found.reason == _OTHER.format(name=wanted.name):
            refused = found
    return refused or Outcome(_NOT_THERE.format(name=wanted.name))


def _read(text: str, wanted: Wanted, profile: str, encoded: bool) -> Outcome:
    reader = export.profile_of(profile)
    try:
        values = read_as(reader, text)
    except KeysteadError:
        return Outcome(_UNREADABLE.format(title=reader.title))
    name, new = _entry(wanted.name, wanted.value, encoded)
    form = f"{profile}{IN_BASE64 if encoded else ''}"
    if name not in values:
        return Outcome(_NOT_THERE.format(name=wanted.name))
    held = values[name]
    if held == new.reveal():
        return Outcome("", form)
    known = (_entry(wanted.name, one, encoded)[1].reveal() for one in wanted.instead_of)
    if held in known:
        return Outcome("", form, written=True)
    return Outcome(_OTHER.format(name=wanted.name))


def _entry(name: str, value: SecretText, encoded: bool) -> tuple[str, SecretText]:
    if not encoded:
        return name, value
    text = base64.b64encode(value.reveal().encode()).decode("ascii")
    return f"{name}{BASE64}", SecretText(text)
