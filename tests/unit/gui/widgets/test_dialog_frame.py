"""A dialog in the window: it covers, it traps the focus, it gives the focus back."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Scheme, Theme
from keystead.gui.widgets.buttons import Button, IconButton, Kind
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.text_field import TextField
from tests.support.pictures import picture


class Scene:
    """A page with a button, and a dialog with a field and two buttons over it."""

    def __init__(self, theme: Theme, stage: QWidget) -> None:
        column = QVBoxLayout(stage)
        self.behind = Button(theme, "Export")
        column.addWidget(self.behind)
        self.frame = DialogFrame(theme, stage, "Export 12 keys", width=500)
        self.field = TextField(theme, "File")
        self.frame.content.addWidget(self.field)
        self.cancel = Button(theme, "Cancel")
        self.go = Button(theme, "Export 12 keys", Kind.PRIMARY)
        self.frame.footer.addWidget(self.cancel)
        self.frame.footer.addWidget(self.go)
        self.behind.setFocus()


@pytest.fixture
def scene(theme: Theme, stage: QWidget, qtbot: QtBot) -> Scene:
    scene = Scene(theme, stage)
    qtbot.waitUntil(scene.behind.isVisible)
    scene.behind.setFocus()
    return scene


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def test_it_covers_the_window_and_gives_the_first_control_the_focus(
    scene: Scene, stage: QWidget
) -> None:
    assert scene.frame.isHidden()
    scene.frame.open()
    assert scene.frame.geometry() == stage.rect()
    assert scene.frame.box.width() == 500
    assert focused() is scene.field.edit
    assert abs(scene.frame.box.geometry().center().y() - stage.rect().center().y()) <= 1


def test_the_focus_can_be_given_to_another(scene: Scene) -> None:
    scene.frame.open(scene.cancel)
    assert focused() is scene.cancel


def test_tab_goes_round_inside(scene: Scene, qtbot: QtBot) -> None:
    scene.frame.open()
    seen = []
    for _ in range(4):
        now = focused()
        assert now is not None
        seen.append(now.accessibleName())
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    assert seen == ["File", "Cancel", "Export 12 keys", "Close"]
    assert focused() is scene.field.edit
    qtbot.keyClick(scene.field.edit, Qt.Key.Key_Backtab)
    assert isinstance(focused(), IconButton)


def test_tab_goes_on_from_a_spin_box(scene: Scene, qtbot: QtBot) -> None:
    """The line inside of one is no place of its own: from there Tab came back to the box."""
    spin = QSpinBox()
    scene.frame.content.addWidget(spin)
    scene.frame.open(spin)
    qtbot.keyClick(spin, Qt.Key.Key_Tab)
    assert focused() is scene.cancel
    qtbot.keyClick(scene.cancel, Qt.Key.Key_Backtab)
    assert focused() is spin


def test_what_is_hidden_or_off_gets_no_focus(scene: Scene) -> None:
    scene.go.hide()
    scene.frame.open(scene.go)
    assert focused() is scene.field.edit
    scene.frame.end()
    scene.go.show()
    scene.go.setEnabled(False)
    scene.frame.open(scene.go)
    assert focused() is scene.field.edit


def test_without_a_focus_before_the_window_gets_it(scene: Scene, stage: QWidget) -> None:
    scene.behind.clearFocus()
    scene.frame.open()
    scene.frame.end()
    assert focused() is stage


def test_tab_comes_in_from_outside(scene: Scene) -> None:
    scene.frame.open()
    scene.behind.setFocus()
    assert scene.frame.focusNextPrevChild(True)
    assert focused() is scene.field.edit
    scene.behind.setFocus()
    assert scene.frame.focusNextPrevChild(False)
    assert isinstance(focused(), IconButton)


def test_esc_cancels_and_gives_the_focus_back(scene: Scene, qtbot: QtBot) -> None:
    scene.frame.open()
    with qtbot.waitSignals([scene.frame.cancelled, scene.frame.ended]):
        qtbot.keyClick(scene.field.edit, Qt.Key.Key_Escape)
    assert scene.frame.isHidden()
    assert focused() is scene.behind


def test_the_cross_cancels(scene: Scene, qtbot: QtBot) -> None:
    scene.frame.open()
    cross = scene.frame.header.findChild(IconButton)
    assert cross is not None
    with qtbot.waitSignal(scene.frame.cancelled):
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)


def test_ending_is_not_cancelling_and_happens_once(scene: Scene, qtbot: QtBot) -> None:
    scene.frame.open()
    ended: list[bool] = []
    scene.frame.ended.connect(lambda: ended.append(True))
    with qtbot.assertNotEmitted(scene.frame.cancelled):
        scene.frame.end()
        scene.frame.end()
        scene.frame.cancel()
    assert ended == [True]


def test_what_had_the_focus_may_be_gone(scene: Scene, qtbot: QtBot) -> None:
    scene.frame.open()
    scene.behind.deleteLater()
    QApplication.sendPostedEvents(scene.behind, 52)
    scene.frame.end()
    assert scene.frame.isHidden()


def test_it_follows_the_window_and_its_content(scene: Scene, stage: QWidget, qtbot: QtBot) -> None:
    scene.frame.open()
    high = scene.frame.box.height()
    stage.resize(400, 500)
    qtbot.waitUntil(lambda: scene.frame.geometry() == stage.rect())
    assert scene.frame.box.width() == 400 - 48
    scene.frame.content.addWidget(QLabel("one more line"))
    qtbot.waitUntil(lambda: scene.frame.box.height() > high)


def test_the_page_behind_is_dimmed(scene: Scene, stage: QWidget, theme: Theme) -> None:
    before = picture(stage).pixelColor(5, 5)
    scene.frame.open()
    assert picture(stage).pixelColor(5, 5).lightness() < before.lightness()
    inside = scene.frame.box.geometry().topLeft()
    assert picture(stage).pixelColor(inside.x() + 30, inside.y() + 4) == theme.palette.raised


def test_the_dark_one_has_a_line(
    scene: Scene, stage: QWidget, theme: Theme, qapp: QApplication
) -> None:
    theme.apply(qapp, Scheme.DARK)
    scene.frame.open()
    box = scene.frame.box.geometry()
    assert picture(stage).pixelColor(box.x(), box.center().y()) == theme.palette.border


def test_a_bare_one_is_only_a_box(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    frame = DialogFrame(theme, stage, "Commands", width=620, height=400, top=96, bare=True)
    frame.open()
    assert frame.box.geometry().top() == 96
    assert frame.box.height() == 400
    assert frame.focusNextPrevChild(True)
    qtbot.keyClick(frame, Qt.Key.Key_A)
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert frame.isHidden()


def test_a_box_that_shrinks_leaves_no_shadow_behind(scene: Scene, qtbot: QtBot) -> None:
    label = QLabel("high")
    label.setFixedHeight(200)
    scene.frame.content.addWidget(label)
    scene.frame.open()
    qtbot.wait(10)
    before = scene.frame.box.geometry()
    painted = Painted()
    scene.frame.installEventFilter(painted)
    label.setFixedHeight(20)
    qtbot.waitUntil(lambda: scene.frame.box.height() < before.height())
    below = QPoint(before.center().x(), before.bottom() + 20)
    qtbot.waitUntil(lambda: painted.region.contains(below))


class Painted(QObject):
    """Notes what is painted anew."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False
