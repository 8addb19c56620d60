"""What each profile writes, read by the real program."""

import random

import pytest

from keystead.core.secret_types import SecretText
from keystead.formats.dotenv_read import parse
from keystead.formats.dotenv_write import header_for
from keystead.formats.errors import CannotExpress
from keystead.formats.profiles import PROFILES, render
from tests.real.dotenv import docker_daemon, readers
from tests.real.tools import shells
from tests.unit.formats.nasty import CLASSES, random_value
from tests.unit.formats.test_dotenv_read import SAMPLES, SHARED

FILES = 60
VALUES = 8  # a file

File = tuple[str, dict[str, str]]


def written(profile: str, values: dict[str, str]) -> File:
    """The file, and what it must be read as: all of ``values`` which are not refused."""
    entries = [(name, SecretText(value)) for name, value in values.items()]
    header = header_for("dev", PROFILES[profile])
    try:
        text = render(PROFILES[profile], entries, header).text.reveal()
    except CannotExpress as refusal:
        offending = refusal.data["values"]
        assert isinstance(offending, list)
        names = {offence["name"] for offence in offending}
        return written(profile, {n: v for n, v in values.items() if n not in names})
    return text, values


def batch(profile: str, files: int = FILES) -> tuple[list[str], list[dict[str, str]]]:
    """The classes in one file, then files of random values."""
    source = random.Random(profile)
    found = [written(profile, CLASSES)]
    for _ in range(files):
        values = {f"NAME_{n}": random_value(source) for n in range(VALUES)}
        found.append(written(profile, values))
    assert len(found[0][1]) > len(CLASSES) - 6
    return [text for text, _ in found], [values for _, values in found]


def test_python_dotenv():
    texts, values = batch("python-dotenv")
    assert readers.python_dotenv(texts) == values


@pytest.mark.parametrize("version", ["16", "17", "18"])
def test_npm_dotenv(version: str):
    texts, values = batch("npm-dotenv")
    assert readers.npm_dotenv(version, texts) == values


def test_node():
    texts, values = batch("node")
    assert readers.node_parse(texts) == values


def test_node_env_file():
    text, values = written("node", CLASSES)
    assert readers.node_env_file(text) == values


@pytest.mark.parametrize("command", shells(), ids=" ".join)
def test_shells(command: list[str]):
    texts, values = batch("shell")
    assert readers.shell(command, texts) == values


def test_docker():
    texts, values = batch("docker", files=6)
    assert docker_daemon.docker_run(texts) == values


def test_the_general_profile_names_everybody_who_misreads():
    entries = [(name, SecretText(value)) for name, value in CLASSES.items()]
    rendered = render(PROFILES["dotenv"], entries)
    texts = [rendered.text.reveal()]
    real = {
        "python-dotenv": readers.python_dotenv(texts)[0],
        "npm dotenv": readers.npm_dotenv("18", texts)[0],
        "Node --env-file": readers.node_env_file(texts[0]),
        "sh": readers.shell(shells()[-1], texts)[0],
    }
    misreaders = rendered.misreaders()
    for reader, found in real.items():
        wrong = {name for name, value in CLASSES.items() if found.get(name) != value}
        assert wrong <= set(misreaders.get(reader, []))


def test_no_shell_runs_what_the_general_profile_writes():
    text, _ = written("dotenv", CLASSES)
    names = ("COMMAND", "BACKTICK_COMMAND", "QUOTED_COMMAND")
    for command in shells():
        (found,) = readers.shell(command, [text])
        assert [found[name] for name in names] == [CLASSES[name] for name in names]


def test_files_of_real_projects_are_imported_as_npm_dotenv_reads_them():
    paths = [*SAMPLES.glob("*.env"), *SHARED.glob("*.env")]
    texts = [path.read_text("utf-8") for path in paths if path.name != "quoting.env"]
    imported = [
        {entry.name: entry.value.reveal() for entry in parse(text.encode()).entries}
        for text in texts
    ]
    assert readers.npm_dotenv("18", texts) == imported
