"""A question before what was typed is lost.  To keep it has the focus."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.labels import Paragraph


class DiscardDialog(DialogFrame):
    """``yes`` is called when what was typed may go; Esc keeps it."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        title: str,
        words: str,
        yes: Callable[[], None],
        stay: str = "Go on",
        leave: str = "Discard",
    ) -> None:
        """``stay`` and ``leave``: what stands on the two buttons."""
        super().__init__(theme, window, title, width=440)
        self._yes = yes
        self.content.addWidget(Paragraph(theme, words))
        self.footer.addStretch(1)
        self.leave = Button(theme, leave, Kind.DESTRUCTIVE)
        self.leave.clicked.connect(self._confirmed)
        self.stay = Button(theme, stay)
        self.stay.clicked.connect(self.cancel)
        self.footer.addWidget(self.stay)
        self.footer.addWidget(self.leave)

    def ask(self) -> None:
        """Open it."""
        self.open(self.stay)

    def _confirmed(self) -> None:
        self.end()
        self._yes()
