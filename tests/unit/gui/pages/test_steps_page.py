import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.gui.pages.create.step import StepPage
from keystead.gui.pages.steps_page import StepsPage
from keystead.gui.widgets.confirm import ConfirmDialog
from keystead.gui.widgets.steps import Step


class Wary(StepPage):
    """Complains until it is told not to."""

    missing = True

    def complain(self):
        return self.missing


class Two(StepsPage):
    """Two steps."""

    def _go_on(self):
        self.go_to(self.current + 1)


@pytest.fixture
def page(theme, stage):
    steps = [(Step(name), Wary(theme, 0, name, "")) for name in ("One", "Other")]
    made = Two(theme, "Way", steps, "Nothing yet.", stage)
    made.setGeometry(stage.rect())
    made.go_to(0)
    made.show()
    return made


def test_what_is_missing_keeps_the_step(page):
    QTest.mouseClick(page.forward, Qt.MouseButton.LeftButton)
    assert page.current == 0
    page.step.missing = False
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert page.current == 1
    assert page.step.counted.words() == "Step 2 of 2"
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page.current == 0
    assert not page.back.isVisible()
    page.go_back()
    assert page.current == 0


def test_esc_leaves_unless_something_is_under_way(page, qtbot):
    page._set_busy(True)
    page.left.connect(lambda: pytest.fail("left while busy"))
    QTest.keyClick(page, Qt.Key.Key_Escape)
    page.left.disconnect()
    page.wipe()
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def asked(page: StepsPage) -> ConfirmDialog:
    """The question over the page."""
    assert page._asking is not None
    return page._asking


def test_what_would_be_lost_is_asked_for(page, qtbot, monkeypatch):
    monkeypatch.setattr(page, "_lost", lambda: "The sheets are of no use then.")
    page.left.connect(lambda: pytest.fail("left without a question"))
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Escape):
        QTest.keyClick(page, key)
    QTest.keyClick(asked(page), Qt.Key.Key_Escape)
    assert page._asking is None
    page.left.disconnect()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.left):
        asked(page).sure.click()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    page.wipe()
    assert page._asking is None


def test_a_way_says_what_continue_does(theme, stage):
    step = Wary(theme, 0, "One", "")
    step.missing = False
    page = StepsPage(theme, "Way", [(Step("One"), step)], "", stage)
    with pytest.raises(NotImplementedError):
        page.go_on()


def test_a_second_enter_while_work_is_under_way_presses_nothing(page, qtbot):
    page.step.missing = False
    page.cancel.setFocus()
    page._set_busy(True)
    focused = page.window().focusWidget()
    assert focused is page
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert page.current == 0
