"""What protects the open vault, and what is to be rotated, for pictures and tests."""

from collections.abc import Callable
from dataclasses import replace

from keystead.crypto.kdf import Argon2Params
from keystead.gui.models.snapshot import VaultStatus
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.notices import EXPIRY, PAGE_EXPOSED, REVIEW
from keystead.services.protection import Protection
from tests.support.demo_vault import NOW
from tests.support.screens_after import open_page
from tests.support.window import OpenWindow

MIB = 1024
FACTS = Protection(
    light=Argon2Params(64 * MIB, 3),
    heavy=Argon2Params(1024 * MIB, 3),
    slot=Argon2Params(256 * MIB, 3),
    device_key="the keyring (Secret Service)",
    key_file=False,
    device_key_problem="",
    codes_until=int(NOW) + 400 * 86400,
    secret_key=1,
    recovery_code=1,
    kit_made=int(NOW) - 100 * 86400,
    two_kits=False,
)


def _shown(theme: Theme, facts: Protection) -> OpenWindow:
    window = open_page(theme)
    covers = window.view.covers
    # The demo's vault has no capsule to read facts off.
    covers.protection.show_facts(facts)
    covers.turn_to_protection()
    return window


def protection(theme: Theme) -> OpenWindow:
    """Picture 08."""
    return _shown(theme, FACTS)


def protection_file(theme: Theme) -> OpenWindow:
    """A key file, a kit of two generations."""
    facts = replace(
        FACTS,
        device_key="the device key file '/media/stick/device.key'",
        key_file=True,
        secret_key=3,
        recovery_code=2,
        kit_made=None,
    )
    return _shown(theme, facts)


def protection_two_kits(theme: Theme) -> OpenWindow:
    """A change was stopped."""
    return _shown(theme, replace(FACTS, two_kits=True))


def exposed(theme: Theme) -> OpenWindow:
    """The list of keys to rotate."""
    window = open_page(theme)
    window.controller._status = VaultStatus(renewed_at=int(NOW) - 3 * 86400)
    window.view.show_scope(PAGE_EXPOSED)
    return window


def entered(theme: Theme) -> OpenWindow:
    """After an unlock: somebody tried before, and all keys were renewed."""
    window = open_page(theme)
    window.view.notices.dismiss(EXPIRY)
    window.view.notices.dismiss(REVIEW)
    times = (NOW - 90_000.0, NOW - 7_260.0, NOW - 7_200.0)
    status = VaultStatus(failed_attempts=times, failed_count=5, renewed_at=int(NOW) - 86400)
    window.controller._status = status
    window.controller.status_changed.emit(status)
    window.settle()
    return window


PROTECTION: dict[str, Callable[[Theme], OpenWindow]] = {
    "protection": protection,
    "protection-file": protection_file,
    "protection-two-kits": protection_two_kits,
    "exposed": exposed,
    "entered": entered,
}
