"""Our readers against the real ones, over files that are hardly `.env` files."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from keystead.formats.target import Misread, Reader
from keystead.formats.targets import docker, node, npm_dotenv, python_dotenv, shell
from tests.real.dotenv import docker_daemon, readers
from tests.real.tools import shells
from tests.unit.formats.nasty import random_file, random_value

FILES = 600
DOCKER_FILES = 20  # one process each


def files(seed: int, count: int = FILES, without: str = "") -> list[str]:
    source = random.Random(seed)
    return [random_file(source, without=without) for _ in range(count)]


def expected(reader: Reader, text: str) -> dict[str, str] | None:
    try:
        return reader.read(text)
    except Misread:
        return None


def assert_alike(
    reader: Reader, texts: Sequence[str], real: Sequence[dict[str, str] | None]
) -> None:
    different = [
        (text, expected(reader, text), found)
        for text, found in zip(texts, real, strict=True)
        if expected(reader, text) != found
    ]
    assert different == []


def test_python_dotenv(monkeypatch: pytest.MonkeyPatch):
    for name in "ABCDE":
        monkeypatch.delenv(name, raising=False)
    texts = files(1)
    assert_alike(python_dotenv.READER, texts, readers.python_dotenv(texts))


@pytest.mark.parametrize("version", ["16", "17", "18"])
def test_npm_dotenv(version: str):
    texts = files(2)
    assert_alike(npm_dotenv.READER, texts, readers.npm_dotenv(version, texts))


def test_node():
    texts = [text for text in files(3) if expected(node.READER, text) is not None]
    assert len(texts) > FILES // 2
    real = readers.node_parse(texts)
    reader = node.READER if readers.node_major() < 24 else node.NEWER
    assert_alike(reader, texts, real)


@pytest.mark.parametrize("command", shells(), ids=" ".join)
def test_shells(command: list[str]):
    # Only what is an assignment by our rules: nothing else may be run.
    source = random.Random(4)
    texts = [
        "".join(f"{name}={random_value(source)}\n" for name in ("A", "B")) for _ in range(FILES * 3)
    ]
    texts = [text for text in texts if expected(shell.READER, text) is not None]
    assert len(texts) > FILES // 10
    assert_alike(shell.READER, texts, readers.shell(command, texts))


@pytest.mark.parametrize("command", shells(), ids=" ".join)
def test_names_which_a_shell_keeps_are_known(command: list[str]):
    names = sorted({*shell.RESERVED, "HOME", "LANG", "IFS", "TMPDIR", "MAIL", "TZ"})
    real = readers.shell(command, [f"{name}='a value'\n" for name in names])
    kept = {name for name, found in zip(names, real, strict=True) if found != {name: "a value"}}
    assert kept <= shell.RESERVED.keys()
    if Path(command[0]).name == "bash":
        assert kept == shell.RESERVED.keys()


def test_docker():
    texts = [
        *files(5, DOCKER_FILES),
        "A='1'\n B= 2 \n",
        f"A={'x' * 65_533}\n",
        f"A={'x' * 65_534}\n",
        "export A=1\n",
        "\ufeffA=1\r\n",
    ]
    assert_alike(docker.READER, texts, docker_daemon.docker_run(texts))
