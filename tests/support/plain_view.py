"""What is in a vault, as plain JSON with every value: to be compared with another reader."""

from datetime import date

from keystead.core.model import Secret
from keystead.vault.entities import Entity
from keystead.vault.secret_fields import BY_NAME
from keystead.vault.session import OpenVault

_FIELDS = (
    "name", "service", "description", "owner", "kind", "permissions", "access", "risk", "expires",
    "rotate_every", "tags", "notes", "hint", "created",
)  # fmt: skip


def plain_view(vault: OpenVault) -> dict[str, object]:
    """The form of ``tests.reader.reader.Reader.report``; what was never written is None."""
    shown = [_secret(vault, secret) for secret in vault.secrets()]
    return {
        "vault": vault.name,
        "environments": sorted(item.name for item in vault.environments()),
        "quarantined": len(vault.state.quarantined),
        "secrets": sorted(shown, key=lambda item: (str(item["environment"]), str(item["name"]))),
    }


def _secret(vault: OpenVault, secret: Secret) -> dict[str, object]:
    entity = vault.state.entity(secret.environment_id, secret.id)
    assert entity is not None
    written = {name: getattr(secret, name) for name in _FIELDS if _is_written(entity, name)}
    return {
        "environment": secret.environment,
        "trashed": secret.trashed is not None,
        "conflicts": sorted(secret.conflicts),
        **{name: _plain(written.get(name)) for name in _FIELDS},
        "versions": [
            {
                "stage": str(version.stage),
                "value": None if version.purged else _value(vault, secret, version.id),
            }
            for version in secret.versions
        ],
    }


def _value(vault: OpenVault, secret: Secret, version: bytes) -> str:
    plain = vault.value(secret.environment_id, secret.id, version, revoked=True)
    return plain.reveal().decode()


def _is_written(entity: Entity, name: str) -> bool:
    return BY_NAME[name].number in entity.registers.fields()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return (value - date(1970, 1, 1)).days
    return list(value) if isinstance(value, tuple) else value
