"""Import of a `.env` file: what it would change, then the change."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.import_preview import ImportDialog
from keystead.gui.models.import_preview import Item, What
from tests.support.window import OpenWindow

LEFT = Qt.MouseButton.LeftButton


def opened(window: OpenWindow, text: str | bytes, tmp_path: Path) -> ImportDialog:
    path = tmp_path / "shop.env"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    window.view.commands.files.import_from(path)
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, ImportDialog)
    return dialog


def lines(dialog: ImportDialog) -> tuple[Item, ...]:
    return dialog.list.rows.items


def items(dialog: ImportDialog) -> list[tuple[int, str, What]]:
    return [(one.line, one.name, one.what) for one in lines(dialog)]


def test_new_changed_and_same_are_told_and_imported(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path
):
    same = window.value(window.secret("GITHUB_TOKEN", "dev"))
    text = f"# shop\nNEW_KEY=abc\nGITHUB_TOKEN={same}\nHF_TOKEN=hf_another\n"
    dialog = opened(window, text, tmp_path)
    assert dialog.environment.chosen() == "dev"
    assert items(dialog) == [(2, "NEW_KEY", What.NEW), (3, "GITHUB_TOKEN", What.SAME),
                             (4, "HF_TOKEN", What.CHANGED)]  # fmt: skip
    assert dialog.summary.words() == "1 new, 1 changed, 1 same"
    assert dialog.button.text() == "Import 2 keys"
    qtbot.mouseClick(dialog.button, LEFT)
    window.settle()
    assert window.view.commands.dialog is None
    assert window.value(window.secret("NEW_KEY", "dev")) == "abc"
    assert len(window.secret("HF_TOKEN", "dev").versions) == 2
    assert len(window.secret("GITHUB_TOKEN", "dev").versions) == 1
    assert window.view.toast.words() == "2 keys imported into dev."


def test_a_line_that_is_overridden_is_listed_and_not_called_kept(
    window: OpenWindow, tmp_path: Path
):
    dialog = opened(window, "URL=1\nA-B=1\nC-D=2\nURL=2\n", tmp_path)
    assert items(dialog)[0] == (1, "URL", What.OVERRIDDEN)
    assert lines(dialog)[0].remark == "Line 4 has the same name, and counts"
    assert not lines(dialog)[0].takeable
    assert dialog.summary.words() == "1 new, 1 overridden, 2 invalid"
    assert not dialog.notes.isVisible()
    assert dialog.stopped.words().startswith("2 lines are invalid. Leave them out")


def test_another_environment_makes_another_plan(window: OpenWindow, tmp_path: Path):
    dialog = opened(window, "HF_TOKEN=hf_another\n", tmp_path)
    assert items(dialog) == [(1, "HF_TOKEN", What.CHANGED)]
    dialog.environment.choose("prod")
    window.settle()
    assert items(dialog) == [(1, "HF_TOKEN", What.NEW)]


def test_an_invalid_line_stands_in_the_way_until_it_is_left_out(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path
):
    dialog = opened(window, "GOOD=1\nNOT-A-NAME=2\n", tmp_path)
    assert items(dialog) == [(1, "GOOD", What.NEW), (2, "", What.INVALID)]
    assert "no variable name" in lines(dialog)[1].remark
    assert not dialog.button.isEnabled()
    assert dialog.stopped.words().startswith("1 line is invalid. Leave it out with the tick")
    dialog.save()
    window.settle()
    assert "GOOD" not in window.names()
    qtbot.mouseClick(dialog.leave_out, LEFT)
    assert dialog.stopped.words() == ""
    qtbot.mouseClick(dialog.button, LEFT)
    window.settle()
    assert window.value(window.secret("GOOD", "dev")) == "1"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"A=\xff\xfe\xfa\n", "UTF-8"), (b"A=1\0\n", "NUL"), (b"x" * 5_000_000, "")],
)
def test_a_file_that_is_none_is_told(window: OpenWindow, tmp_path: Path, data: bytes, words: str):
    dialog = opened(window, data, tmp_path)
    told = dialog.problem.words() + " ".join(one.remark for one in lines(dialog))
    assert words in told
    assert told
    assert not dialog.button.isEnabled()


def test_an_empty_file_says_so(window: OpenWindow, tmp_path: Path):
    dialog = opened(window, "# nothing\n", tmp_path)
    assert dialog.summary.words() == "There is nothing in this file."
    assert not dialog.button.isEnabled()


def test_a_file_that_is_gone_is_told(window: OpenWindow, tmp_path: Path):
    window.view.commands.files.import_from(tmp_path / "gone.env")
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, ImportDialog)
    assert "Nothing was imported" in dialog.problem.words()


def test_a_dropped_file_opens_it(window: OpenWindow, tmp_path: Path):
    path = tmp_path / ".env"
    path.write_text("DROPPED=1\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(500, 300), copy, data, left, none)
    QApplication.sendEvent(window.view, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPoint(500, 300), copy, data, left, none)
    QApplication.sendEvent(window.view, drop)
    window.settle()
    assert isinstance(window.view.commands.dialog, ImportDialog)


def test_what_is_no_single_file_cannot_be_dropped(window: OpenWindow):
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/.env")])
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    enter.ignore()
    window.view.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_ctrl_i_asks_for_a_file(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / ".env"
    path.write_text("A=1\n")
    answers = [("", ""), (str(path), "")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: answers.pop(0))
    for opens in (False, True):
        qtbot.keyClick(window.view.table, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        assert window.view.commands.dialog_open is opens
    window.settle()


def test_values_are_masked_and_what_each_line_does_is_told(window: OpenWindow, tmp_path: Path):
    text = (
        "STRIPE_NEW=sk_live_" + "8f2a" * 9 + "\nHF_TOKEN=hf_another\nNOTHING=\n"
        "PLAIN=correct horse battery\n"
    )
    dialog = opened(window, text, tmp_path)
    found = lines(dialog)
    assert [one.what for one in found] == [What.NEW, What.CHANGED, What.EMPTY, What.NEW]
    assert found[0].shown == "sk_live_" + "•" * 18
    assert found[0].remark == "Stripe API key"
    assert found[1].remark == "v1 stays valid for 48 h"
    assert found[2].remark == "No value, so no key"
    assert found[3].shown == "•" * 18
    told = repr(found) + dialog.summary.words() + dialog.accessibleName()
    assert "8f2a" not in told
    assert "horse" not in told
    assert dialog.summary.words() == "2 new, 1 changed, 1 empty"


def test_only_what_is_ticked_is_imported(window: OpenWindow, qtbot: QtBot, tmp_path: Path):
    dialog = opened(window, "A_KEY=1\nB_KEY=2\nHF_TOKEN=hf_another\n", tmp_path)
    dialog.list.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.button.text() == "Import 2 keys"
    at = QPoint(18, dialog.list.visualRect(dialog.list.rows.index(2)).center().y())
    qtbot.mouseClick(dialog.list.viewport(), LEFT, pos=at)
    assert dialog.button.text() == "Import 1 key"
    qtbot.mouseClick(dialog.button, LEFT)
    window.settle()
    assert window.view.toast.words() == "1 key imported into dev."
    assert "A_KEY" in window.names()
    assert "B_KEY" not in window.names()
    assert len(window.secret("HF_TOKEN", "dev").versions) == 1


def test_references_are_kept_as_written_and_said_so(window: OpenWindow, tmp_path: Path):
    dialog = opened(window, "URL=https://${HOST}/\n", tmp_path)
    assert dialog.notes.isVisible()
    assert "Line 1, URL" in dialog.notes.words()


def test_pasted_lines_are_an_import(window: OpenWindow, qtbot: QtBot):
    QGuiApplication.clipboard().setText("# shop\nexport A_KEY=1\nB_KEY='two words'\n")
    qtbot.keyClick(window.view.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, ImportDialog)
    assert dialog.title.words() == "Import what was pasted"
    assert items(dialog) == [(2, "A_KEY", What.NEW), (3, "B_KEY", What.NEW)]
    qtbot.mouseClick(dialog.button, LEFT)
    window.settle()
    assert window.value(window.secret("B_KEY", "dev")) == "two words"
