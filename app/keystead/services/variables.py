"""Values as the variables of a program that is started with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from keystead.core.secret_types import SecretText
from keystead.core.variables import steers_programs
from keystead.services import export, secrets
from keystead.services.whereabouts import Whereabouts
from keystead.vault.bodies import Action
from keystead.vault.session import OpenVault


@dataclass(frozen=True)
class Variables:
    """Names and values; ``warnings``: a sentence for each key that was left out, and one that
    names those that have expired."""

    values: tuple[tuple[str, SecretText], ...]
    warnings: tuple[str, ...]


def variables(
    vault: OpenVault, environment: str, names: Sequence[str] | None, where: Whereabouts
) -> Variables:
    """The current values of an environment, or of ``names`` in it, for the program ``where``;
    each use is put into the journal.

    A key whose name would change how programs start goes along only where it is named.
    Raises what ``export.choose`` raises.
    """
    chosen = export.choose(vault, environment, names)
    left = [one for one in chosen if names is None and steers_programs(one.name)]
    given = [one for one in chosen if one not in left]
    found = export.values_of(vault, environment, given)
    vault.journal.add_all(
        secrets.use(vault, one, one.current, Action.RUN, where)
        for one in given
        if one.current is not None
    )
    steering = [
        f"{one.name} would change how programs start. It was left out; --only gives it."
        for one in left
    ]
    revoked = export.left_out(vault, environment) if names is None else []
    return Variables(tuple(found), (*steering, *revoked, *export.expired(vault, given)))
