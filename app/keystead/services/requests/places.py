"""Requests about environments: list, add, rename."""

from keystead.core.model import Environment
from keystead.services import environments
from keystead.services.owner import Owner
from keystead.services.requests.params import JsonObject, Params, optional_text, text


def list_environments(owner: Owner, _params: Params) -> JsonObject:
    """Every environment in its order, with the number of its live keys."""
    live = [one.environment for one in owner.vault.secrets() if one.trashed is None]
    return {
        "environments": [
            _view(item) | {"keys": live.count(item.name)} for item in owner.vault.environments()
        ]
    }


def add(owner: Owner, params: Params) -> JsonObject:
    """A new environment ``name``; BadName, NameTaken."""
    colour = optional_text(params, "colour") or ""
    return _view(environments.add(owner.vault, text(params, "name"), colour))


def rename(owner: Owner, params: Params) -> JsonObject:
    """Give the environment ``name`` the name ``new``; NoSuchObject, BadName, NameTaken."""
    return _view(environments.rename(owner.vault, text(params, "name"), text(params, "new")))


def _view(item: Environment) -> JsonObject:
    return {"name": item.name, "colour": item.colour, "order": item.order}
