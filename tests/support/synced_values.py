"""What became of values that two computers acknowledged: readable, erased, or revoked."""

from dataclasses import dataclass, field

import pytest

from keystead.core.model import Secret
from keystead.core.revocation import usable
from keystead.vault.errors import Revoked
from keystead.vault.session import OpenVault

Named = tuple[bytes, bytes]
"""Ids of a Secret and of one of its Versions."""


@dataclass
class Values:
    """``texts``: every value that was acknowledged; ``incidents``: what was opened, by the
    Secret's id."""

    texts: dict[Named, str] = field(default_factory=dict)
    purged: set[Named] = field(default_factory=set)
    revoked: set[Named] = field(default_factory=set)
    incidents: list[Named] = field(default_factory=list)

    def purge(self, secret: Secret) -> None:
        """All of it was erased."""
        self.purged |= {(secret.id, version.id) for version in secret.versions}

    def revoke(self, secret: Secret, incident: bytes) -> None:
        """All that could be used of it was revoked."""
        self.revoked |= {(secret.id, version.id) for version in usable(secret)}
        self.incidents.append((secret.id, incident))

    def check(self, vault: OpenVault) -> None:
        """Each can be read, unless it was erased, and is refused for use if it was revoked."""
        secret_of = {secret.id: secret for secret in vault.secrets()}
        for named, text in self.texts.items():
            if named not in self.purged:
                where = secret_of[named[0]].environment_id, *named
                over = named in self.revoked
                if over:
                    with pytest.raises(Revoked):
                        vault.value(*where)
                assert vault.value(*where, revoked=over).reveal() == text.encode()
        for secret_id, incident in self.incidents:
            if secret_id in secret_of:
                opened = [one.id for one in secret_of[secret_id].incidents]
                assert incident in opened, "an incident was lost"
