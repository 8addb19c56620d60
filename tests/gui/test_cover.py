from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.gui.vault.cover import Cover


def test_it_has_a_name_and_a_way_back(theme, qtbot):
    cover = Cover(theme, "Keys to rotate", "Words below.")
    qtbot.addWidget(cover)
    cover.show()
    assert cover.accessibleName() == "Keys to rotate"
    assert cover.back.accessibleName() == "Back to the keys"
    with qtbot.waitSignal(cover.closed):
        QTest.keyClick(cover, Qt.Key.Key_Escape)
    QTest.keyClick(cover, Qt.Key.Key_A)
