"""One's own presets: presets.toml beside the settings, read and written whole."""

from pathlib import Path

from keystead.core.errors import BadPreset
from keystead.core.presets import (
    BUILT_IN,
    MAX_PRESETS,
    MAX_TEXT,
    check_name,
    dump_presets,
    parse_presets,
)
from keystead.core.recipes import Recipe, check_recipe
from keystead.errors import FileProblem
from keystead.vault.host import Host

FILE = "presets.toml"


def load(host: Host, folder: Path) -> dict[str, Recipe]:
    """One's own presets by name; none where there is no file.

    Raises BadPreset or FileProblem for a file that cannot be understood.
    """
    path = folder / FILE
    if not host.exists(path):
        return {}
    try:
        return parse_presets(host.read(path, MAX_TEXT * 4).decode("utf-8"))
    except UnicodeDecodeError:
        raise FileProblem(f"{path} is not text. It was left as it is.") from None


def find(host: Host, folder: Path, name: str) -> Recipe:
    """The preset of this name, built in or one's own; BadPreset that names all."""
    known = {**BUILT_IN, **load(host, folder)}
    if name not in known:
        raise BadPreset(f"There is no preset of that name. There are: {', '.join(sorted(known))}.")
    return known[name]


def save(host: Host, folder: Path, name: str, recipe: Recipe) -> None:
    """Keep a recipe under a name of one's own, in place of one that has it; BadPreset."""
    known = load(host, folder)
    known[check_name(name)] = check_recipe(recipe)
    if len(known) > MAX_PRESETS:
        raise BadPreset(f"{MAX_PRESETS} presets can be kept. Forget one first.")
    _write(host, folder, known)


def forget(host: Host, folder: Path, name: str) -> None:
    """Take one's own preset away; BadPreset where there is none."""
    known = load(host, folder)
    if name not in known:
        raise BadPreset("There is no preset of your own with that name.")
    del known[name]
    _write(host, folder, known)


def _write(host: Host, folder: Path, known: dict[str, Recipe]) -> None:
    host.private_folder(folder)
    host.write_atomic(folder / FILE, dump_presets(known).encode())
