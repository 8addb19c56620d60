"""The catalogue of issuers: TOML text, checked entry by entry, and ready to be looked up.

An entry that is wrong is refused with the file's name and its own; see the README beside
the catalogue for the form.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import msgspec

from keystead.core.checksums import ends_with_crc32
from keystead.core.errors import BadIssuer, BadText
from keystead.core.model import Kind, Risk
from keystead.core.patterns import MAX_TOKEN, Pattern, PatternProblem, parse
from keystead.core.texts import check_line, check_url

MAX_TEXT: Final = 1 << 20
MAX_ENTRIES: Final = 2_000
MIN_REST: Final = 12
"""Characters that a pattern must have behind its prefix, so that the prefix gives nothing away."""

_MAX_WORDS = 80
_DISTINCT = 4
_KEY = 2
CHECKSUMS: Final = {"crc32-base62": ends_with_crc32}


class Token(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One form of value as the file has it."""

    name: str
    pattern: str
    kind: Kind = Kind.API_KEY
    risk: Risk | None = None
    checksum: str = ""
    tells_expiry: bool = False


class Issuer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One issuer as the file has it; ``documentation`` is the issuer's own page."""

    service: str
    documentation: str
    rotate_url: str = ""
    revoke_url: str = ""
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Entry:
    """A form of value, with all that it tells of a new Secret."""

    issuer: Issuer
    token: Token
    pattern: Pattern

    @property
    def prefix(self) -> str:
        """The issuer's public prefix, which may be shown."""
        return self.pattern.prefix

    def checksum_fits(self, text: str) -> bool | None:
        """Whether the value's own checksum is right; None where the issuer has none."""
        check = CHECKSUMS.get(self.token.checksum)
        return None if check is None else check(text[len(self.prefix) :])


@dataclass(frozen=True)
class Catalogue:
    """Entries by the first characters of their prefix; those without one are tried last."""

    entries: tuple[Entry, ...] = ()
    by_start: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def find(self, text: str) -> Entry | None:
        """The entry of the longest prefix whose pattern the whole text fits."""
        if not MIN_REST <= len(text) <= MAX_TOKEN or not text.isascii():
            return None
        for start in (text[:_KEY], ""):
            for entry in self.by_start.get(start, ()):
                if text.startswith(entry.prefix) and entry.pattern.matches(text):
                    return entry
        return None

    def nearly(self, text: str) -> Entry | None:
        """An entry whose distinct prefix the text has, but whose form it has not: shortened,
        or mistyped.  None where some entry fits."""
        if self.find(text) is not None:
            return None
        for entry in self.by_start.get(text[:_KEY], ()):
            if text.startswith(entry.prefix) and _is_distinct(entry.prefix):
                return entry
        return None

    def with_own(self, others: Iterable[Entry]) -> "Catalogue":
        """One's own entries go before those that come along."""
        return make((*others, *self.entries))


def _is_distinct(prefix: str) -> bool:
    """Whether nobody else begins so by chance: ``ghp_`` and ``AKIA``, not ``pat``."""
    return len(prefix) >= _DISTINCT and (not prefix.isalpha() or prefix.isupper())


def make(entries: Iterable[Entry]) -> Catalogue:
    """A catalogue of these, ready to be looked up; of equal prefixes the first goes first."""
    found: dict[str, list[Entry]] = {}
    every = tuple(entries)
    for entry in sorted(every, key=lambda one: -len(one.prefix)):
        found.setdefault(entry.prefix[:_KEY], []).append(entry)
    return Catalogue(every, {start: tuple(group) for start, group in found.items()})


def read(text: str, file: str) -> tuple[Entry, ...]:
    """The entries of a file.  Raises BadIssuer with file and entry named."""
    if len(text) > MAX_TEXT:
        raise _refused(file, "", "it is larger than 1 MiB")
    try:
        tables = tomllib.loads(text)
    # Beside its own error, tomllib lets through those of int() and of deep nesting.
    except (ValueError, RecursionError):
        raise _refused(file, "", "it is no valid TOML") from None
    entries: list[Entry] = []
    seen: dict[str, str] = {}
    for name, table in tables.items():
        for entry in _issuer(file, name, table):
            before = seen.setdefault(entry.pattern.source, name)
            if before != name or entry.pattern.source in {one.pattern.source for one in entries}:
                raise _refused(file, name, f"its pattern stands in {before} already")
            entries.append(entry)
            if len(entries) > MAX_ENTRIES:
                raise _refused(file, name, f"more than {MAX_ENTRIES:,} patterns")
    return tuple(entries)


def _issuer(file: str, name: str, table: object) -> list[Entry]:
    try:
        issuer = msgspec.convert(table, Issuer)
        _check(issuer)
        return [Entry(issuer, token, _pattern(token)) for token in issuer.tokens]
    except msgspec.ValidationError as problem:
        raise _refused(file, name, str(problem)) from None
    except PatternProblem as problem:
        raise _refused(file, name, str(problem)) from None
    except BadText as problem:
        raise _refused(file, name, problem.message) from None


def _check(issuer: Issuer) -> None:
    for words, what in ((issuer.service, "service"), *((t.name, "name") for t in issuer.tokens)):
        if not check_line(words, what, _MAX_WORDS):
            raise PatternProblem(f"{what} is empty")
    for address in (issuer.documentation, issuer.rotate_url, issuer.revoke_url):
        check_url(address, "An address")
    if not issuer.documentation:
        raise PatternProblem("documentation is empty")
    if not issuer.tokens:
        raise PatternProblem("it has no tokens")


def _pattern(token: Token) -> Pattern:
    if token.checksum and token.checksum not in CHECKSUMS:
        raise PatternProblem(f"there is no checksum of that name; there is {', '.join(CHECKSUMS)}")
    pattern = parse(token.pattern)
    if len(pattern.prefix) == 1:
        # One character is no prefix to look up or to show.
        pattern = Pattern(pattern.source, "", pattern.shortest, pattern.longest, pattern.expression)
    if pattern.shortest - len(pattern.prefix) < MIN_REST:
        raise PatternProblem(f"behind its prefix it must ask for {MIN_REST} characters or more")
    return pattern


def _refused(file: str, entry: str, why: str) -> BadIssuer:
    where = f"the entry {entry[:60]!r} in {file}" if entry else file
    return BadIssuer(
        f"The catalogue of issuers cannot be used: {where}: {why.rstrip('.')}. Correct it or "
        "move the file away; no vault is affected.",
        file=file,
        entry=entry,
    )
