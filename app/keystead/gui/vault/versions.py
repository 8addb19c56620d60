"""The versions of a key as a timeline: current, previous with what is left, older ones."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core import durations, policy
from keystead.core.model import Secret, Stage, Version
from keystead.gui.models.moments import exact_moment, moment_in_words
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.age_bar import Bar
from keystead.gui.widgets.labels import SectionHeader
from keystead.gui.widgets.timeline import Timeline

_NAMES = {
    Stage.PENDING: "Pending",
    Stage.CURRENT: "Current",
    Stage.PREVIOUS: "Previous",
    Stage.RETIRED: "Retired",
    Stage.REVOKED: "Revoked",
}


class Versions(QWidget):
    """The newest and what is still valid; older ones on one line until ``All`` is pressed."""

    grown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._secret: Secret | None = None
        self._now = 0.0
        self._all = False
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
        if self._secret is None or secret.id != self._secret.id:
            self._all = False
        self._secret, self._now = secret, now
        self._fill()

    def _toggle(self) -> None:
        self._all = not self._all
        self._fill()
        self.grown.emit()

    def _fill(self) -> None:
        secret = self._secret
        if secret is None:
            return
        self.timeline.clear()
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
            self.timeline.add(dot, number, name, made, "Erased" if version.purged else "")

    def _add_previous(self, secret: Secret, version: Version) -> None:
        until = version.overlap_until
        number = f"v{version.number}"
        if until is None:
            # Made apart from the current one and never replaced: a conflict decides.
            made = moment_in_words(version.created, self._now)
            self.timeline.add("half", number, "Made apart", made, _made(version))
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


def _made(version: Version) -> str:
    size = f"{version.length:,} bytes"
    return f"Created by {version.created_by}, {size}" if version.created_by else size
