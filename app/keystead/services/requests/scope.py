"""What a request touches, so that access can be decided before anything is done.

Each function here reads the parameters exactly as the handler of the method does.  What
cannot be found, or lies in several environments, counts as the whole vault: the answer to
somebody who is not served must not tell which names exist.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from keystead.core.fields import check_environment
from keystead.core.selectors import Selector, parse_new, parse_selector
from keystead.errors import KeysteadError
from keystead.services import secrets
from keystead.services.owner import Owner
from keystead.services.requests.params import Params, flag, optional_text, text, texts

WHOLE = ""
"""The environment of what touches the whole vault."""


@dataclass(frozen=True)
class Scope:
    """``environment``: its name, '' for the whole vault; ``keys``: names, as far as known.

    ``purpose``: ``list`` (names and dates), ``read`` (values), ``change``, ``purge`` or
    ``restore``.  ``environment_id``: what a grant is kept by, since a name can pass on to
    another environment.  ``said``: the environment that the request itself names, which
    tells whoever asks nothing new.
    """

    environment: str
    keys: tuple[str, ...]
    purpose: str
    environment_id: bytes = b""
    said: str = ""


@dataclass(frozen=True)
class Touched:
    """An environment by name, '' for the whole vault, and keys in it; ``said`` as in Scope."""

    environment: str
    keys: tuple[str, ...] = ()
    said: str = ""


Touches = Callable[[Owner, Params], Touched]
"""Raises UsageProblem for parameters that no vault could make sense of, and nothing else."""


def scope(owner: Owner, params: Params, touches: Touches, purpose: str) -> Scope:
    """What the request touches, with the environment's id."""
    found = touches(owner, params)
    ids = {item.name: item.id for item in owner.vault.environments()}
    if found.environment in ids:
        environment_id = ids[found.environment]
        return Scope(found.environment, found.keys, purpose, environment_id, found.said)
    return Scope(WHOLE, found.keys, purpose, b"", found.said)


def whole(_owner: Owner, _params: Params) -> Touched:
    """The whole vault, whatever the parameters say."""
    return Touched(WHOLE)


def named_environment(_owner: Owner, params: Params) -> Touched:
    """The list of environments, which belongs to the whole vault; shows the one named."""
    return Touched(WHOLE, (check_environment(text(params, "name")),))


def environment(_owner: Owner, params: Params) -> Touched:
    """All of ``env``, or of the vault without it; of ``export`` only ``names``."""
    said = optional_text(params, "env") or WHOLE
    return Touched(said, tuple(parse_selector(one).name for one in texts(params, "names")), said)


def new_key(_owner: Owner, params: Params) -> Touched:
    """A key that is to be made: nothing is looked up."""
    selector = parse_new(text(params, "name"), optional_text(params, "env"))
    said = selector.environment or WHOLE
    return Touched(said, (selector.name,), said)


def key(owner: Owner, params: Params) -> Touched:
    """The one key of ``name`` and ``env``, in the trash where ``trash`` says so."""
    selector = parse_selector(text(params, "name"), optional_text(params, "env"))
    return _places(owner, [selector], flag(params, "trash"))


def live_keys(owner: Owner, params: Params) -> Touched:
    """The keys of ``names`` and ``env``."""
    return _places(owner, _selectors(params), trashed=False)


def trashed_keys(owner: Owner, params: Params) -> Touched:
    """The keys of ``names`` and ``env`` in the trash; by ``older_than`` the whole trash."""
    selectors = _selectors(params)
    if params.get("older_than") is not None or not selectors:
        return Touched(WHOLE)
    return _places(owner, selectors, trashed=True)


def _selectors(params: Params) -> list[Selector]:
    env = optional_text(params, "env")
    return [parse_selector(name, env) for name in texts(params, "names")]


def _places(owner: Owner, selectors: list[Selector], trashed: bool) -> Touched:
    """One environment where all are in it for certain, else the whole vault."""
    said = _only({one.environment or WHOLE for one in selectors})
    places = [one.environment or _place(owner, one, trashed) for one in selectors]
    single = _only(places)
    known = {item.name for item in owner.vault.environments()}
    if single in known:
        return Touched(single, tuple(one.name for one in selectors), said)
    return Touched(WHOLE, tuple(str(one) for one in selectors), said)


def _place(owner: Owner, selector: Selector, trashed: bool) -> str:
    try:
        return secrets.find(owner.vault, selector, trashed).environment
    except KeysteadError:  # there is none, or there are several
        return WHOLE


def _only(names: Iterable[str]) -> str:
    found = set(names)
    return found.pop() if len(found) == 1 else WHOLE
