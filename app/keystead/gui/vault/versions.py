"""The versions of a key as a timeline: current, previous with what is left, older ones."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core import durations, policy
from keystead.core.model import Secret, Stage, Version
from keystead.core.secret_types import SecretText
from keystead.gui.models.moments import exact_moment, moment_in_words
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.age_bar import Bar
from keystead.gui.widgets.labels import SectionHeader
from keystead.gui.widgets.masked_value import MaskedValueBox
from keystead.gui.widgets.timeline import Timeline, TimelineRow

_NAMES = {
    Stage.PENDING: "Pending",
    Stage.CURRENT: "Current",
    Stage.PREVIOUS: "Previous",
    Stage.RETIRED: "Retired",
    Stage.REVOKED: "Revoked",
}


class Versions(QWidget):
    """The newest and what is still valid; older ones on one line until ``All`` is pressed.

    ``reveal_asked`` and ``copy_asked`` give a Version other than the current one, whose value
    the pane shows above; the answer to the first goes to ``show_value``.
    """

    grown = Signal()
    reveal_asked = Signal(object)
    copy_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._secret: Secret | None = None
        self._now = 0.0
        self._all = False
        self._filled: tuple[object, ...] = ()
        self.boxes: dict[bytes, MaskedValueBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        self.header = SectionHeader(theme, "Versions", link="All")
        self.header.link.clicked.connect(self._toggle)
        self.timeline = Timeline(theme, "Versions")
        column.addWidget(self.header)
        column.addWidget(self.timeline)

    def show_secret(self, secret: Secret, now: float) -> None:
        """The versions of a Secret at ``now`` (Unix seconds)."""
        another = self._secret is None or secret.id != self._secret.id
        if another:
            self._all = False
        self._secret, self._now = secret, now
        if not another and self._reading():
            return
        if another or self._content() != self._filled:
            self._keeping_focus()

    def _reading(self) -> bool:
        """Somebody reads a value: it must not go from under the eye."""
        return any(box.wanted for box in self.boxes.values())

    def _read(self) -> None:
        """A value was hidden again: show what changed meanwhile."""
        if not self._reading() and self._content() != self._filled:
            self._keeping_focus()

    def _content(self) -> tuple[object, ...]:
        secret = self._secret
        if secret is None:
            return ()
        return secret.versions, secret.hint, policy.overlap(secret), int(self._now // 60), self._all

    def _keeping_focus(self) -> None:
        """Fill it anew; who stands on a button of a version stands there afterwards too."""
        stood = [
            (version, copies)
            for version, box in self.boxes.items()
            for copies, button in ((True, box.copy), (False, box.eye))
            if button.hasFocus()
        ]
        self._fill()
        for version, copies in stood:
            if version in self.boxes:
                box = self.boxes[version]
                (box.copy if copies else box.eye).setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle(self) -> None:
        self._all = not self._all
        self._fill()
        self.grown.emit()

    def _fill(self) -> None:
        secret = self._secret
        if secret is None:
            return
        self._filled = self._content()
        self.timeline.clear()
        self.boxes.clear()
        newest_first = sorted(secret.versions, key=lambda one: one.number, reverse=True)
        near = [one for one in newest_first if self._all or self._matters(one)]
        if not near:
            near = newest_first[:1]
        for version in near:
            self._add(secret, version)
        older = len(newest_first) - len(near)
        self._add_older(newest_first, near, older)
        link = "Fewer" if self._all else "All"
        self.header.link.set_words(link)
        self.header.link.setVisible(self._all or older > 0)

    def _matters(self, version: Version) -> bool:
        if version.stage is Stage.PREVIOUS:
            until = version.overlap_until
            return until is None or until > self._now
        return version.stage in (Stage.CURRENT, Stage.PENDING)

    def _add_older(self, every: list[Version], near: list[Version], older: int) -> None:
        if older <= 0:
            return
        first = next(one for one in every if one not in near)
        words = "1 older version" if older == 1 else f"{older} older versions"
        self.timeline.add("hollow", f"v{first.number}", self._name(first), words)

    def _name(self, version: Version) -> str:
        ended = version.stage is Stage.PREVIOUS and not self._matters(version)
        return "Retired" if ended else _NAMES[version.stage]

    def _add(self, secret: Secret, version: Version) -> None:
        number, name = f"v{version.number}", self._name(version)
        made = moment_in_words(version.created, self._now)
        if version.stage is Stage.CURRENT:
            self.timeline.add("full", number, name, made, _made(version))
        elif version.stage is Stage.PREVIOUS and self._matters(version):
            self._add_previous(secret, version)
        else:
            dot: paint.Dot = "hollow"
            remark = "Erased" if version.purged else _made(version)
            row = self.timeline.add(dot, number, name, made, remark)
            self._add_value(row, secret, version)

    def _add_previous(self, secret: Secret, version: Version) -> None:
        until = version.overlap_until
        number = f"v{version.number}"
        if until is None:
            # Made apart from the current one and never replaced: a conflict decides.
            made = moment_in_words(version.created, self._now)
            row = self.timeline.add("half", number, "Made apart", made, _made(version))
            self._add_value(row, secret, version)
            return
        left = until - self._now
        words = f"{durations.left_in_words(left)} left"
        remark = f"Still valid until {exact_moment(until)}"
        row = self.timeline.add("half", number, "Previous", words, remark)
        whole = max(policy.overlap(secret), 1)
        bar = Bar(self.theme, "Overlap left")
        bar.set_share(min(left / whole, 1.0))
        row.body.addSpacing(4)
        row.body.addWidget(bar)
        row.body.addSpacing(4)
        self._add_value(row, secret, version)

    def _add_value(self, row: TimelineRow, secret: Secret, version: Version) -> None:
        """The value of an older version: it is kept until it is erased, so it can be had."""
        if version.purged or version.stage is Stage.REVOKED:
            return
        box = MaskedValueBox(self.theme, secret.hint, f"Value of v{version.number}", small=True)
        box.reveal_started.connect(lambda: self.reveal_asked.emit(version))
        # Later, since it is the eye itself that says so.
        box.reveal_ended.connect(self._read, Qt.ConnectionType.QueuedConnection)
        box.copy_requested.connect(lambda: self.copy_asked.emit(version))
        self.boxes[version.id] = box
        row.body.addSpacing(2)
        row.body.addWidget(box)
        row.body.addSpacing(4)

    def show_value(self, version: Version, value: SecretText) -> None:
        """A value into the box that waits for it; dropped where that is gone."""
        box = self.boxes.get(version.id)
        if box is not None:
            box.show_value(value)

    def set_copied(self, version: bytes | None, left: float, whole: float) -> None:
        """The ring beside the version that was copied; none beside the others."""
        for key, box in self.boxes.items():
            box.set_remaining(left if key == version else 0.0, whole)


def _made(version: Version) -> str:
    size = f"{version.length:,} bytes"
    return f"Created by {version.created_by}, {size}" if version.created_by else size
