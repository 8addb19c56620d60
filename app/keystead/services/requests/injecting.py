"""The request of ``run``: values for the variables of a program."""

from keystead.services.owner import Owner
from keystead.services.requests.params import JsonObject, Params, optional_texts, text
from keystead.services.variables import variables
from keystead.services.whereabouts import of_program


def run(owner: Owner, params: Params) -> JsonObject:
    """The values of ``env`` by name, or of ``names`` in it, for ``program``, the path of what
    the command becomes: it is what the command says, and no process can be asked about it yet.

    Raises NotFound, Revoked.
    """
    where = of_program(text(params, "program"))
    found = variables(owner.vault, text(params, "env"), optional_texts(params, "names"), where)
    values = {name: value.reveal() for name, value in found.values}
    return {"values": values, "warnings": list(found.warnings)}
