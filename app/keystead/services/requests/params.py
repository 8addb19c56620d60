"""Reading the parameters of a request: their types are checked, since they come from outside.

A parameter that is missing, null or of another type is a UsageProblem, never a crash.
"""

from collections.abc import Mapping
from typing import Any, NoReturn

from keystead.core.secret_types import SecretText
from keystead.errors import UsageProblem

Params = Mapping[str, object]
JsonObject = dict[str, Any]

TERMINAL = "terminal"
"""Where a value goes when nobody says which program asks."""


def text(params: Params, name: str) -> str:
    """A text that must be there."""
    found = params.get(name)
    if not isinstance(found, str):
        _wrong(name, "a text")
    return found


def optional_text(params: Params, name: str) -> str | None:
    """A text, or None where it is missing or null."""
    return None if params.get(name) is None else text(params, name)


def flag(params: Params, name: str) -> bool:
    """True or false; missing is false."""
    found = params.get(name, False)
    if not isinstance(found, bool):
        _wrong(name, "true or false")
    return found


def number(params: Params, name: str, default: int | None = None) -> int:
    """A whole number; ``default`` where it is missing."""
    found = params.get(name)
    if found is None and default is not None:
        return default
    if not isinstance(found, int) or isinstance(found, bool):
        _wrong(name, "a whole number")
    return found


def optional_number(params: Params, name: str) -> int | None:
    """A whole number, or None."""
    return None if params.get(name) is None else number(params, name)


def texts(params: Params, name: str) -> tuple[str, ...]:
    """A list of texts; missing is none."""
    found = params.get(name)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        _wrong(name, "a list of texts")
    return tuple(found)


def optional_texts(params: Params, name: str) -> tuple[str, ...] | None:
    """A list of texts, or None where it is missing or null."""
    return None if params.get(name) is None else texts(params, name)


def mapping(params: Params, name: str) -> Params:
    """An object; missing is empty."""
    found = params.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        _wrong(name, "an object")
    return found


def secret(params: Params, name: str) -> SecretText:
    """A text that must not show."""
    return SecretText(text(params, name))


def _wrong(name: str, kind: str) -> NoReturn:
    raise UsageProblem(f"The request needs {name} to be {kind}.", parameter=name)
