"""Updating a file in place: comments, order, blank lines and foreign keys stay.

Only values that the reader gets wrong are written anew; what the file lacks is added at a
marked place.  The result is read back by the reader's rules, and is refused where a key
is not exact, or where anything else than our keys would be read in another way.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from keystead.core.secret_types import SecretText
from keystead.formats.dotenv_choice import can_be_text, choose
from keystead.formats.dotenv_read import Assignment
from keystead.formats.dotenv_write import comments_of, name_reason, offence, refusal
from keystead.formats.errors import FileUnread
from keystead.formats.existing import (
    BOM,
    decoded,
    has_crlf,
    places_in,
    read_as,
    with_line_feeds,
)
from keystead.formats.flat import FlatFault
from keystead.formats.target import Caution, Profile

ADDED = "# Added by Keystead"


@dataclass(frozen=True)
class Updated:
    """The new text of a file, and which names were changed, added, right already, foreign."""

    text: SecretText
    profile: str
    changed: tuple[str, ...]
    added: tuple[str, ...]
    same: tuple[str, ...]
    foreign: tuple[str, ...]
    warnings: tuple[tuple[str, Caution], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Our keys, in the order of their names."""
        return tuple(sorted((*self.changed, *self.added, *self.same)))


def note_for(environment: str) -> str:
    """The comment above what is added: a line that no reader minds."""
    (line,) = comments_of(f"{ADDED.removeprefix('# ')}: environment {environment}")
    return line


def update(
    profile: Profile, data: bytes, entries: Sequence[tuple[str, SecretText]], note: str
) -> Updated:
    """``data``, a file of at most 4 MiB, with the values of ``entries``.

    ``note``: the comment of ``note_for``.  Raises FileUnread, with its line, for what
    cannot be read, and CannotExpress as an export does; there is no text then.
    """
    _check_names(profile, entries)
    old = decoded(data)
    before = read_as(profile, old)
    values = {name: secret.reveal() for name, secret in entries}
    same = tuple(name for name, value in values.items() if before.get(name) == value)
    present = before.keys() | _names_in(profile, old)
    changed = {n: v for n, v in values.items() if n in present and n not in same}
    added = {n: v for n, v in values.items() if n not in present}
    editor = _Editor(profile, old, changed, added, note)
    text = editor.run()
    _prove(profile, old, text, before, values)
    foreign = tuple(name for name in before if name not in values)
    return Updated(
        SecretText(text), profile.name, tuple(changed), tuple(added), same, foreign,
        tuple(editor.warnings),
    )  # fmt: skip


def _check_names(profile: Profile, entries: Sequence[tuple[str, SecretText]]) -> None:
    counts = Counter(name for name, _ in entries)
    reasons = {name: name_reason(profile, name, count) for name, count in counts.items()}
    wrong = [offence(profile, name, "", reason) for name, reason in reasons.items() if reason]
    if wrong:
        raise refusal(profile, wrong)


def _names_in(profile: Profile, text: str) -> set[str]:
    if profile.flat is not None:
        return set()
    return {place.name for place in places_in(with_line_feeds(text))}


class _Editor:
    """Makes the new text; ``warnings`` fills as ways of writing are chosen."""

    def __init__(
        self,
        profile: Profile,
        old: str,
        changed: Mapping[str, str],
        added: Mapping[str, str],
        note: str,
    ) -> None:
        self.profile = profile
        self.old = old
        self.changed = changed
        self.added = added
        self.note = note
        self.offending: list[dict[str, object]] = []
        self.warnings: list[tuple[str, Caution]] = []

    def run(self) -> str:
        if not self.changed and not self.added:
            return self.old
        text = self._flat() if self.profile.flat is not None else self._dotenv()
        if self.offending:
            raise refusal(self.profile, self.offending)
        return text

    def _flat(self) -> str:
        flat = self.profile.flat
        assert flat is not None  # noqa: S101 - asked before
        for name, value in (*self.changed.items(), *self.added.items()):
            if not can_be_text(value):
                self.offending.append(offence(self.profile, name, value, None))
        if self.offending:
            return ""
        try:
            return flat.update(self.old, self.changed, self.added, self.note)
        except FlatFault as fault:
            raise FileUnread(fault.line, fault.reason) from None

    def _dotenv(self) -> str:
        text = with_line_feeds(self.old)
        parts: list[str] = []
        at = 0
        for place in places_in(text):
            if place.name in self.changed:
                parts += [text[at : place.start], self._changed(text, place)]
                at = place.end
        text = "".join([*parts, text[at:]])
        if self.added:
            text = self._with_added(text)
        if has_crlf(self.old.removeprefix(BOM)):
            text = text.replace("\n", "\r\n")
        return BOM + text if self.old.startswith(BOM) else text

    def _changed(self, text: str, place: Assignment) -> str:
        """The line with another value: as it stood, else with its comment put above."""
        value = self.changed[place.name]
        head, tail = text[place.start : place.value], text[place.stop : place.end]
        choice = choose(self.profile, place.name, value, head, tail if "\n" in tail else "\n")
        if choice is None:
            comment = tail.strip()
            head = (f"{comment}\n" if comment else "") + f"{place.name}="
            tail = "\n" if "\n" in tail else ""
            choice = choose(self.profile, place.name, value, head)
        if choice is None:
            self.offending.append(offence(self.profile, place.name, value, None))
            return ""
        self.warnings += [(place.name, warning) for warning in choice.warnings]
        return f"{head}{choice.written}{tail}"

    def _with_added(self, text: str) -> str:
        lines: list[str] = []
        for name, value in self.added.items():
            choice = choose(self.profile, name, value)
            if choice is None:
                self.offending.append(offence(self.profile, name, value, None))
                continue
            self.warnings += [(name, warning) for warning in choice.warnings]
            lines.append(f"{name}={choice.written}\n")
        at = _marked_place(text)
        if at is not None:
            return text[:at] + "".join(lines) + text[at:]
        text += "" if not text or text.endswith("\n") else "\n"
        gap = "\n" if text.strip("\n") and not text.endswith("\n\n") else ""
        return f"{text}{gap}{self.note}\n{''.join(lines)}"


def _marked_place(text: str) -> int | None:
    """Behind the assignments that follow the mark of an earlier update, or None."""
    mark = text.rfind(f"\n{ADDED}") + 1
    if not mark and not text.startswith(ADDED):
        return None
    at = text.find("\n", mark) + 1
    if not at:
        return None
    for place in places_in(text):
        if place.start == at:
            at = place.end
    return at if text[:at].endswith("\n") else None


def _prove(
    profile: Profile, old: str, new: str, before: Mapping[str, str], values: Mapping[str, str]
) -> None:
    after = read_as(profile, new)
    wrong = [name for name, value in values.items() if after.get(name) != value]
    if wrong:
        reason = f"would not be read back exactly by {profile.title} in this file"
        raise refusal(
            profile, [{"name": n, "reason": reason, "offers": ["run", "base64"]} for n in wrong]
        )
    others = {name for name in before.keys() | after.keys() if name not in values}
    moved = {name for name in others if before.get(name) != after.get(name)}
    if profile.flat is None and moved:
        moved -= _with_references(old)
    if moved:
        name = min(moved)
        places = [] if profile.flat is not None else places_in(with_line_feeds(old))
        lines = {place.name: place.line for place in places}
        reason = f"{profile.title} would read {name} in another way after the change."
        raise FileUnread(lines.get(name, 1), reason)


def _with_references(text: str) -> set[str]:
    """Names whose values refer to others, and so may follow one that changed."""
    text = with_line_feeds(text)
    return {place.name for place in places_in(text) if "$" in text[place.value : place.stop]}
