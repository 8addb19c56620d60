"""The audit, in each of its states, for pictures and tests."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from keystead.core.durations import DAY, HOUR, MINUTE
from keystead.gui.theme.theme import Theme
from keystead.services import maintenance, secrets
from keystead.services.owner import Owner
from keystead.services.secrets import Action
from keystead.services.whereabouts import Whereabouts
from keystead.vault.bodies import Event
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.session import OpenVault
from tests.support.screens_revoke import opened, work
from tests.support.window import OpenWindow, wait_for

SHOP = "/home/mara/src/shop-api/.env.production"
REMOTE = "git.example.org/harbour/shop-api"


def happened(window: OpenWindow) -> None:
    """A morning's work: files, a program, failed unlocks, something erased."""
    now = window.clock.now()

    def at(ago: float) -> None:
        window.clock.set(now - ago)

    def change(owner: Owner) -> None:
        vault = owner.vault
        by_name = {(one.name, one.environment): one for one in vault.secrets()}
        at(26 * HOUR)
        maintenance.purge(vault, [by_name["TEST_TOKEN", "dev"]])
        at(8 * HOUR)
        file = Whereabouts(SHOP, "mara-laptop", REMOTE, "node")
        for name in ("STRIPE_SECRET_KEY", "DATABASE_URL", "OPENAI_API_KEY"):
            secrets.reveal(vault, by_name[name, "prod"], Action.EXPORT, file)
        at(3 * HOUR)
        program = Whereabouts("/home/mara/bin/nightly-payout", "mara-laptop")
        secrets.reveal(vault, by_name["STRIPE_SECRET_KEY", "prod"], Action.RUN, program)
        at(40 * MINUTE)
        secrets.edit(vault, by_name["GITHUB_TOKEN", "prod"], {"notes": "ci", "owner": "Mara"})
        at(20 * MINUTE)
        _attempts(vault, 3)
        at(12 * MINUTE)
        window_use = Whereabouts("window", "mara-laptop")
        secrets.reveal(vault, by_name["NPM_TOKEN", "prod"], Action.REVEAL, window_use)
        at(0)

    work(window, change)
    other = window.vault.elsewhere()
    window.clock.set(now - DAY)
    key = next(one for one in other.secrets() if one.name == "SENDGRID_API_KEY")
    secrets.reveal(other, key, Action.COPY, Whereabouts("window", "mara-desktop"))
    secrets.edit(other, key, {"description": "Mail of the shop."})
    window.clock.set(now)
    other.publish()
    other.close()
    window.clock.advance(3)
    window.controller.tick()
    window.settle()


def _attempts(vault: OpenVault, number: int) -> None:
    now = int(vault.clock.now())
    events = (
        Event(Action.FAILED_UNLOCKS, now, count=number),
        Event(Action.UNLOCK, now + 20, where="window", host="mara-laptop"),
    )
    vault.journal.add_all((VAULT_ENVIRONMENT, event) for event in events)


def unlocked(window: OpenWindow, times: int) -> None:
    """It was unlocked so often, once a second until now."""

    def change(owner: Owner) -> None:
        vault, now = owner.vault, int(window.clock.now())
        events = (Event(Action.UNLOCK, now - ago, where="window") for ago in reversed(range(times)))
        vault.journal.add_all((VAULT_ENVIRONMENT, event) for event in events)

    work(window, change)


def page(theme: Theme) -> OpenWindow:
    """All of it; a use is chosen."""
    window = opened(theme, "audit")
    happened(window)
    window.view.commands.pages.audit()
    window.settle()
    table = window.view.covers.audit.table
    marked = [
        row
        for row in range(table.model_.rowCount())
        if (record := table.model_.record(row)) is not None
        and record.fact.action == "failed-unlocks"
    ]
    table.choose(marked[0])
    table.setFocus()
    return window


def filtered(theme: Theme) -> OpenWindow:
    """Uses in prod, since a day."""
    window = page(theme)
    filters = window.view.covers.audit.filters
    filters.action.choose("use")
    filters.environment.choose("prod")
    filters.since.setCurrentIndex(4)
    filters.day.edit.setText("2026-11-01")
    window.settle()
    return window


def of_key(theme: Theme) -> OpenWindow:
    """What happened to one key, from its menu."""
    window = opened(theme, "audit-key")
    happened(window)
    window.view.commands.pages.activity(window.choose("STRIPE_SECRET_KEY"))
    window.settle()
    return window


def administration(theme: Theme) -> OpenWindow:
    """What was done to the vault itself."""
    window = page(theme)
    window.view.covers.audit.filters.action.choose("administration")
    window.settle()
    return window


def nothing(theme: Theme) -> OpenWindow:
    """Nothing matches."""
    window = page(theme)
    filters = window.view.covers.audit.filters
    filters.search.set_text("zebra")
    filters.search.submitted.emit()
    window.settle()
    return window


def verified(theme: Theme) -> OpenWindow:
    """It holds."""
    window = page(theme)
    window.view.covers.audit.verify.click()
    window.settle()
    return window


def verifying(theme: Theme) -> OpenWindow:
    """Under way."""
    window = page(theme)
    proof = window.view.covers.audit.proof
    proof.say("info", "Verifying every signature", "4,200 of 11,062 commits hold so far.", "Stop")
    proof.show()
    window.view.covers.audit.verify.setEnabled(False)
    return window


def spoil(database: Path, commit: bytes) -> None:
    """Change a byte of a commit behind the program's back."""
    with sqlite3.connect(database) as held:
        (raw,) = held.execute("SELECT raw FROM commits WHERE id=?", (commit,)).fetchone()
        changed = raw[:-1] + bytes([raw[-1] ^ 1])
        held.execute("UPDATE commits SET raw=? WHERE id=?", (changed, commit))


def broken(theme: Theme) -> OpenWindow:
    """A commit was changed."""
    window = page(theme)
    commits = list(window.owner.vault.state.commits)
    spoil(window.vault.place.replica, commits[-4])
    shown = window.view.covers.audit
    shown.verify.click()
    wait_for(lambda: not shown.proof.running)
    return window


def unread(theme: Theme) -> OpenWindow:
    """The private copy is damaged: nothing can be read."""
    window = page(theme)
    commits = list(window.owner.vault.state.commits)
    spoil(window.vault.place.replica, commits[-4])
    window.view.covers.audit.filters.environment.choose("prod")
    window.settle()
    return window


AUDIT: dict[str, Callable[[Theme], OpenWindow]] = {
    "audit": page,
    "audit-filtered": filtered,
    "audit-key": of_key,
    "audit-administration": administration,
    "audit-nothing": nothing,
    "audit-verifying": verifying,
    "audit-verified": verified,
    "audit-broken": broken,
    "audit-unread": unread,
}
