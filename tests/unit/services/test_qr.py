"""The way of window and command line to QR codes."""

from keystead.formats import qr as written
from keystead.services import qr


def test_it_is_the_one_of_formats():
    assert qr.matrix is written.matrix
    assert qr.terminal is written.terminal
