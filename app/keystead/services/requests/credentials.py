"""Requests that change how the vault is opened: ``passwd`` and ``kit``."""

from keystead.services.owner import Owner
from keystead.services.requests.params import JsonObject, Params


def passwd(owner: Owner, params: Params) -> JsonObject:
    """x"""
    raise NotImplementedError


def kit(owner: Owner, params: Params) -> JsonObject:
    """x"""
    raise NotImplementedError


def confirm(owner: Owner, params: Params) -> JsonObject:
    """x"""
    raise NotImplementedError
