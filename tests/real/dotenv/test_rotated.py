"""Files whose value was replaced by a rotation, read by the real programs."""

from pathlib import Path

import pytest

from keystead.core.model import Place
from keystead.core.secret_types import SecretText
from keystead.services import placing
from keystead.services.placing import Wanted
from keystead.system.host import SystemHost
from tests.real.dotenv import readers
from tests.real.tools import shells
from tests.unit.formats.nasty import CLASSES

BEFORE = "# of the shop\nFIRST=1\n\nTOKEN=old-value # by hand\nLAST='kept as it is'\n"


def rotated(folder: Path, profile: str) -> tuple[list[str], list[dict[str, str]]]:
    """A file for each nasty value that the profile's reader can hold, after its rotation."""
    texts, expected = [], []
    for number, value in enumerate(CLASSES.values()):
        path = folder / f"{number}.env"
        path.write_text(BEFORE)
        wanted = Wanted("TOKEN", "dev", SecretText(value), (SecretText("old-value"),))
        place = Place("file", str(path), form=profile)
        done = placing.put(SystemHost(), place, wanted, None, profile)
        assert bool(done.reason) == (path.read_text() == BEFORE)
        if not done.reason:
            texts.append(path.read_bytes().decode())
            expected.append({"FIRST": "1", "TOKEN": value, "LAST": "kept as it is"})
    assert len(texts) > len(CLASSES) / 2
    return texts, expected


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "project"
    made.mkdir(mode=0o755)
    return made


def test_python_dotenv(folder: Path):
    texts, expected = rotated(folder, "python-dotenv")
    assert readers.python_dotenv(texts) == expected


def test_node(folder: Path):
    texts, expected = rotated(folder, "node")
    assert readers.node_parse(texts) == expected


@pytest.mark.parametrize("version", ["16", "17", "18"])
def test_npm_dotenv(folder: Path, version: str):
    texts, expected = rotated(folder, "npm-dotenv")
    assert readers.npm_dotenv(version, texts) == expected


def test_every_shell(folder: Path):
    texts, expected = rotated(folder, "shell")
    for shell in shells():
        found = readers.shell(shell, texts)
        assert [{name: one[name] for name in expected[0]} for one in found] == expected
