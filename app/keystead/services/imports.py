"""Import: what a `.env` file would change, shown before anything is."""

from dataclasses import dataclass, replace

from keystead.core.drafts import SecretDraft
from keystead.core.errors import BadName, BadValue
from keystead.core.fields import check_name, check_value
from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.errors import UsageProblem
from keystead.formats import dotenv_read, flat_import
from keystead.formats.dotenv_words import Remark
from keystead.formats.errors import ImportProblem
from keystead.formats.imported import Note
from keystead.services import duplicates, environments, secrets
from keystead.vault.session import OpenVault
from keystead.vault.writer import SecretChange


@dataclass(frozen=True)
class Invalid:
    """A line that is not imported, and why: it cannot be, or its value was revoked."""

    line: int
    name: str | None
    reason: str


@dataclass(frozen=True)
class Incoming:
    """One value of the file; ``secret`` is the Secret that has the name already."""

    name: str
    line: int
    value: SecretText
    secret: Secret | None = None


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do in one environment.

    ``empty``: names without a value, which are no keys: left out, and said so;
    ``overridden``: lines whose name stands further down again.  ``notes`` are sentences for
    people, ``as_written`` those of them that tell what is kept and not expanded.
    """

    environment: str
    new: tuple[Incoming, ...]
    changed: tuple[Incoming, ...]
    same: tuple[Incoming, ...]
    invalid: tuple[Invalid, ...]
    empty: tuple[Invalid, ...] = ()
    notes: tuple[str, ...] = ()
    overridden: tuple[Invalid, ...] = ()
    as_written: tuple[str, ...] = ()

    def without_invalid(self) -> "ImportPlan":
        """The plan with the lines that cannot be imported left out."""
        return replace(self, invalid=())

    def taking(self, lines: frozenset[int]) -> "ImportPlan":
        """The plan with only what stands in these lines (counted from 1)."""
        new = tuple(item for item in self.new if item.line in lines)
        return replace(
            self, new=new, changed=tuple(item for item in self.changed if item.line in lines)
        )


FORMATS = ("dotenv", *flat_import.FORMATS)
"""The formats of files that can be imported."""


def format_of(file_name: str) -> str:
    """The format that the ending of a file's name tells; ``dotenv`` for all else."""
    return flat_import.format_of(file_name) or "dotenv"


def format_named(name: str | None) -> str:
    """``name``, or ``dotenv`` for None; UsageProblem with ``candidates`` where there is none."""
    if name is not None and name not in FORMATS:
        raise UsageProblem(
            f"There is no format named {name}. There are: {', '.join(FORMATS)}.",
            candidates=list(FORMATS),
        )
    return name or "dotenv"


def plan(vault: OpenVault, environment: str, data: bytes, kind: str = "dotenv") -> ImportPlan:
    """Compare a file with an environment; nothing is changed.

    ``kind`` is one of FORMATS: a `.env` of at most 4 MiB, others of at most 1 MiB.
    Raises ImportProblem for a file that cannot be read at all, NoSuchObject for the
    environment.
    """
    environments.find(vault, environment)
    found = dotenv_read.parse(data) if kind == "dotenv" else flat_import.parse(kind, data)
    invalid = [Invalid(item.line, item.name, item.message) for item in found.problems]
    existing = {
        secret.name: secret
        for secret in vault.secrets()
        if secret.environment == environment and secret.trashed is None
    }
    revoked = duplicates.finder_of_revoked(vault)
    new: list[Incoming] = []
    changed: list[Incoming] = []
    same: list[Incoming] = []
    for entry in found.entries:
        if not len(entry.value):
            continue
        try:
            check_name(entry.name)
            check_value(entry.value)
        except (BadName, BadValue) as problem:
            invalid.append(Invalid(entry.line, entry.name, problem.message))
            continue
        secret = existing.get(entry.name)
        incoming = Incoming(entry.name, entry.line, entry.value, secret)
        if secret is not None and secrets.same_value(vault, secret, entry.value):
            same.append(incoming)
        elif was := revoked(entry.value):
            reason = duplicates.warning_of(was)
            invalid.append(Invalid(entry.line, entry.name, reason))
        elif secret is None:
            new.append(incoming)
        else:
            changed.append(incoming)
    doubled = [note for note in found.notes if note.remark is Remark.DUPLICATE]
    empty = tuple(
        Invalid(entry.line, entry.name, "has no value, so there is no key to keep.")
        for entry in found.entries
        if not len(entry.value)
    )
    invalid.sort(key=lambda item: item.line)
    return ImportPlan(
        environment,
        tuple(new),
        tuple(changed),
        tuple(same),
        tuple(invalid),
        empty,
        tuple(_told(note) for note in found.notes),
        tuple(
            Invalid(note.other_line, note.name, f"Line {note.line} has the same name, and counts")
            for note in doubled
        ),
        tuple(_told(note) for note in found.notes if note not in doubled),
    )


def _told(note: Note) -> str:
    return f"Line {note.line}, {note.name}: {note.message}"


def apply(vault: OpenVault, planned: ImportPlan) -> None:
    """Make the import, in one commit.

    Raises ImportProblem, and imports nothing, where a line is invalid and was not left out.
    """
    if planned.invalid:
        raise _refusal(planned)
    live = {
        secret.name
        for secret in vault.secrets()
        if secret.environment == planned.environment and secret.trashed is None
    }
    changes: list[SecretChange] = [
        secrets.new_change(
            vault,
            SecretDraft(name=item.name, environment=planned.environment),
            item.value,
            is_free=item.name not in live,
        )
        for item in planned.new
    ]
    changes += [
        secrets.value_change(vault, item.secret, item.value)
        for item in planned.changed
        if item.secret is not None
    ]
    if changes:
        vault.write(changes)


def _refusal(planned: ImportPlan) -> ImportProblem:
    first = planned.invalid[0]
    more = len(planned.invalid) - 1
    words = "more line has a problem" if more == 1 else "more lines have problems"
    others = f" {more} {words}." if more else ""
    return ImportProblem(
        f"Line {first.line}: {first.reason}{others} Nothing was imported.",
        line=first.line,
        reason=first.reason,
        name=first.name,
        lines=[
            {"line": item.line, "name": item.name, "reason": item.reason}
            for item in planned.invalid
        ],
    )
