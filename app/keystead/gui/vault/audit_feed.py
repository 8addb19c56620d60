"""Brings the audit to its page piece by piece, each a job of its own for the worker."""

from PySide6.QtCore import QObject, Signal

from keystead.errors import KeysteadError
from keystead.gui.audit_work import Begun, begin
from keystead.gui.controller import VaultController
from keystead.services.audit import Wanted
from keystead.services.audit_reading import ROWS, Piece, Reading


class AuditFeed(QObject):
    """``begun`` gives a Begun, whose records take the place of all before; ``came`` a Piece
    that goes below; ``failed`` a KeysteadError.

    One demand brings ROWS records, or all there are, in as many pieces as it takes: where
    few of many are wanted, each piece is a short look, and others come between.
    """

    begun = Signal(object)
    came = Signal(object)
    failed = Signal(object)

    def __init__(self, controller: VaultController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._reading: Reading | None = None
        self._number = 0
        self._missing = 0
        self.busy = False
        self.ended = False
        self.looked = 0
        self.back_to = 0

    def start(self, wanted: Wanted) -> None:
        """Read anew, from the newest on; what is still under way is of no interest."""
        self._number += 1
        self._reading, self._missing = None, ROWS
        self.busy, self.ended, self.looked, self.back_to = True, False, 0, 0
        number = self._number
        self._controller.work(
            lambda owner: begin(owner, wanted),
            lambda found: self._began(found, number),
            lambda error: self._fail(error, number),
        )

    def more(self) -> None:
        """Go on, unless it does already, or there is nothing left."""
        if self._reading is not None and not self.busy and not self.ended:
            self._missing = ROWS
            self._go_on()

    def stop(self) -> None:
        """Forget what was read: nothing more arrives."""
        self._number += 1
        self._reading, self.busy = None, False

    def _began(self, found: Begun, number: int) -> None:
        if number == self._number:
            self._reading = found.reading
            self._take(found.piece)
            self.begun.emit(found)
            self._continue()

    def _take(self, piece: Piece) -> None:
        self._missing -= len(piece.records)
        self.ended, self.looked, self.back_to = piece.ended, piece.looked, piece.back_to
        self.busy = not piece.ended and self._missing > 0

    def _continue(self) -> None:
        if self.busy:
            self._go_on()

    def _go_on(self) -> None:
        reading, number = self._reading, self._number
        if reading is None:
            return
        self.busy = True
        self._controller.work(
            lambda _: reading.more(),
            lambda piece: self._came(piece, number),
            lambda error: self._fail(error, number),
        )

    def _came(self, piece: Piece, number: int) -> None:
        if number == self._number:
            self._take(piece)
            self.came.emit(piece)
            self._continue()

    def _fail(self, error: KeysteadError, number: int) -> None:
        if number == self._number:
            self._reading, self.busy = None, False
            self.failed.emit(error)
