"""What the worker does for an import: read what was given, and look at what it would change."""

from pathlib import Path

from keystead.core.secret_types import SecretText
from keystead.gui.models.import_preview import ImportPreview, preview_of
from keystead.services import imports
from keystead.services.owner import Owner

MAX_IMPORT = 4 * 1024 * 1024
"""Bytes of a file that is imported."""


def look_through(owner: Owner, environment: str, source: Path | SecretText) -> ImportPreview:
    """What a file, or text like a `.env` file, would change; nothing is changed.

    Raises FileProblem, and what ``imports.plan`` raises.
    """
    if isinstance(source, SecretText):
        data, form = source.reveal().encode("utf-8", "surrogatepass"), "dotenv"
    else:
        data = owner.vault.host.read(source, MAX_IMPORT)
        form = imports.format_of(source.name)
    return preview_of(imports.plan(owner.vault, environment, data, form))
