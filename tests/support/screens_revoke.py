"""Revoking and its incidents, each in a state, for pictures and tests."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from keystead.core.drafts import SecretDraft
from keystead.gui.dialogs.panic import PanicDialog
from keystead.gui.dialogs.revoke import RevokeDialog
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.notices import ATTEMPTS, EXPIRY, REVIEW
from keystead.services import incidents, revocation, secrets
from keystead.services.owner import Owner
from keystead.services.secrets import Action
from keystead.services.whereabouts import of_file
from tests.support.window import OpenWindow, filled

REASON = "pushed to a public repository"
PAGE = "https://dashboard.stripe.com/apikeys"


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Gone when the process ends."""
    return tempfile.TemporaryDirectory(prefix="ks-revoke-")


def opened(theme: Theme, name: str) -> OpenWindow:
    """A shown window on a vault of its own."""
    folder = Path(tempfile.mkdtemp(prefix=name, dir=_folder().name))
    window = OpenWindow(theme, filled(folder))
    window.view.notices.dismiss(EXPIRY)
    window.view.notices.dismiss(REVIEW)
    window.view.notices.dismiss(ATTEMPTS)
    window.show()
    return window


def work(window: OpenWindow, what: Callable[[Owner], object]) -> None:
    """Do something on the worker, and wait until the window shows it."""
    window.controller.work(what)
    window.settle()


def with_page(window: OpenWindow) -> None:
    """STRIPE_SECRET_KEY knows where it is revoked, has a twin, and lies in a file."""
    secret = window.secret("STRIPE_SECRET_KEY")
    path = Path(_folder().name) / ".env"

    def change(owner: Owner) -> None:
        value = secrets.reveal(owner.vault, secret, Action.EXPORT, of_file(path, "node"))
        path.write_text(f"STRIPE_SECRET_KEY={value.reveal()}\n")
        secrets.add(owner.vault, SecretDraft(name="STRIPE_KEY", environment="staging"), value)
        secrets.edit(owner.vault, secret, {"revoke_url": PAGE})

    work(window, change)


def revoked(window: OpenWindow) -> None:
    """STRIPE_SECRET_KEY was revoked, and a task is done."""
    with_page(window)
    secret = window.secret("STRIPE_SECRET_KEY")

    def change(owner: Owner) -> None:
        revocation.revoke(owner.vault, [secret], REASON)
        incidents.tick(owner.vault, incidents.find(owner.vault), 1)

    work(window, change)


def dialog(theme: Theme) -> OpenWindow:
    """What STRIPE_SECRET_KEY reaches, a reason typed."""
    window = opened(theme, "dialog")
    with_page(window)
    window.choose("STRIPE_SECRET_KEY")
    window.view.commands.revoking.revoke()
    window.settle()
    made = window.view.commands.dialog
    assert isinstance(made, RevokeDialog)
    made.reason.set_text(REASON)
    window.settle()
    return window


def key(theme: Theme) -> OpenWindow:
    """A key that was revoked, among the others."""
    window = opened(theme, "key")
    revoked(window)
    window.choose("STRIPE_SECRET_KEY")
    return window


def incident(theme: Theme) -> OpenWindow:
    """Its incident."""
    window = opened(theme, "incident")
    revoked(window)
    window.view.commands.revoking.incidents()
    window.settle()
    return window


def none(theme: Theme) -> OpenWindow:
    """No incident yet."""
    window = opened(theme, "none")
    window.view.commands.revoking.incidents()
    window.settle()
    return window


def panic(theme: Theme) -> OpenWindow:
    """All keys of a tag, the number still to be typed."""
    window = opened(theme, "panic")
    window.view.commands.revoking.panic()
    window.settle()
    made = window.view.commands.dialog
    assert isinstance(made, PanicDialog)
    made.reason.set_text("laptop stolen")
    window.settle()
    return window


def many(theme: Theme) -> OpenWindow:
    """An incident of many keys."""
    window = opened(theme, "many")
    chosen = revocation.Selection(tag="ci")

    def change(owner: Owner) -> None:
        found = revocation.select(owner.vault, chosen)
        revocation.revoke(owner.vault, found.secrets, "laptop stolen")

    work(window, change)
    window.view.commands.revoking.incidents()
    window.settle()
    return window


REVOKE: dict[str, Callable[[Theme], OpenWindow]] = {
    "revoke": dialog,
    "revoked-key": key,
    "incident": incident,
    "incident-none": none,
    "incident-many": many,
    "panic": panic,
}
