from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from keystead.core.secret_types import SecretText
from keystead.gui import printing
from keystead.gui.pages.create.kit_step import KitStep
from keystead.gui.sheets import SheetDesk
from keystead.services.kit_sheets import Sheet, SheetKind
from keystead.system.errors import DiskFull

CODE = SecretText("AAAA-BBBB-CCCC-DDDD-EEEEE")


class FakeMaker:
    """Notes what is to be saved."""

    def __init__(self):
        self.saved = []
        self.error = None

    def sheet(self, kind):
        return Sheet(kind, "Work", CODE, "2026-01-01")

    def save_sheet(self, sheet, folder, pdf, done, failed):
        if self.error is not None:
            failed(self.error)
            return
        self.saved.append((sheet.kind, folder, pdf))
        done(folder / sheet.file_name("txt" if pdf is None else "pdf"))


@pytest.fixture
def step(theme, stage):
    made = KitStep(theme)
    made.setParent(stage)
    made.show()
    return made


@pytest.fixture
def maker():
    return FakeMaker()


@pytest.fixture
def desk(theme, stage, step, maker):
    return SheetDesk(stage, theme.fonts, step, maker)


def test_a_sheet_is_saved_as_text_or_pdf(desk, step, maker, monkeypatch):
    folders = ["", "/away", "/away"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folders.pop(0))
    card = step.cards[SheetKind.SECRET_KEY]
    card.save.click()
    assert maker.saved == []
    card.save.click()
    assert maker.saved == [(SheetKind.SECRET_KEY, Path("/away"), None)]
    assert "work-secret-key.txt" in card.message.words()
    card.pdf.click()
    assert maker.saved[1][2].reveal().startswith(b"%PDF")
    assert "work-secret-key.pdf" in card.message.words()


def test_what_cannot_be_saved_is_told_at_the_sheet(desk, step, maker):
    maker.error = DiskFull("The disk is full.")
    desk.save_into(SheetKind.RECOVERY, Path("/away"))
    assert step.cards[SheetKind.RECOVERY].message.words() == "The disk is full."


def test_printing_goes_through_the_preview(desk, step, monkeypatch):
    shown = []

    def preview(sheet, *_):
        shown.append(sheet)
        return len(shown) > 1

    monkeypatch.setattr(printing, "print_sheet", preview)
    card = step.cards[SheetKind.RECOVERY]
    card.print.click()
    assert card.message.words() == ""
    card.print.click()
    assert "Sent to the printer" in card.message.words()
    assert shown[0].code == CODE
