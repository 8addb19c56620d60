"""The assistant that rotates, at each of its steps, for pictures."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from keystead.core.model import Place, Placed, Secret
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.rotate.dialog import RotateDialog
from keystead.gui.models.rotation import Page
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.notices import ATTEMPTS, EXPIRY
from keystead.services import export, renewal, secrets, whereabouts
from keystead.services.renewal import Computer
from keystead.vault.session import OpenVault
from keystead.vault.writer import SecretChange
from tests.support.demo_vault import DemoVault
from tests.support.window import OpenWindow, filled, wait_for

NAME, ENVIRONMENT = "STRIPE_SECRET_KEY", "prod"
NEW = "sk_live_51KqVb2Xr8TnLm4Wp9Zs7Yd3Fg6Hj1Qe"


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Gone when the process ends."""
    return tempfile.TemporaryDirectory(prefix="ks-rotate-")


def _key(vault: OpenVault) -> Secret:
    return next(
        one for one in vault.secrets() if (one.name, one.environment) == (NAME, ENVIRONMENT)
    )


@cache
def _vault(step: str) -> DemoVault:
    """A key in two files, a program and three places that people noted."""
    place = Path(_folder().name) / step
    place.mkdir()
    vault = filled(place)
    owner = vault.open()
    _use(owner.vault, place)
    vault.clock.advance(60)
    if step != "value":
        _begin(owner.vault, place)
        vault.clock.advance(240)
    if step in ("overlap", "check", "undone"):
        here = Computer()
        renewal.place_all(owner.vault, _key(owner.vault), here)
    if step == "overlap":
        renewal.mark(owner.vault, _key(owner.vault), [3], Placed.SKIPPED)
        renewal.verified(owner.vault, _key(owner.vault), "by the command ./try-it.sh")
        renewal.switch(owner.vault, _key(owner.vault), force=True)
        vault.clock.advance(7 * 3_600)
    owner.vault.close()
    return vault


def _use(vault: OpenVault, folder: Path) -> None:
    for name in ("shop-api", "payouts"):
        path = folder / name / ".env"
        path.parent.mkdir()
        export.write(vault.host, export.preview(vault, ENVIRONMENT, "node", [NAME]), path)
        export.record(vault, ENVIRONMENT, [NAME], whereabouts.of_file(path, "node"))
    key = _key(vault)
    noted = (
        Place("pipeline", "GitHub Actions, harbour/shop-api"),
        Place("server", "Fly.io, app payout-worker"),
    )
    secrets.edit(vault, key, {"revoke_url": "https://dashboard.stripe.com/apikeys"})
    vault.write([_noting(vault, noted)])
    away = whereabouts.Whereabouts("/srv/shop/.env", "build-01", "", "shell")
    current = key.current
    assert current is not None
    vault.journal.add(*secrets.use(vault, key, current, secrets.Action.EXPORT, away))
    program = whereabouts.of_program("/home/ann/bin/nightly-payout")
    vault.journal.add(*secrets.use(vault, key, current, secrets.Action.RUN, program))


def _noting(vault: OpenVault, noted: tuple[Place, ...]) -> SecretChange:
    key = _key(vault)
    return SecretChange(key.environment_id, key.id, {"places": noted})


def _begin(vault: OpenVault, folder: Path) -> None:
    (folder / "payouts" / ".env").write_text(f"{NAME}=of-somebody-else\n")
    renewal.begin(vault, _key(vault), SecretText(NEW))


def open_dialog(theme: Theme, step: str) -> tuple[OpenWindow, RotateDialog]:
    """The assistant over the window, where the rotation stands."""
    window = OpenWindow(theme, _vault(step))
    window.view.notices.dismiss(EXPIRY)
    window.view.notices.dismiss(ATTEMPTS)
    window.show()
    window.view.table.choose(window.secret(NAME, ENVIRONMENT).id)
    window.view.commands.rotation.rotate()
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, RotateDialog)
    return window, dialog


def value(theme: Theme) -> OpenWindow:
    """A command has printed a value."""
    window, dialog = open_dialog(theme, "value")
    dialog.value.command.line.set_text("./new-stripe-key.sh --account harbour")
    dialog.value.take(SecretText(NEW))
    return window


def value_refused(theme: Theme) -> OpenWindow:
    """A command that fails."""
    window, dialog = open_dialog(theme, "value")
    dialog.value.command.line.set_text("false")
    dialog.value.command.button.click()
    wait_for(lambda: not dialog.hooks.busy)
    return window


def places(theme: Theme) -> OpenWindow:
    """What is to be done by hand, and files that can be rewritten."""
    return open_dialog(theme, "places")[0]


def placed(theme: Theme) -> OpenWindow:
    """One file was written, another holds a value of somebody's."""
    window, dialog = open_dialog(theme, f"written-{theme.dark}-{id(theme)}")
    dialog.places.write.click()
    window.settle()
    ticks = [line.tick for line in dialog.places.lines if line.tick is not None]
    ticks[-1].click()
    window.settle()
    return window


def check(theme: Theme) -> OpenWindow:
    """Whether it works."""
    window, dialog = open_dialog(theme, "check")
    dialog.next.click()
    window.settle()
    assert dialog._page is Page.CHECK
    return window


def overlap(theme: Theme) -> OpenWindow:
    """Both values are valid."""
    return open_dialog(theme, "overlap")[0]


def undone(theme: Theme) -> OpenWindow:
    """What is left to put back by hand."""
    window, dialog = open_dialog(theme, f"undone-{theme.dark}-{id(theme)}")
    dialog.places.write.click()
    window.settle()
    for line in list(dialog.places.lines):
        if line.tick is not None and not line.tick.isChecked():
            line.tick.click()
            window.settle()
            break
    dialog.undo()
    window.settle()
    return window


def detail(theme: Theme) -> OpenWindow:
    """A rotation under way beside the table."""
    window, dialog = open_dialog(theme, "overlap")
    dialog.cancel()
    window.settle()
    return window


def many(theme: Theme) -> OpenWindow:
    """Several keys at once."""
    window, dialog = open_dialog(theme, "overlap")
    dialog.cancel()
    window.view.table.selectAll()
    window.settle()
    window.view.commands.rotation.rotate()
    window.settle()
    return window


ROTATE: dict[str, Callable[[Theme], OpenWindow]] = {
    "rotate-value": value,
    "rotate-value-refused": value_refused,
    "rotate-places": places,
    "rotate-placed": placed,
    "rotate-check": check,
    "rotate-overlap": overlap,
    "rotate-undone": undone,
    "rotate-detail": detail,
    "rotate-many": many,
}
