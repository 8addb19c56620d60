"""The first step of every way: it proves who is asking, and can be refused."""

from abc import abstractmethod

from PySide6.QtCore import Signal

from keystead.errors import KeysteadError
from keystead.gui.pages.change.kinds import WORDS, ChangeKind
from keystead.gui.pages.change.proof import Proof
from keystead.gui.pages.create.step import StepPage
from keystead.gui.pages.unlock_words import said_of
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.link import LinkLabel


class FirstStep(StepPage):
    """``other_way`` where the user has something else than what is asked for here."""

    other_way = Signal()

    def __init__(self, theme: Theme, kind: ChangeKind) -> None:
        words = WORDS[kind]
        super().__init__(theme, 1, words.heading, words.intro)

    @abstractmethod
    def given(self) -> Proof:
        """What was typed."""

    def show_refused(self, error: KeysteadError) -> None:
        """It does not open the vault, or something stands in the way."""
        said = said_of(error, "")
        self.say_problem(said.title or "That did not work", said.words or said.slot)

    def add_other_way(self, words: str) -> None:
        """A link below the fields."""
        self.other = LinkLabel(self.theme, words)
        self.other.clicked.connect(self.other_way)
        self.column.addSpacing(8)
        self.column.addWidget(self.other)
