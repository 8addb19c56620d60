"""What a person decides about the vault file, from its banners."""

from typing import TYPE_CHECKING

from keystead.gui.controller import VaultController
from keystead.gui.vault.file_notices import ACCEPT, REMOVE_COPIES, REPUBLISH
from keystead.gui.widgets.confirm import ConfirmDialog
from keystead.services.owner import Decision, Synced

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView


def settle_file(view: "VaultView", what: str) -> None:
    """Do what the button of a banner said; going back is asked about once more."""
    if what == REMOVE_COPIES:
        _sync(view.controller, remove_copies=True)
    elif what == REPUBLISH:
        _sync(view.controller, Decision.REPUBLISH)
    elif what == ACCEPT and not view.commands.dialog_open:
        dialog = ConfirmDialog(
            view.theme,
            view,
            "Go back to the vault file?",
            "What was changed since is not in the vault any more. A copy of what is here now "
            "is kept beside the vault file first.",
            "Go back",
            lambda: _sync(view.controller, Decision.ACCEPT),
        )
        view.commands.ask(dialog)


def _sync(
    controller: VaultController, decision: Decision = Decision.NONE, *, remove_copies: bool = False
) -> None:
    """Exchange changes with the vault file now, and say what came of it."""

    def told(done: Synced) -> None:
        if done.removed:
            number = len(done.removed)
            controller.said.emit("1 copy removed." if number == 1 else f"{number} copies removed.")
        if done.kept is not None:
            controller.said.emit(f"Kept as it was: {done.kept.name}")
        controller.tick()

    controller.work(lambda owner: owner.sync(decision, remove_copies=remove_copies), told)
