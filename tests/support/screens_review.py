"""The review, in each state, for pictures."""

from collections.abc import Callable

from keystead.core.model import Decision
from keystead.gui.theme.theme import Theme
from keystead.services import reviewing
from keystead.services.owner import Owner
from tests.support.screens_revoke import opened, work
from tests.support.window import OpenWindow


def begun(theme: Theme) -> OpenWindow:
    """The first key."""
    window = opened(theme, "review")
    window.view.commands.revoking.review()
    window.settle()
    return window


def ended(theme: Theme) -> OpenWindow:
    """Some were decided, the others left for later."""
    window = begun(theme)
    page = window.view.covers.review
    decisions = [Decision.KEEP, Decision.ROTATE, Decision.NARROW, Decision.ROTATE, Decision.KEEP]
    for decision in decisions:
        assert page.card is not None
        if decision is Decision.NARROW:
            page.card.note.set_text("read-only is enough")
        page.decide(decision)
        window.settle()
    while page.card is not None:
        page.pass_over()
    window.settle()
    return window


def none(theme: Theme) -> OpenWindow:
    """Nothing is due."""
    window = opened(theme, "reviewed")

    def keep(owner: Owner) -> None:
        for secret in owner.vault.secrets():
            if secret.trashed is None:
                reviewing.decide(owner.vault, secret, Decision.KEEP)

    work(window, keep)
    window.view.commands.revoking.review()
    window.settle()
    return window


REVIEW: dict[str, Callable[[Theme], OpenWindow]] = {
    "review": begun,
    "review-end": ended,
    "review-none": none,
}
