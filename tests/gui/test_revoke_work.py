"""What the worker does with a revocation."""

from keystead.errors import FileProblem
from keystead.gui.dialogs.revoke import RevokeDialog
from keystead.gui.revoke_work import Revocation, published
from keystead.services import revocation
from tests.support.screens_revoke import work
from tests.support.window import OpenWindow


def full() -> None:
    raise FileProblem("The disk is full.")


def test_it_is_in_the_vault_file_before_the_window_goes_on(window: OpenWindow):
    secret = window.secret("STRIPE_SECRET_KEY")

    def revoke(owner) -> None:
        incident = revocation.revoke(owner.vault, [secret], "leaked")
        assert owner.vault.publication.pending
        assert published(owner, incident) == Revocation(incident, True)
        assert not owner.vault.publication.pending

    work(window, revoke)


def test_a_file_that_cannot_be_written_keeps_nothing_from_being_revoked(
    window: OpenWindow, monkeypatch
):
    publication = window.owner.vault.publication
    monkeypatch.setattr(publication, "overwrite", full)
    window.choose("STRIPE_SECRET_KEY")
    window.view.commands.revoking.revoke()
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, RevokeDialog)
    dialog.reason.set_text("leaked")
    dialog.button.click()
    window.settle()
    assert window.secret("STRIPE_SECRET_KEY").current is None
    assert window.view.toast.words().startswith("Revoked here, but not yet in the vault file.")
    monkeypatch.undo()
