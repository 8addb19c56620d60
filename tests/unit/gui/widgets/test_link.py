"""A link acts by mouse and keys, and is underlined under the pointer."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.link import LinkLabel
from tests.support.pictures import shows


def test_it_acts(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    link = LinkLabel(theme, "Show all", parent=stage)
    link.show()
    with qtbot.waitSignal(link.clicked):
        qtbot.keyClick(link, Qt.Key.Key_Return)
    with qtbot.waitSignal(link.clicked):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)


def test_its_words_can_change(theme: Theme, stage: QWidget) -> None:
    link = LinkLabel(theme, "Show all", parent=stage)
    wide = link.sizeHint().width()
    link.set_words("Show")
    assert link.accessibleName() == "Show"
    assert link.minimumSizeHint().width() < wide


def test_it_is_painted_with_its_icon_and_focus(theme: Theme, stage: QWidget) -> None:
    link = LinkLabel(theme, "dashboard.stripe.com", icon="external", parent=stage)
    link.adjustSize()
    link.show()
    assert shows(link, theme.palette.accent_text, 20)
    link.setFocus(Qt.FocusReason.TabFocusReason)
    assert shows(link, theme.palette.accent, 60)
    link.setEnabled(False)
    assert shows(link, theme.palette.disabled)


def test_the_pointer_becomes_a_hand_only_where_it_acts(theme: Theme, stage: QWidget) -> None:
    link = LinkLabel(theme, "Show", parent=stage)
    link.show()
    event = QEnterEvent(QPointF(2, 2), QPointF(2, 2), QPointF(2, 2))
    QApplication.sendEvent(link, event)
    assert link.cursor().shape() is Qt.CursorShape.PointingHandCursor
    link.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert shows(link, theme.palette.accent_text, 20)
    link.setEnabled(False)
    QApplication.sendEvent(link, event)
    assert link.cursor().shape() is Qt.CursorShape.ArrowCursor
    assert event.type() is QEvent.Type.Enter


def test_a_name_that_has_no_room_is_shortened_and_told_whole(theme: Theme, stage: QWidget) -> None:
    name = "A" * 120
    link = LinkLabel(theme, name, parent=stage, shortens=True)
    assert link.minimumSizeHint().width() < 100 < link.sizeHint().width()
    link.show()
    link.resize(200, link.height())
    assert link.toolTip() == name
    assert shows(link, theme.palette.accent_text, 20)
    link.resize(link.sizeHint())
    assert link.toolTip() == ""
    short = LinkLabel(theme, "A", parent=stage, shortens=True)
    assert short.minimumSizeHint() == short.sizeHint()
