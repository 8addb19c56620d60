"""Requests that change how the vault is opened: ``passwd``, ``kit``, ``kit --compromised``.

A change has the steps of ``services.key_change``: begin, confirm, apply, check, finish.
Whoever passes ``begin`` on has checked passphrase and a fresh code before.  Between the
steps the change belongs to the owner, and ends with it; the vault is locked afterwards.
"""

from collections.abc import Callable
from pathlib import Path

from keystead.core.secret_types import SecretText
from keystead.crypto.offset_table import Progress
from keystead.errors import UsageProblem
from keystead.services.emergency_kit import KitResult
from keystead.services.key_change import KeyChange
from keystead.services.kit import Compromised, KitRenewal, PassphraseChange
from keystead.services.owner import Owner
from keystead.services.requests.files import absolute
from keystead.services.requests.params import (
    JsonObject,
    Params,
    optional_text,
    secret,
    text,
)
from keystead.services.table import quiet


def begin(owner: Owner, params: Params) -> JsonObject:
    """Begin the change ``kind``: ``passwd``, ``kit`` or ``compromised``; what to show.

    The answer has ``totp_uri``, ``totp_secret``, ``secret_key`` and ``recovery_code``, null
    where the change does not renew it.  ``new_passphrase`` for all but ``kit``;
    ``key_file``: where the device key goes from now on.
    """
    make = _KINDS.get(text(params, "kind"))
    if make is None:
        raise UsageProblem(f"A change is one of: {', '.join(_KINDS)}.")
    abort(owner)
    change = make(owner, params)
    owner.key_change = change
    return {
        "totp_uri": _plain(change.totp_uri),
        "totp_secret": _plain(change.totp_secret_text),
        "secret_key": _plain(change.secret_key),
        "recovery_code": _plain(change.recovery_code),
    }


def confirm(owner: Owner, params: Params) -> JsonObject:
    """Prove the new authenticator entry by the ``code`` that it shows; WrongCode."""
    _of(owner).confirm(text(params, "code"))
    return {}


def apply(owner: Owner, _params: Params, progress: Progress = quiet) -> JsonObject:
    """Make the new ways in; the old ones still work."""
    _of(owner).apply(progress)
    return {}


def check(owner: Owner, params: Params) -> JsonObject:
    """WrongKitPart unless the last groups of the new sheets were typed."""
    _of(owner).check_kit(
        optional_text(params, "secret_key") or "", optional_text(params, "recovery_code") or ""
    )
    return {}


def finish(owner: Owner, _params: Params) -> JsonObject:
    """Take the old ways in away, and lock.

    ``rotate``: after ``compromised`` the Secrets to rotate, all of them.
    """
    change = _of(owner)
    result: KitResult = change.finish()
    owner.key_change = None
    answer: JsonObject = dict(result.to_json())
    if isinstance(change, Compromised):
        live = [one for one in owner.vault.secrets() if one.trashed is None]
        answer["rotate"] = sorted(f"{one.environment}/{one.name}" for one in live)
    owner.lock()
    return answer


def abort(owner: Owner, _params: Params | None = None) -> JsonObject:
    """Let a change go that was begun; nothing happens where there is none."""
    change, owner.key_change = owner.key_change, None
    if change is not None:
        change.abort()
    return {}


def _of(owner: Owner) -> KeyChange:
    if owner.key_change is None:
        raise UsageProblem("No change was begun, or the vault was locked meanwhile.")
    return owner.key_change


def _key_file(params: Params) -> Path | None:
    path = optional_text(params, "key_file")
    return None if path is None else absolute(path)


def _passwd(owner: Owner, params: Params) -> KeyChange:
    new = secret(params, "new_passphrase")
    return PassphraseChange(owner.home, owner.entry, owner.vault, new, _key_file(params))


def _kit(owner: Owner, params: Params) -> KeyChange:
    return KitRenewal(owner.home, owner.entry, owner.vault, secret(params, "passphrase"))


def _compromised(owner: Owner, params: Params) -> KeyChange:
    new = secret(params, "new_passphrase")
    return Compromised(owner.home, owner.entry, owner.vault, new, _key_file(params))


_KINDS: dict[str, Callable[[Owner, Params], KeyChange]] = {
    "passwd": _passwd,
    "kit": _kit,
    "compromised": _compromised,
}


def _plain(found: SecretText | None) -> str | None:
    return None if found is None else found.reveal()
