"""Edits that a lock interrupted: kept sealed on this device, offered after the next unlock."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.vault.session import OpenVault
from keystead.vault.unsaved import Unsaved

MOST = 20
"""Edits kept; of more, the oldest goes."""


@dataclass(frozen=True)
class UnsavedEdit:
    """What stood in the editor, as it was typed, right or wrong.

    ``secret``: the 16-byte id of the key that was edited, None for a new one; ``fields``:
    the texts of the fields by name; ``at``: Unix seconds of the lock; ``mark``: the same when the
    edit went on after an unlock and was interrupted again.
    """

    secret: bytes | None
    name: str
    environment: str
    value: SecretText = field(repr=False)
    fields: Mapping[str, str] = field(repr=False)
    at: int = 0
    mark: str = field(default_factory=lambda: secrets.token_hex(8))


class UnsavedEdits:
    """The edits of one vault on this device; all calls come from the vault's thread."""

    def __init__(self, vault: OpenVault) -> None:
        """Reads what the lock before left; the vault may be closed afterwards."""
        self._store = Unsaved(vault.host, vault.place.state, vault.unlock_key, vault.vault_id)
        kept = self._store.read()
        self._edits = [] if kept is None else _parse(kept)

    @property
    def edits(self) -> tuple[UnsavedEdit, ...]:
        """What is kept, the oldest first."""
        return tuple(self._edits)

    def keep(self, edit: UnsavedEdit) -> None:
        """Keep one more, or one that went on in place of what it was; FileProblem."""
        self._write([*self._without(edit), edit][-MOST:])

    def drop(self, edit: UnsavedEdit) -> None:
        """It was used, or is not wanted; FileProblem."""
        self._write(self._without(edit))

    def _without(self, edit: UnsavedEdit) -> list[UnsavedEdit]:
        return [one for one in self._edits if one.mark != edit.mark]

    def _write(self, edits: list[UnsavedEdit]) -> None:
        if edits:
            self._store.keep(_dumped(edits))
        else:
            self._store.drop()
        self._edits = edits


def _dumped(edits: list[UnsavedEdit]) -> SecretBytes:
    rows = [
        {
            "secret": None if one.secret is None else one.secret.hex(),
            "name": one.name,
            "environment": one.environment,
            "value": one.value.reveal(),
            "fields": dict(one.fields),
            "at": one.at,
            "mark": one.mark,
        }
        for one in edits
    ]
    # ASCII with escapes: a lone surrogate that was pasted survives too.
    return SecretBytes(json.dumps(rows).encode("ascii"))


def _parse(kept: SecretBytes) -> list[UnsavedEdit]:
    """What ``_dumped`` wrote, and the cipher vouched for; nothing where another version of
    Keystead wrote something else."""
    try:
        return [
            UnsavedEdit(
                None if row["secret"] is None else bytes.fromhex(row["secret"]),
                str(row["name"]),
                str(row["environment"]),
                SecretText(str(row["value"])),
                {str(name): str(text) for name, text in row["fields"].items()},
                int(row["at"]),
                str(row["mark"]),
            )
            for row in json.loads(kept.reveal())
        ]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []
