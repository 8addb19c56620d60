"""A process of its own that changes a vault and publishes again and again.

    python -m tests.support.hammer PLACE NAME CHANGES

PLACE is a JSON object with the parts of a ``Place``, ids in hex.
"""

import json
import sys
from pathlib import Path

from keystead.errors import FileProblem
from keystead.system.host import SystemHost
from keystead.vault.errors import LostRace
from keystead.vault.place import Place
from keystead.vault.session import OpenVault
from tests.support.clock import FakeClock
from tests.support.vaults import UNLOCK_KEY, add


def to_json(place: Place) -> str:
    """A place as an argument; it holds no secret."""
    return json.dumps(
        {
            "vault_id": place.vault_id.hex(),
            "file": str(place.file),
            "replica": str(place.replica),
            "state": str(place.state),
            "device": place.device.hex(),
        }
    )


def from_json(text: str) -> Place:
    """And back."""
    found = json.loads(text)
    file, replica, state = (Path(found[name]) for name in ("file", "replica", "state"))
    vault_id, device = (bytes.fromhex(found[name]) for name in ("vault_id", "device"))
    return Place(vault_id, file, replica, state, device)


def main(place: Place, name: str, changes: int) -> None:
    """Add ``NAME_0``, ``NAME_1`` …, and publish after each; a lost race is run again."""
    vault = OpenVault.open(SystemHost(), FakeClock(), place, UNLOCK_KEY)
    for number in range(changes):
        add(vault, f"{name}_{number}", f"{name} {number}")
        while vault.publication.pending:
            try:
                vault.publish()
            except FileProblem as error:
                if error.code != LostRace.code:
                    raise
    vault.close()


if __name__ == "__main__":
    main(from_json(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
