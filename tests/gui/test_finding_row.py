"""A finding as a line."""

from pytestqt.qtbot import QtBot

from keystead.core.health import Finding, Next, Severity
from keystead.gui.vault.finding_row import FindingRow
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
