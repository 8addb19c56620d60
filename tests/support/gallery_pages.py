"""Pages of the gallery, after the mock-ups: unlock, create, detail, dialog, empty."""

import segno
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.secret_types import SecretText
from keystead.gui.theme.fonts import BASE, LEAD, Weight
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.age_bar import Bar
from keystead.gui.widgets.buttons import Button, IconButton, Kind
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.code_cells import CodeCells
from keystead.gui.widgets.countdown import CountdownRing
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.empty_state import EmptyState
from keystead.gui.widgets.icon_view import IconView, Monogram
from keystead.gui.widgets.labels import (
    ElidedLabel,
    Paragraph,
    SectionHeader,
    Separator,
    label,
    title,
)
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Mark, Message
from keystead.gui.widgets.masked_value import MaskedValueBox, TextBox
from keystead.gui.widgets.nav_list import Look, NavList
from keystead.gui.widgets.qr_view import QrView
from keystead.gui.widgets.steps import NumberedStep, Step, StepPane
from keystead.gui.widgets.text_field import TextField
from keystead.gui.widgets.timeline import Timeline
from tests.support.gallery_parts import Ground, row_of


def unlock(theme: Theme) -> QWidget:
    """The unlock page with an error, after picture 02b."""
    page = Ground(theme, "side")
    outer = QHBoxLayout(page)
    outer.addStretch(1)
    column = QVBoxLayout()
    outer.addLayout(column)
    outer.addStretch(1)
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(IconView(theme, "logo", "accent", 36), 0, Qt.AlignmentFlag.AlignHCenter)
    column.addSpacing(20)
    name = title(theme, "Harbour Studio")
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(name)
    row.addWidget(IconView(theme, "chevrons"))
    row.addStretch(1)
    column.addLayout(row)
    column.addWidget(ElidedLabel(theme, "~/Sync/harbour.keystead", theme.fonts.mono(weight=400),
        "text2", Qt.AlignmentFlag.AlignHCenter))  # fmt: skip
    column.addSpacing(30)
    passphrase = TextField(theme, "Passphrase", password=True, height=36)
    passphrase.setFixedWidth(304)
    passphrase.set_text("correct horse battery")
    passphrase.set_error("")
    column.addWidget(passphrase)
    column.addSpacing(14)
    ring = CountdownRing(theme)
    ring.set_remaining(18, 30)
    row = QHBoxLayout()
    row.addWidget(label(theme, "Code from your authenticator"))
    row.addStretch(1)
    row.addWidget(ring)
    row.addWidget(ElidedLabel(theme, "18 s", colour="text2"))
    column.addLayout(row)
    column.addSpacing(4)
    cells = CodeCells(theme)
    cells.set_state("error")
    column.addWidget(cells)
    column.addSpacing(11)
    message = Message(theme, reserve=44)
    message.setFixedWidth(304)
    message.show_message("Passphrase or code is wrong. If you are sure, wait for the next code.")
    column.addWidget(message)
    column.addSpacing(13)
    column.addWidget(Button(theme, "Unlock", Kind.PRIMARY, 36))
    column.addSpacing(18)
    row = QHBoxLayout()
    row.addWidget(LinkLabel(theme, "Lost phone or passphrase"))
    row.addStretch(1)
    row.addWidget(LinkLabel(theme, "Open another vault"))
    column.addLayout(row)
    column.addStretch(1)
    cells.setFocus(Qt.FocusReason.OtherFocusReason)
    return page


def create(theme: Theme) -> QWidget:
    """The second step of creation, after picture 03."""
    page = Ground(theme)
    outer = QHBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    pane = StepPane(theme, "New vault", [Step("Passphrase", "Harbour Studio"),
        Step("Authenticator", "A code for every unlock"), Step("Emergency Kit",
        "Two sheets, kept apart"), Step("Check", "Unlock once, then start")],
        "Nothing here leaves this computer.\nThere is no account.")  # fmt: skip
    pane.set_current(1)
    outer.addWidget(pane)
    column = QVBoxLayout()
    column.setContentsMargins(56, 38, 56, 16)
    column.setSpacing(0)
    outer.addLayout(column, 1)
    column.addWidget(ElidedLabel(theme, "Step 2 of 4", colour="text2"))
    column.addWidget(title(theme, "Add this vault to your authenticator"))
    column.addSpacing(6)
    words = Paragraph(theme, "Each unlock asks for your passphrase and a code. The code is "
        "part of the key, so a copied vault file cannot be opened with the passphrase "
        "alone.")  # fmt: skip
    words.setFixedWidth(620)
    column.addWidget(words)
    column.addSpacing(32)
    row = QHBoxLayout()
    row.setSpacing(56)
    column.addLayout(row)
    left = QVBoxLayout()
    row.addLayout(left)
    uri = "otpauth://totp/Keystead%20Harbour%20Studio:mara-laptop?secret=" + "MZ4HQ2LTOBSWK3DJ" * 2
    matrix = [[bool(cell) for cell in line] for line in segno.make(uri, error="m").matrix]
    left.addWidget(QrView(theme, matrix))
    left.addStretch(1)
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    row.addLayout(grid)
    row.addStretch(1)
    top = Qt.AlignmentFlag.AlignTop
    for number, name in enumerate(
        ("Scan this code with your authenticator", "Or type the secret into it",
         "Enter the code it shows now")):  # fmt: skip
        grid.addWidget(NumberedStep(theme, number + 1), number * 3, 0, top)
        font = theme.fonts.ui(BASE, Weight.HEADING)
        grid.addWidget(ElidedLabel(theme, name, font), number * 3, 1)
        grid.setRowMinimumHeight(number * 3 + 2, 16)
    grid.addWidget(
        Paragraph(theme, "Any app for time-based codes will do: 6 digits, 30 seconds."), 1, 1
    )
    box = TextBox(theme, ["MZ4H Q2LT OBSW K3DJ", "NF2G S5DJ ORUW 63TP"], "Secret")
    box.setFixedWidth(304)
    grid.addWidget(box, 4, 1)
    cells = CodeCells(theme)
    cells.paste_text("417 032")
    cells.set_state("ok")
    grid.addWidget(cells, 7, 1)
    message = Message(theme)
    message.show_message("The code matches. Your clock is right to within 2 s.", Mark.GOOD)
    grid.addWidget(message, 8, 1)
    grid.setRowStretch(9, 1)
    column.addStretch(1)
    column.addWidget(Separator(theme))
    column.addSpacing(14)
    row = QHBoxLayout()
    row.addWidget(Button(theme, "Back"))
    row.addStretch(1)
    row.addWidget(Button(theme, "Cancel", Kind.GHOST))
    row.addWidget(Button(theme, "Continue", Kind.PRIMARY))
    column.addLayout(row)
    return page


def detail(theme: Theme) -> QWidget:
    """The detail pane of picture 01, beside the sidebar."""
    page = Ground(theme)
    outer = QHBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(_sidebar(theme))
    outer.addWidget(Separator(theme, upright=True))
    outer.addStretch(1)
    pane = QWidget()
    pane.setFixedWidth(340)
    outer.addWidget(pane)
    column = QVBoxLayout(pane)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(8)
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(Monogram(theme, "S"))
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(ElidedLabel(theme, "STRIPE_SECRET_KEY", theme.fonts.mono(LEAD, Weight.BOLD)))
    names.addLayout(row_of(ElidedLabel(theme, "Stripe"), Chip(theme, "prod", "prod")))
    head.addLayout(names, 1)
    head.addWidget(IconButton(theme, "more", "More"), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    column.addWidget(Paragraph(theme, "Charges and refunds in the EU shop. Used by shop-api and "
        "the nightly payout job."))  # fmt: skip
    box = MaskedValueBox(theme, "sk_live_")
    box.set_remaining(14, 20)
    column.addWidget(box)
    held = MaskedValueBox(theme, "sk_live_")
    held.eye.pressed.emit()
    held.show_value(SecretText("sk_live_51HexampleexampleexampleexampleexampleexampleexampleQx"))
    column.addWidget(held)
    row = QHBoxLayout()
    for words, kind, icon in (("Rotate", Kind.SECONDARY, "rotate"),
        ("Revoke", Kind.DESTRUCTIVE, "revoked"), ("Export", Kind.SECONDARY, "export")):  # fmt: skip
        row.addWidget(Button(theme, words, kind, 28, icon), 1)
    column.addLayout(row)
    column.addSpacing(8)
    column.addWidget(Separator(theme))
    column.addWidget(SectionHeader(theme, "Versions", link="History"))
    line = Timeline(theme, "Versions")
    line.add("full", "v7", "Current", "today 12:31", "Created by Mara Lindqvist, 107 characters")
    old = line.add(
        "half", "v6", "Previous", "16 h 48 min left", "Still valid until Mon 23 Nov, 12:31"
    )
    bar = Bar(theme, "Left of the overlap")
    bar.set_share(0.3)
    old.body.addSpacing(4)
    old.body.addWidget(bar)
    line.add("hollow", "v5", "Retired", "5 older versions")
    column.addWidget(line)
    column.addWidget(Separator(theme))
    column.addWidget(SectionHeader(theme, "Details", link="Edit"))
    grid = QGridLayout()
    grid.setColumnMinimumWidth(0, 92)
    grid.setColumnStretch(1, 1)
    grid.setSpacing(4)
    for number, (name, value) in enumerate((("Rotation", "every 30 days, next 22 Dec"),
        ("Owner", "Mara Lindqvist"))):  # fmt: skip
        grid.addWidget(ElidedLabel(theme, name, colour="text3"), number, 0)
        grid.addWidget(ElidedLabel(theme, value), number, 1)
    column.addLayout(grid)
    column.addStretch(1)
    return page


def _sidebar(theme: Theme) -> QWidget:
    side = Ground(theme, "side")
    side.setFixedWidth(199)
    column = QVBoxLayout(side)
    column.setContentsMargins(8, 52, 8, 8)
    nav = NavList(theme, "Views")
    nav.add("overview", "Overview", Look("overview"))
    nav.add_gap()
    nav.add("all", "All keys", Look("list"), "128")
    nav.add("attention", "Needs attention", Look("warning")).set_right("7", "amber")
    nav.add("expiring", "Expiring", Look("clock"), "4")
    nav.add("rotation", "Rotation due", Look("rotate"), "3")
    nav.add("overlap", "In overlap", Look("overlap"), "2")
    nav.add("revoked", "Revoked", Look("revoked"), "9")
    nav.add("trash", "Trash", Look("trash"), "3")
    nav.add_heading("Environments")
    for name, count in (("prod", "51"), ("staging", "31"), ("dev", "46")):
        nav.add(name, name, Look(dot=name), count)
    nav.add_heading("Services")
    nav.add("github", "GitHub", Look(tile="G"), "11")
    nav.add("aws", "AWS", Look(tile="A"), "14")
    nav.add_heading("Tags")
    nav.add("billing", "billing", Look("tag"), "12")
    nav.set_current("all")
    column.addWidget(nav)
    column.addStretch(1)
    return side


def dialog(theme: Theme) -> QWidget:
    """A dialog over a page."""
    page = empty(theme)
    frame = DialogFrame(theme, page, "Export 12 keys", width=620, height=420)
    frame.title_row.addWidget(Chip(theme, "prod", "prod"))
    row = QHBoxLayout()
    readers = NavList(theme, "Who reads the file", row=32, ground="accent_soft")
    for key, words, right in (("dotenv", "dotenv, general", ".env"), ("node", "Node", "--env-file"),
        ("docker", "Docker", "--env-file")):  # fmt: skip
        readers.add(key, words, right=right)
    readers.set_current("docker")
    readers.setFixedWidth(220)
    row.addWidget(readers, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Paragraph(theme, "What the file will hold."), 1, Qt.AlignmentFlag.AlignTop)
    frame.content.addLayout(row)
    keep = CheckBox(theme, "Keep as a place, rewrite on rotation")
    keep.setChecked(True)
    frame.footer.addWidget(keep)
    frame.footer.addStretch(1)
    frame.footer.addWidget(Button(theme, "Cancel"))
    frame.footer.addWidget(Button(theme, "Export 12 keys", Kind.PRIMARY))
    page.resize(1000, 700)
    page.show()
    QApplication.processEvents()
    frame.open()
    return page


def empty(theme: Theme) -> QWidget:
    """The empty vault, after picture 07."""
    page = Ground(theme)
    column = QVBoxLayout(page)
    state = EmptyState(theme, "Put the first key in", "The vault is ready and empty. Paste or drop "
        "anything you have; nothing is saved before you have seen it.")  # fmt: skip
    state.add_way("clipboard", "Paste a key", "Service, kind and expiry are read off the value",
        "Paste", "Ctrl+V")  # fmt: skip
    state.add_way("import", "Drop a .env file anywhere in this window",
        "Or a KeePass, 1Password or Bitwarden export", "Choose")  # fmt: skip
    state.add_way("key", "New key", "Type it, or let Keystead generate one", "New key", "Ctrl+N")
    column.addWidget(state)
    return page
