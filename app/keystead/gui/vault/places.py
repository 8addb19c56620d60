"""The places of a key in the detail pane: what lies where, what is gone, forgetting one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from keystead.core.model import Place, Secret
from keystead.core.places import all_places, is_behind
from keystead.gui.theme.fonts import SMALL, Weight
from keystead.gui.theme.metrics import PANE
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.detail_lines import Column, short_path
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Mark, MarkView
from keystead.services.places import PlaceNow

_ICONS = {"file": "file", "repository": "branch", "program": "terminal"}
_SHOWN = 6
"""Places that are listed until all are asked for."""


class Places(Column):
    """Where the value was put, which version lies there, and whether it is still there.

    ``asked`` gives a Secret whose places may be gone; the answer goes to ``show_now``.
    ``forget_asked`` gives the Secret and the Place.
    """

    asked = Signal(object)
    forget_asked = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Places", parent=parent)
        self._secret: Secret | None = None
        self._all = False
        self._gone: list[bool] = []

    @property
    def has_places(self) -> bool:
        """Whether there is anything to list."""
        return self._secret is not None and bool(all_places(self._secret))

    def show_secret(self, secret: Secret) -> None:
        """The places of a Secret; hidden where there are none."""
        if self._secret is None or self._secret.id != secret.id:
            self._all = False
        self._secret = secret
        self._fill([PlaceNow(place, here=True, gone=False) for place in all_places(secret)])
        if self.has_places:
            self.asked.emit(secret)

    def show_now(self, secret: Secret, found: Sequence[PlaceNow]) -> None:
        """What was found of the places, if it is still this Secret that is shown.

        Lines that already say it stay: new ones would flicker, and take a click with them.
        """
        if self._secret == secret and [one.gone for one in found] != self._gone:
            self._fill(found)

    def _fill(self, found: Sequence[PlaceNow]) -> None:
        self.clear()
        self._gone = [one.gone for one in found]
        for one in found if self._all else found[:_SHOWN]:
            self._add(one)
        if not self._all and len(found) > _SHOWN:
            more = LinkLabel(self.theme, f"{len(found) - _SHOWN} more")
            more.clicked.connect(lambda: self._show_all(found))
            self.add(more)
        self.setVisible(bool(found))

    def _show_all(self, found: Sequence[PlaceNow]) -> None:
        self._all = True
        self._fill(found)

    def _add(self, one: PlaceNow) -> None:
        theme, place = self.theme, one.place
        where = ElidedLabel(theme, short_path(place.where), theme.fonts.mono())
        where.setToolTip(_all_of(place))
        widgets: list[QWidget] = [IconView(theme, _ICONS.get(place.kind, "server")), where]
        widgets += self._remark(one)
        forget = IconButton(theme, "close", f"Forget the place {place.where}", PANE - 8)
        forget.clicked.connect(lambda: self.forget_asked.emit(self._secret, place))
        widgets.append(forget)
        self.add(*widgets, stretch=1, height=28)

    def _remark(self, one: PlaceNow) -> list[QWidget]:
        place, secret = one.place, self._secret
        behind = secret is not None and is_behind(place, secret)
        if one.gone:
            words, bad = "gone", True
        elif place.version:
            words, bad = f"still v{place.version}" if behind else f"v{place.version}", behind
        else:
            return []
        font = self.theme.fonts.ui(SMALL, Weight.LABEL)
        label = ElidedLabel(self.theme, words, font, "amber" if bad else "text2")
        return [MarkView(self.theme, Mark.WARNING if bad else Mark.GOOD), label]


def _all_of(place: Place) -> str:
    """The whole place, a line each: path, computer, repository."""
    lines = [place.where]
    lines += [f"on {place.host}"] if place.host else []
    lines += [f"repository {place.remote}"] if place.remote else []
    return "\n".join(lines)
