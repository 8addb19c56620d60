"""What a person decides about the vault file, from its banners."""

from typing import TYPE_CHECKING

from keystead.gui.dialogs.confirm import ConfirmDialog
from keystead.gui.vault.file_notices import ACCEPT, REMOVE_COPIES, REPUBLISH
from keystead.services.owner import Decision

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView


def settle_file(view: "VaultView", what: str) -> None:
    """Do what the button of a banner said; going back is asked about once more."""
    controller = view.controller
    if what == REMOVE_COPIES:
        controller.sync(remove_copies=True)
    elif what == REPUBLISH:
        controller.sync(Decision.REPUBLISH)
    elif what == ACCEPT and not view.commands.dialog_open:
        dialog = ConfirmDialog(
            view.theme,
            view,
            "Go back to the vault file?",
            "What was changed since is not in the vault any more. A copy of what is here now "
            "is kept beside the vault file first.",
            "Go back",
            lambda: controller.sync(Decision.ACCEPT),
        )
        view.commands.ask(dialog)
