"""What a running Keystead is made of, and tests replace: time, computer, cost, keyring."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keystead.core.clock import Clock
from keystead.system.device_keys import DeviceKeys
from keystead.system.login_start import AtLogin, nothing
from keystead.system.notifications import Notify, nowhere
from keystead.vault.host import Host

if TYPE_CHECKING:
    from keystead.crypto.policy import KdfPolicy

HORIZON_DAYS = 400
"""Days that a capsule's table reaches ahead: how long a device may stay unused."""


@dataclass(frozen=True)
class Parts:
    """``keyring`` gives the system's keyring; ``table_command`` starts the process that
    makes a table (``services.table_child.main``), ``agent_command`` the background agent,
    ``clipboard_command`` the helper that owns the clipboard for a command;
    ``timer`` gives seconds for the calibration of Argon2id; ``hide_memory`` is called before
    keys come into this process (``system.hardening``); ``notify`` shows a notification,
    ``at_login`` has the window started with the desktop, or not."""

    clock: Clock
    host: Host
    kdf: "KdfPolicy"
    keyring: Callable[[], DeviceKeys]
    table_command: tuple[str, ...]
    agent_command: tuple[str, ...]
    timer: Callable[[], float]
    hide_memory: Callable[[], None]
    horizon_days: int = HORIZON_DAYS
    clipboard_command: tuple[str, ...] = ()
    notify: Notify = nowhere
    at_login: AtLogin = nothing
