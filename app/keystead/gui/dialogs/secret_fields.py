"""The fields of the editor, below name and value: read into a draft, errors beside them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from keystead.core import drafts, durations, fields, policy, texts
from keystead.core.drafts import SecretDraft
from keystead.core.model import Access, Kind, Place, Restrictions, Risk, Secret
from keystead.core.policies import Policies, parse_leads
from keystead.errors import UsageProblem
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.dialogs.controls import Control, Met, merge, put
from keystead.gui.models.details import ACCESS_WORDS, KIND_WORDS, RISK_WORDS
from keystead.gui.theme.metrics import XS, L, M
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.choices import DateField
from keystead.gui.widgets.labels import SectionHeader, label
from keystead.gui.widgets.marks import Message
from keystead.gui.widgets.text_field import TextArea, TextField

T = TypeVar("T")
_LIST = "One a line"
_NO_POLICY = "By risk alone"


class Problem(Exception):
    """A field that is wrong was marked; nothing can be saved."""


class SecretFields(QWidget):
    """Everything but name, environment and value."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(L)
        self._grid.setVerticalSpacing(M)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._next = 0
        self._policies, self._environment, self._place = Policies(), b"", ""
        self._basics()
        self._time()
        self._rights()
        self._rest()
        self.fill(SecretDraft(name="", environment=""))

    # Made once -----------------------------------------------------------------------------

    def _basics(self) -> None:
        theme = self.theme
        self.service = TextField(theme, "Service", placeholder="Stripe")
        self.kind = ChoiceBox(theme, "Kind", [(KIND_WORDS[kind], kind) for kind in Kind])
        self.expires = DateField(theme, "Expires")
        self.expires_error = Message(theme)
        self.expires.date_changed.connect(lambda _: self.expires_error.clear())
        self.tags = TextField(theme, "Tags", placeholder="billing, ci")
        self.description = TextArea(theme, "Description", lines=2)
        self._pair(self.service, self._named("Kind", self.kind))
        self._pair(self._named("Expires", self.expires, self.expires_error), self.tags)
        self._wide(self.description)

    def _time(self) -> None:
        theme = self.theme
        self._heading("Rotation")
        risks: list[tuple[str, object]] = [("Not set", None)]
        risks += [(RISK_WORDS[risk], risk) for risk in Risk]
        self.risk = ChoiceBox(theme, "Risk", risks)
        self.policy = ChoiceBox(theme, "Policy", [(_NO_POLICY, "")])
        for choice in (self.risk, self.policy):
            choice.currentIndexChanged.connect(self._show_defaults)
        self.owner = TextField(theme, "Owner")
        self.rotate = TextField(theme, "Rotate every")
        self.overlap = TextField(theme, "Overlap")
        self.leads = TextField(theme, "Remind before the end")
        self._pair(self._named("Risk", self.risk), self._named("Policy", self.policy))
        self._pair(self.rotate, self.overlap)
        self._pair(self.leads, self.owner)
        self._show_defaults()

    def in_environment(self, environment: bytes, name: str) -> None:
        """The key is to lie in another environment: other defaults may hold."""
        self._environment, self._place = environment, name
        self._show_defaults()

    def know(self, policies: Policies, environment: bytes, name: str, policy: str = "") -> None:
        """The vault's policies, in the environment of the key, by id and name; ``policy`` is
        the key's own, which may be one that is no more."""
        self._policies, self._environment, self._place = policies, environment, name
        for name in sorted({*policies.own, policy} - {""}):
            words = name if name in policies.own else f"{name} (removed)"
            self.policy.add(words, name)
        self._show_defaults()

    def _rights(self) -> None:
        theme = self.theme
        self._heading("What it may do")
        self.access = ChoiceBox(theme, "Access", [(ACCESS_WORDS[one], one) for one in Access])
        self.region = TextField(theme, "Region")
        self.permissions = TextArea(theme, "Permissions", placeholder=_LIST)
        self.ip_ranges = TextArea(theme, "IP ranges", placeholder=_LIST)
        self.referrers = TextArea(theme, "Referrers", placeholder=_LIST)
        self.user_agents = TextArea(theme, "User agents", placeholder=_LIST)
        self.methods = TextArea(theme, "Methods", placeholder=_LIST, lines=2)
        self.endpoints = TextArea(theme, "Endpoints", placeholder=_LIST, lines=2)
        self.time_window = TextField(theme, "Time window")
        self.quota = TextField(theme, "Rate limit or quota")
        self._pair(self._named("Access", self.access), self.region)
        self._pair(self.permissions, self.ip_ranges)
        self._pair(self.referrers, self.user_agents)
        self._pair(self.methods, self.endpoints)
        self._pair(self.time_window, self.quota)

    def _rest(self) -> None:
        theme = self.theme
        self._heading("Where it lives")
        self.rotate_url = TextField(theme, "Rotation page", placeholder="https://")
        self.revoke_url = TextField(theme, "Revocation page", placeholder="https://")
        self.places = TextArea(theme, "Places", placeholder="A file, repository or program a line")
        self.notes = TextArea(theme, "Notes", lines=3)
        self._pair(self.rotate_url, self.revoke_url)
        self._wide(self.places)
        self._wide(self.notes)

    def _named(self, words: str, *parts: QWidget) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(label(self.theme, words))
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        return box

    def _heading(self, words: str) -> None:
        self._grid.addWidget(SectionHeader(self.theme, words), self._next, 0, 1, 2)
        self._next += 1

    def _pair(self, left: QWidget, right: QWidget) -> None:
        for column, widget in enumerate((left, right)):
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(widget, self._next, column, top)
        self._next += 1

    def _wide(self, widget: QWidget) -> None:
        self._grid.addWidget(widget, self._next, 0, 1, 2)
        self._next += 1

    def _show_defaults(self) -> None:
        """What holds, and from where, when the three fields are left empty."""
        risk, own = self.risk.chosen(), self.policy.chosen()
        empty = Secret(b"", "", self._place, self._environment, 0, risk=risk, policy=own)
        holds = self._policies.applied(empty)
        every, leads = policy.interval(holds), policy.leads(holds)
        often = "never" if every is None else f"{every}d"
        span = durations.format_span(policy.overlap(holds))
        before = "" if leads is None else ",".join(map(str, leads))
        origin = policy.sources(holds)
        for field, words, source, form in (
            (self.rotate, often, origin.every, "90d, never"),
            (self.overlap, span, origin.overlap, "48h, 7d"),
            (self.leads, before, origin.leads, "days: 14,7,1"),
        ):
            told = f"{words} {policy.told(source)}".strip()
            field.edit.setPlaceholderText(f"{told} ({form})")
            field.edit.setToolTip(told)

    # In and out ----------------------------------------------------------------------------

    def fill(self, draft: SecretDraft) -> None:
        """Show the fields of a draft."""
        for control, content in self._contents(draft):
            put(control, content)

    def merge(self, before: SecretDraft, now: SecretDraft) -> list[Met]:
        """Show what became of the draft that was shown first, but keep what was typed; where
        both changed a field, what was typed stays, and the field is in the result."""
        pairs = zip(self._contents(before), self._contents(now), strict=True)
        met = [merge(control, old, new) for (control, old), (_, new) in pairs]
        return [one for one in met if one is not None]

    def texts(self) -> dict[str, str]:
        """What stands in each field, right or wrong, by its name."""
        found: dict[str, str] = {"expires": self.expires.edit.text()}
        for name, part in vars(self).items():
            if isinstance(part, TextField | TextArea):
                found[name] = part.text()
            elif isinstance(part, ChoiceBox):
                found[name] = part.currentText()
        return found

    def restore(self, texts: Mapping[str, str]) -> None:
        """Put what ``texts`` gave back; a field that is no more is passed over."""
        self.expires.edit.setText(texts.get("expires", ""))
        for name, text in texts.items():
            part = getattr(self, name, None)
            if isinstance(part, TextField | TextArea):
                part.set_text(text)
            elif isinstance(part, ChoiceBox):
                part.setCurrentText(text)

    def _contents(self, draft: SecretDraft) -> list[tuple[Control, object]]:
        """What each control shows of a draft."""
        held = draft.restrictions
        overlap = "" if draft.overlap is None else durations.format_span(draft.overlap)
        lists = (
            (self.permissions, draft.permissions),
            (self.ip_ranges, held.ip_ranges),
            (self.referrers, held.referrers),
            (self.user_agents, held.user_agents),
            (self.methods, held.methods),
            (self.endpoints, held.endpoints),
            (self.places, tuple(place.where for place in draft.places)),
        )
        return [
            (self.service, draft.service),
            (self.kind, draft.kind),
            (self.expires, draft.expires),
            (self.tags, ", ".join(draft.tags)),
            (self.description, draft.description),
            (self.risk, draft.risk),
            (self.owner, draft.owner),
            (self.rotate, _days(draft.rotate_every)),
            (self.overlap, overlap),
            (self.policy, draft.policy),
            (self.leads, "" if draft.leads is None else ",".join(map(str, draft.leads))),
            (self.access, draft.access),
            (self.region, held.region),
            (self.time_window, held.time_window),
            (self.quota, held.quota),
            (self.rotate_url, draft.rotate_url),
            (self.revoke_url, draft.revoke_url),
            (self.notes, draft.notes),
            *((area, "\n".join(entries)) for area, entries in lists),
        ]

    def read(self, name: str, environment: str, today: date, before: SecretDraft) -> SecretDraft:
        """The draft as typed.  Raises Problem when a field is wrong; it is marked then."""
        wrong: list[QWidget] = []

        def take(field: TextField | TextArea, read: Callable[[str], T]) -> T | None:
            field.clear_error()
            try:
                return read(field.text())
            except UsageProblem as problem:
                field.set_error(problem.message)
                wrong.append(field)
                return None

        draft = SecretDraft(
            name=name,
            environment=environment,
            service=take(self.service, fields.check_service) or "",
            kind=self.kind.chosen(),
            expires=self._day(today, before, wrong),
            tags=take(self.tags, lambda text: fields.check_tags(_split(text))) or (),
            description=take(
                self.description,
                lambda text: texts.check_paragraphs(
                    text, "The description", drafts.MAX_DESCRIPTION
                ),
            )
            or "",
            risk=self.risk.chosen(),
            owner=take(self.owner, _line("The owner", drafts.MAX_OWNER)) or "",
            rotate_every=take(self.rotate, _read_days),
            overlap=take(self.overlap, _read_span),
            policy=self.policy.chosen() or "",
            leads=take(self.leads, parse_leads),
            access=self.access.chosen(),
            permissions=take(self.permissions, _entries("Permissions")) or (),
            restrictions=Restrictions(
                ip_ranges=take(self.ip_ranges, _entries("IP ranges")) or (),
                referrers=take(self.referrers, _entries("Referrers")) or (),
                user_agents=take(self.user_agents, _entries("User agents")) or (),
                methods=take(self.methods, _entries("Methods")) or (),
                endpoints=take(self.endpoints, _entries("Endpoints")) or (),
                time_window=take(self.time_window, _line("The time window")) or "",
                region=take(self.region, _line("The region")) or "",
                quota=take(self.quota, _line("The quota")) or "",
            ),
            rotate_url=take(self.rotate_url, _url("The rotation page")) or "",
            revoke_url=take(self.revoke_url, _url("The revocation page")) or "",
            places=_places(take(self.places, _entries("Places")) or (), before.places),
            notes=take(
                self.notes,
                lambda text: texts.check_paragraphs(text, "The notes", drafts.MAX_NOTES),
            )
            or "",
        )
        if wrong:
            wrong[0].setFocus()
            raise Problem
        return draft

    def _day(self, today: date, before: SecretDraft, wrong: list[QWidget]) -> date | None:
        self.expires_error.clear()
        if not self.expires.valid:
            self.expires_error.show_message("Write year, month and day, as in 2027-01-31.")
            wrong.append(self.expires)
            return None
        day = self.expires.day()
        try:
            return day if day == before.expires else drafts.check_expiry(day, today)
        except UsageProblem as problem:
            self.expires.set_state("error")
            self.expires_error.show_message(problem.message)
            wrong.append(self.expires)
            return None


def _split(text: str) -> list[str]:
    return [part for part in (piece.strip() for piece in text.split(",")) if part]


def _days(days: int | None) -> str:
    if days is None:
        return ""
    return "never" if days == 0 else durations.format_days(days)


def _read_days(text: str) -> int | None:
    plain = text.strip().lower()
    if not plain:
        return None
    return 0 if plain in ("never", "0") else durations.parse_days(plain)


def _read_span(text: str) -> int | None:
    return durations.parse_span(text) if text.strip() else None


def _line(field: str, limit: int = drafts.MAX_ENTRY) -> Callable[[str], str]:
    return lambda text: texts.check_line(text, field, limit)


def _url(field: str) -> Callable[[str], str]:
    return lambda text: texts.check_url(text, field)


def _entries(field: str) -> Callable[[str], tuple[str, ...]]:
    limit = drafts.MAX_WHERE if field == "Places" else drafts.MAX_ENTRY
    return lambda text: texts.check_lines(
        text.split("\n"), field, limit=limit, most=drafts.MAX_ENTRIES
    )


def _places(lines: tuple[str, ...], before: tuple[Place, ...]) -> tuple[Place, ...]:
    """Places by line; one that was there keeps what is known of it."""
    known = {place.where: place for place in before}
    return tuple(known.get(line) or Place(_kind_of(line), line) for line in lines)


def _kind_of(where: str) -> str:
    return "file" if where.startswith(("/", "~", "./", "\\")) or where[1:3] == ":\\" else "program"
