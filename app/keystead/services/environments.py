"""Environments: list, find, add, rename."""

from keystead.core.fields import check_environment
from keystead.core.model import Environment
from keystead.vault.bodies import ObjectKind, Write
from keystead.vault.cbor import Cbor
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.errors import NameTaken, NoSuchObject
from keystead.vault.founding import environment_body
from keystead.vault.object_fields import NAME
from keystead.vault.secret_fields import ALIVE, LIFE
from keystead.vault.session import OpenVault
from keystead.vault.writer import BodyChange, new_id


def find(vault: OpenVault, name: str) -> Environment:
    """The environment of that name; NoSuchObject (with ``candidates``) where there is none."""
    known = vault.environments()
    for item in known:
        if item.name == name:
            return item
    names = [item.name for item in known]
    raise NoSuchObject(
        f"There is no environment named {name}. There are: {', '.join(names)}.",
        environment=name,
        candidates=names,
    )


def add(vault: OpenVault, name: str, colour: str = "") -> Environment:
    """A new environment with a key of its own, last in the order.

    Raises BadName for a name that is none, NameTaken for one that is in use.
    """
    name = check_environment(name)
    _check_free(vault, name)
    order = 1 + max((item.order for item in vault.environments()), default=-1)
    environment = Environment(new_id(), name, order, colour)
    vault.new_epochs([environment.id])
    body = environment_body(environment.id, name, order, colour)
    vault.write([BodyChange(VAULT_ENVIRONMENT, body)])
    return environment


def rename(vault: OpenVault, name: str, new: str) -> Environment:
    """Give an environment another name; its Secrets and keys stay as they are."""
    environment = find(vault, name)
    new = check_environment(new)
    _check_free(vault, new)
    fields: dict[int, Cbor] = {LIFE: ALIVE, NAME: new}
    body = Write(ObjectKind.ENVIRONMENT, environment.id, fields)
    vault.write([BodyChange(VAULT_ENVIRONMENT, body)])
    return find(vault, new)


def _check_free(vault: OpenVault, name: str) -> None:
    if any(item.name == name for item in vault.environments()):
        raise NameTaken(f"There is an environment named {name} already.", environment=name)
