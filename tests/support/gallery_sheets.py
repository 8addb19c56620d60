"""The sheets of the gallery: each control as it stands on a page."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from keystead.gui.theme.fonts import SMALL
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.age_bar import AgeBar
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, IconButton, Kind
from keystead.gui.widgets.checks import CheckBox, RadioButton
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.choices import ComboBox, DateField, SpinField
from keystead.gui.widgets.countdown import CountdownRing
from keystead.gui.widgets.empty_state import QuietEmpty
from keystead.gui.widgets.icon_view import Monogram
from keystead.gui.widgets.key_cap import KeyCap
from keystead.gui.widgets.labels import (
    ElidedLabel,
    hint,
)
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Mark, StateLabel
from keystead.gui.widgets.steps import StepRow
from keystead.gui.widgets.strength import StrengthMeter
from keystead.gui.widgets.text_field import SearchField, TextArea, TextField
from keystead.gui.widgets.toast import Toast
from tests.support.gallery_pages import create, detail, dialog, empty, unlock
from tests.support.gallery_parts import Ground, row_of

Sheet = Callable[[Theme], QWidget]


def controls(theme: Theme) -> QWidget:
    """Buttons, links, checks, choices, marks, bars."""
    page = Ground(theme)
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(14)
    menu_button = Button(theme, "New", Kind.PRIMARY, icon="plus")
    menu_button.setMenu(QMenu(menu_button))
    off = Button(theme, "Continue", Kind.PRIMARY)
    off.setEnabled(False)
    off2 = Button(theme, "Back")
    off2.setEnabled(False)
    column.addLayout(row_of(menu_button, Button(theme, "Filter", icon="filter"),
        Button(theme, "Continue", Kind.PRIMARY), Button(theme, "Cancel", Kind.GHOST),
        Button(theme, "Back"), off, off2))  # fmt: skip
    column.addLayout(row_of(Button(theme, "Rotate", height=28, icon="rotate"),
        Button(theme, "Revoke", Kind.DESTRUCTIVE, 28, "revoked"),
        Button(theme, "Export", height=28, icon="export"),
        IconButton(theme, "eye", "Show"), IconButton(theme, "copy", "Copy"),
        IconButton(theme, "more", "More"), LinkLabel(theme, "Show all"),
        LinkLabel(theme, "dashboard.stripe.com", icon="external"),
        KeyCap(theme, "Ctrl+V")))  # fmt: skip
    focused = Button(theme, "Deny")
    unlock = Button(theme, "Unlock", Kind.PRIMARY, 36)
    unlock.setFixedWidth(304)
    column.addLayout(row_of(focused, unlock))
    on, partly, dead = (CheckBox(theme, w) for w in ("Keep as a place", "Some", "Not now"))
    on.setChecked(True)
    partly.setCheckState(Qt.CheckState.PartiallyChecked)
    dead.setEnabled(False)
    column.addLayout(row_of(on, CheckBox(theme, "Off"), partly, dead))
    chosen = RadioButton(theme, "Write it as base64 under `GCP_PRIVATE_KEY_B64`")
    chosen.setChecked(True)
    column.addLayout(row_of(chosen, RadioButton(theme, "Leave it out; export 11 keys")))
    combo = ComboBox(theme, "Environment")
    combo.addItems(["prod", "staging", "dev"])
    spin = SpinField(theme, "Locks after", 1, 60, " min")
    spin.set_value(5)
    day, bad = DateField(theme, "Expires"), DateField(theme, "Expires")
    bad.edit.setText("2027-13-01")
    for field in (combo, spin, day, bad):
        field.setFixedWidth(200)
    column.addLayout(row_of(combo, spin, day, bad))
    column.addLayout(row_of(Chip(theme, "prod", "prod"), Chip(theme, "staging", "staging"),
        Chip(theme, "dev", "dev"), Chip(theme, "preview"), AgeBar(theme, 0, 90),
        AgeBar(theme, 52, 90), AgeBar(theme, 78, 90), AgeBar(theme, 101, 90),
        AgeBar(theme, 3, None)))  # fmt: skip
    column.addLayout(row_of(StateLabel(theme, Mark.CRITICAL, "Expired"),
        StateLabel(theme, Mark.WARNING, "Expiring"), StateLabel(theme, Mark.OVERLAP, "In overlap"),
        StateLabel(theme, Mark.ROTATE, "Rotation due"), StateLabel(theme, Mark.REVOKED, "Revoked"),
        StateLabel(theme, Mark.NOTE, "Note"), StateLabel(theme, Mark.GOOD, "Ignored by git"),
        StateLabel(theme, Mark.OPEN, "To do"), StateLabel(theme, Mark.CONFLICT, "Conflict"),
        spacing=16))  # fmt: skip
    rings = [CountdownRing(theme), CountdownRing(theme, 24, number=True), CountdownRing(theme, 120)]
    rings[0].set_remaining(21, 30)
    rings[1].set_remaining(14, 20)
    rings[2].set_remaining(16.8, 24)
    rings[2].set_words("16 h 48 min", "left of 24 h")
    meters = QVBoxLayout()
    for score, remark in ((0, "seconds to guess"), (2, "days to guess"), (4, "centuries to guess")):
        meter = StrengthMeter(theme)
        meter.setFixedWidth(360)
        meter.set_score(score, remark)
        meters.addWidget(meter)
    line = row_of(*rings, Monogram(theme, "S"), Monogram(theme, "Sg", 20))
    line.insertLayout(3, meters)
    column.addLayout(line)
    column.addWidget(StepRow(theme, ["New value", "Places", "Check", "End overlap"]))
    long = ElidedLabel(theme, "NEXT_PUBLIC_VERY_LONG_NAME_OF_A_KEY_FOR_ANALYTICS_AND_ADVERTS",
        theme.fonts.mono())  # fmt: skip
    long.setFixedWidth(220)
    column.addLayout(row_of(long, hint(theme, "a small hint")))
    column.addStretch(1)
    page.focused = focused  # type: ignore[attr-defined]
    focused.setFocus(Qt.FocusReason.TabFocusReason)
    return page


def fields(theme: Theme) -> QWidget:
    """Entry fields in each state, banners, a toast."""
    page = Ground(theme)
    outer = QHBoxLayout(page)
    outer.setContentsMargins(24, 24, 24, 24)
    outer.setSpacing(24)
    left, right = QVBoxLayout(), QVBoxLayout()
    outer.addLayout(left, 1)
    outer.addLayout(right, 1)
    left.addWidget(SearchField(theme, "Search 128 keys"))
    file = TextField(theme, "File", mono=True)
    file.set_text("~/src/shop-api/docker.env")
    wrong = TextField(theme, "Name", mono=True)
    wrong.set_text("2FAST")
    wrong.set_error("A name begins with a letter or an underscore.")
    good, off = TextField(theme, "Service"), TextField(theme, "Owner", placeholder="Nobody")
    good.set_ok("Known: Stripe, secret key")
    off.setEnabled(False)
    hinted = TextField(theme, "Tags", placeholder="billing, ci")
    hinted.set_hint("Separated by commas")
    shown = TextField(theme, "Passphrase", password=True)
    shown.set_text("correct horse")
    shown.show_password(True)
    area = TextArea(theme, "Value", mono=True)
    area.set_text("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----")
    for field in (file, wrong, good, off, hinted, shown, area):
        left.addWidget(field)
    left.addStretch(1)
    right.addWidget(Banner(theme, "info", "", "A `.env` file was dropped. Nothing is saved yet.",
        action="Preview", dismissable=True))  # fmt: skip
    right.addWidget(Banner(theme, "success", "The vault is ready", "Two sheets were printed."))
    warning = Banner(theme, "warning", "Docker cannot read a value with line breaks",
        "`GCP_PRIVATE_KEY` is a PEM key of 28 lines. Ways out:")  # fmt: skip
    first = RadioButton(theme, "Write it as base64 under `GCP_PRIVATE_KEY_B64`")
    first.setChecked(True)
    warning.body.addSpacing(4)
    warning.body.addWidget(first)
    warning.body.addWidget(RadioButton(theme, "Leave it out; export 11 keys"))
    right.addWidget(warning)
    right.addWidget(Banner(theme, "error", "The vault file could not be written",
        "The disk is full. Your last change is kept on this computer; free some space, then "
        "try again.", action="Try again", dismissable=True))  # fmt: skip
    right.addWidget(QuietEmpty(theme, "search", "Nothing found", "No key matches these words."))
    toast = Toast(theme, page)
    toast.show_message("STRIPE_SECRET_KEY moved to the trash", "Undo")
    file.edit.setFocus()
    return page


def icons(theme: Theme) -> QWidget:
    """Every icon."""

    class Sheet(Ground):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            painter = paint.begin(self)
            for number, name in enumerate(theme.icons.names()):
                x, y = number % 10 * 96 + 16, number // 10 * 64 + 12
                theme.icons.paint(painter, QRect(x, y, 16, 16), name, "text2")
                theme.icons.paint(painter, QRect(x + 28, y, 32, 32), name, "accent")
                area = QRect(x, y + 34, 92, 18)
                paint.text(painter, area, name, theme.fonts.ui(SMALL), theme.palette.text3)
            painter.end()

    return Sheet(theme)


def opened(theme: Theme) -> QWidget:
    """What opens: a menu, a list, a month; scroll bars and a table's header."""
    page = Ground(theme)
    row = QHBoxLayout(page)
    row.setContentsMargins(24, 24, 24, 24)
    row.setSpacing(24)
    menu = QMenu()
    for icon, words, keys in (("copy", "Copy value", "Ctrl+C"), ("edit", "Edit", "F2")):
        action = menu.addAction(theme.icon(icon), words)
        action.setShortcut(keys)
    menu.addSeparator()
    off = menu.addAction(theme.icon("rotate"), "Rotate")
    off.setEnabled(False)
    menu.setActiveAction(menu.actions()[0])
    menu.setWindowFlags(Qt.WindowType.Widget)
    table = QTableWidget(40, 3)
    table.setHorizontalHeaderLabels(["Name", "Service", "Expires"])
    table.horizontalHeader().setFixedHeight(28)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setItem(0, 0, QTableWidgetItem("STRIPE_SECRET_KEY"))
    field = DateField(theme, "Expires")
    field.set_day(date(2027, 1, 31))
    month = field.calendar()
    month.setWindowFlags(Qt.WindowType.Widget)
    for widget in (menu, table, month):
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    menu.show()
    page.kept = field  # type: ignore[attr-defined]
    return page


SHEETS: dict[str, tuple[Sheet, QSize]] = {
    "controls": (controls, QSize(1000, 700)),
    "fields": (fields, QSize(1000, 700)),
    "opened": (opened, QSize(1100, 420)),
    "unlock": (unlock, QSize(640, 560)),
    "create": (create, QSize(1280, 800)),
    "detail": (detail, QSize(640, 760)),
    "empty": (empty, QSize(1000, 700)),
    "dialog": (dialog, QSize(1000, 700)),
    "icons": (icons, QSize(1000, 480)),
}
