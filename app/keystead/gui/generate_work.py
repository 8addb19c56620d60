"""What the dialog that generates asks of the worker: values, and one's own presets.

A key pair takes seconds and a preset is a file, so neither is made in the window's thread.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from keystead.core.recipes import Recipe
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.services import generating, presets
from keystead.services.generating import Made
from keystead.services.owner import Owner

if TYPE_CHECKING:
    from keystead.gui.controller import VaultController

Failed = Callable[[KeysteadError], None]
Presets = dict[str, Recipe]


class Generating(Protocol):
    """Makes values and keeps presets; answers come later, in the window's thread."""

    def make(
        self, recipe: Recipe, key: SecretText | None, done: Callable[[Made], None], failed: Failed
    ) -> None:
        """A new value; ``failed`` for a recipe or key that does not fit."""
        ...

    def presets(self, done: Callable[[Presets], None], failed: Failed) -> None:
        """One's own presets by name."""
        ...

    def save_preset(
        self, name: str, recipe: Recipe, done: Callable[[Presets], None], failed: Failed
    ) -> None:
        """Keep a recipe under a name; all of one's own presets then."""
        ...


class GenerateWork:
    """Generating on the worker of an unlocked vault."""

    def __init__(self, controller: "VaultController") -> None:
        self._ask = controller.ask

    def make(
        self, recipe: Recipe, key: SecretText | None, done: Callable[[Made], None], failed: Failed
    ) -> None:
        """A new value."""
        self._ask(lambda owner: generating.make(recipe, owner.vault.clock.now(), key), done, failed)

    def presets(self, done: Callable[[Presets], None], failed: Failed) -> None:
        """One's own presets by name."""
        self._ask(_presets, done, failed)

    def save_preset(
        self, name: str, recipe: Recipe, done: Callable[[Presets], None], failed: Failed
    ) -> None:
        """Keep a recipe under a name; all of one's own presets then."""

        def work(owner: Owner) -> Presets:
            presets.save(owner.vault.host, owner.home.paths.config, name, recipe)
            return _presets(owner)

        self._ask(work, done, failed)


def _presets(owner: Owner) -> Presets:
    return presets.load(owner.vault.host, owner.home.paths.config)
