"""The tree speaks of the project alone: no machine's paths, no package hosts, no secrets."""

import re
from pathlib import Path

from tests.support.source_tree import ROOT, tracked_files

# Written apart, so that this file does not find itself.
FORBIDDEN = [
    "/wo" + "rk/",
    "/ro" + "ot/",
    "ind" + "ex-url",
    "find" + "-links",
    "files.python" + "hosted",
    "pypi" + r"\.org",
    "registry" + r"\.npm",
    "deb" + r"\.debian\.org",
]
# devtools writes the locks and so names the options that keep hosts out of them.
EXPECTED = {
    ("devtools/environment.py", "ind" + "ex-url"),
    ("devtools/environment.py", "find" + "-links"),
}
BINARY = {".otf", ".ttf", ".png", ".ico", ".icns", ".gz", ".zip", ".pdf"}
# Made elsewhere and kept as they came.
VECTORS = ROOT / "tests" / "vectors"
# Vault files and capsules of old formats; the program gives a capsule no suffix.
SEALED = {"vault.keystead", "capsule"}
FIXTURES = ROOT / "tests" / "fixtures"
GENERATED_LARGE = 2_000_000


def test_no_file_names_a_machine_or_a_host():
    pattern = re.compile("|".join(f"(?:{word})" for word in FORBIDDEN))
    faults = []
    for path in _text_files():
        name = path.relative_to(ROOT).as_posix()
        for number, line in enumerate(_text(path).splitlines(), 1):
            found = pattern.search(line)
            if found and (name, found.group()) not in EXPECTED:
                faults.append(f"{name}:{number}: {found.group()}")
    assert faults == []


def test_every_text_file_is_utf8_with_line_feeds():
    for path in _text_files():
        text = _text(path)
        assert "\r" not in text, path
        assert not text or text.endswith("\n"), path


def test_no_file_is_larger_than_a_font():
    large = [path for path in tracked_files() if path.stat().st_size > GENERATED_LARGE]
    assert large == []


def _text_files() -> list[Path]:
    return [
        path
        for path in tracked_files()
        if path.suffix not in BINARY
        and VECTORS not in path.parents
        and not (path.name in SEALED and FIXTURES in path.parents)
    ]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")
