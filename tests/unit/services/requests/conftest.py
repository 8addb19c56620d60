"""An owner of a real vault, for requests made of it directly."""

from collections.abc import Iterator

import pytest

from keystead.services.owner import Owner, OwnerKind
from keystead.services.requests import table
from tests.support.agents import owned_in
from tests.support.homes import PASSPHRASE, MadeVault


@pytest.fixture
def made(tmp_path) -> MadeVault:
    """A vault that is locked."""
    return owned_in(tmp_path)


@pytest.fixture
def owner(made) -> Iterator[Owner]:
    """The same vault, unlocked for ``dev/API_KEY`` and ``prod/API_KEY``."""
    found = Owner.unlock(
        made.home, made.entry, PASSPHRASE, made.phone.next_code(), OwnerKind.COMMAND
    )
    table.handle(found, "add", {"name": "API_KEY", "env": "dev", "value": "one"})
    table.handle(found, "add", {"name": "API_KEY", "env": "prod", "value": "two"})
    yield found
    found.lock()
