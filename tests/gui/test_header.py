"""The header: the sorted column stands out."""

from PySide6.QtWidgets import QApplication

from keystead.gui.theme.metrics import HEADER
from tests.support.window import OpenWindow


def test_it_is_28_high_and_repaints_when_the_order_changes(window: OpenWindow):
    header = window.view.table.header_
    assert header.height() == HEADER == header.sizeHint().height()
    by_expiry = header.viewport().grab().toImage()
    header.sectionClicked.emit(0)
    QApplication.processEvents()
    by_name = header.viewport().grab().toImage()
    assert by_name != by_expiry
    header.sectionClicked.emit(0)
    QApplication.processEvents()
    assert header.viewport().grab().toImage() != by_name


def test_the_scroll_bar_begins_below_it(window: OpenWindow):
    bar = window.view.table.verticalScrollBar()
    assert bar.isVisible()
    top = bar.mapTo(window.view.table, bar.rect().topLeft()).y()
    assert top >= HEADER
