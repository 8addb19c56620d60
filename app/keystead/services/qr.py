"""QR codes for the window and the command line, which may not ask formats."""

from keystead.formats.qr import Matrix as Matrix
from keystead.formats.qr import matrix as matrix
from keystead.formats.qr import terminal as terminal

__all__ = ["Matrix", "matrix", "terminal"]
