"""A finding as a line."""

from pytestqt.qtbot import QtBot

from keystead.core.health import Finding, Next, Severity
from keystead.gui.vault.finding_row import FindingRow
from keystead.gui.widgets.labels import ElidedLabel
from tests.support.window import OpenWindow


def test_the_button_says_what_to_do(window: OpenWindow, qtbot: QtBot):
    words = {
        Next.ROTATE: "Rotate", Next.EDIT: "Edit", Next.EXPORT: "Export", Next.OPEN: "Open",
        Next.REVOKE: "Revoke",
    }  # fmt: skip
    for then, said in words.items():
        finding = Finding("weak", Severity.NOTE, b"s", "A", "dev", "Weak", "Do it.", then)
        row = FindingRow(window.view.theme, finding)
        qtbot.addWidget(row)
        assert row.button.text() == said
        assert row.accessibleName() == "Note: dev/A. Weak. Do it."
        with qtbot.waitSignal(row.acted) as acted:
            row.button.click()
        assert acted.args == [finding, then]


def test_a_long_name_makes_no_page_wider(window: OpenWindow, qtbot: QtBot):
    finding = Finding("weak", Severity.NOTE, b"s", "A" * 120, "dev", "Weak", "Do.", Next.ROTATE)
    row = FindingRow(window.view.theme, finding)
    qtbot.addWidget(row)
    assert row.minimumSizeHint().width() < 400
    row.resize(393, row.height())
    row.show()
    (words,) = (one for one in row.findChildren(ElidedLabel) if one.words() == "Weak")
    assert words.toolTip() == ""
