"""The licences of everything in the bundle, and one page that says which is whose."""

import re
import shutil
from email.parser import Parser
from pathlib import Path

from devtools.installer import places
from devtools.shell import ROOT

_TEXTS = re.compile(r"(LICEN[CS]E|COPYING|NOTICE)", re.IGNORECASE)
_HEAD = """\
Keystead {version}

Copyright the Keystead authors. Keystead is free software: you can redistribute it and modify it
under the terms of the GNU General Public License, version 3 or later, in keystead/LICENSE.

This package also holds what is listed below, unchanged. The texts of the licences, and lists of
what is compiled into the libraries where their makers give one, lie in folders beside this file.
Qt and PySide6 are used under the GNU Lesser General Public License, version 3; their libraries
are the separate files below /usr/lib/keystead/lib/PySide6 and shiboken6, so that you can put
your own builds in their place, and their source code is published by the Qt Project under the
versions named here.

"""


def write_notices(folder: Path, bundle: Path, site: Path, python: Path) -> None:
    """Write ``copyright`` and a folder of licences for each part into *folder*.

    *site*: the packages that the bundle was made from; *python*: the library folder of the
    Python that is in it, with its LICENSE.txt.
    """
    lines = []
    for information in sorted(site.glob("*.dist-info"), key=lambda path: path.name.lower()):
        if _is_bundled(information, bundle / "lib"):
            lines.append(_describe(information))
            name = information.name.removesuffix(".dist-info").rpartition("-")[0]
            _copy_texts(information, folder / name.replace("_", "-").lower())
    (launcher,) = site.glob("pyinstaller-*.dist-info")
    _copy_texts(launcher, folder / "pyinstaller")
    _copy(python / "LICENSE.txt", folder / "python")
    for path in sorted((places.PACKAGING / "licences").glob("*.txt")):
        _copy(path, folder / path.name.removesuffix(".txt").lower())
    for path in sorted((ROOT / "resources" / "fonts").glob("*OFL.txt")):
        _copy(path, folder / "fonts")
    _copy(ROOT / "LICENSE", folder / "keystead")
    lines.append("Python, under the PSF License Agreement, in python/LICENSE.txt")
    lines.append("ICU, as part of Qt, under the Unicode licence, in icu/")
    lines.append("Inter and JetBrains Mono, under the SIL Open Font License 1.1, in fonts/")
    lines.append("PyInstaller's launcher, under GPL 2 or later with an exception, in pyinstaller/")
    head = _HEAD.format(version=places.version())
    text = head + "".join(f"- {line}\n" for line in lines)
    (folder / "copyright").write_text(text, encoding="utf-8")


def _is_bundled(information: Path, library: Path) -> bool:
    """Whether any module of a distribution went into the bundle."""
    record = (information / "RECORD").read_text(encoding="utf-8").splitlines()
    names = {line.partition(",")[0].partition("/")[0] for line in record}
    names -= {information.name, "..", "__pycache__"}
    return any(
        (library / name).exists() or (library / name).with_suffix(".pyc").exists() for name in names
    )


def _describe(information: Path) -> str:
    told = Parser().parsestr((information / "METADATA").read_text(encoding="utf-8"))
    licence = told["License-Expression"] or told["License"]
    if licence is None or "\n" in licence:
        kinds = [kind for kind in told.get_all("Classifier", []) if kind.startswith("License ::")]
        licence = kinds[0].rpartition(":: ")[2] if kinds else "see its text"
    return f"{told['Name']} {told['Version']}, under {licence}"


def _copy_texts(information: Path, folder: Path) -> None:
    for path in sorted(information.rglob("*")):
        if path.is_file() and (_TEXTS.match(path.name) or path.parent.name == "sboms"):
            _copy(path, folder)


def _copy(path: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, folder / path.name)
