"""The one locator of the files that come with the program: icons, fonts, theme, catalogue.

They lie in ``keystead/resources`` in a wheel and in a PyInstaller bundle, and in
``resources`` at the top of a checkout, which an editable install points into.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from keystead.errors import KeysteadError

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """The file or folder *parts* among the resources, such as ``resource("fonts")``.

    Raises KeysteadError when the installation lacks it.
    """
    return locate(parts, resource_folders(_PACKAGE, getattr(sys, "_MEIPASS", None)))


def resource_folders(package: Path, bundle: str | None) -> tuple[Path, ...]:
    """Where resources may be, in order: bundle (if run from one), package, checkout."""
    unpacked = (Path(bundle) / "keystead" / "resources",) if bundle else ()
    return (*unpacked, package / "resources", package.parent.parent / "resources")


def locate(parts: Iterable[str], folders: Iterable[Path]) -> Path:
    """The first of *folders* that has *parts*; KeysteadError when none has."""
    name = Path(*parts)
    for folder in folders:
        if (folder / name).exists():
            return folder / name
    raise KeysteadError(
        f"A file of the program itself is missing: {name.as_posix()}. "
        "Your vaults are not affected. Please install Keystead again.",
        resource=name.as_posix(),
    )
