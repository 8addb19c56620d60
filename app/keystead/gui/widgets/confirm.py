"""A question before something that cannot be undone.  To leave it as it is has the focus."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.labels import Paragraph


class ConfirmDialog(DialogFrame):
    """``yes`` is called when the destructive button was pressed, and nothing else."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        title: str,
        words: str,
        button: str,
        yes: Callable[[], None],
        stay: str = "Cancel",
    ) -> None:
        """``button`` does it; ``stay`` does nothing, as Esc."""
        super().__init__(theme, window, title, width=440)
        self._yes = yes
        self.content.addWidget(Paragraph(theme, words))
        self.footer.addStretch(1)
        self.no = Button(theme, stay)
        self.no.clicked.connect(self.cancel)
        self.sure = Button(theme, button, Kind.DESTRUCTIVE)
        self.sure.clicked.connect(self._confirmed)
        self.footer.addWidget(self.no)
        self.footer.addWidget(self.sure)

    def ask(self) -> None:
        """Open it."""
        self.open(self.no)

    def _confirmed(self) -> None:
        self.end()
        self._yes()
