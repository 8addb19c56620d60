"""The readers of other languages and tools: our models against them, and what we write."""

import random
from collections.abc import Callable, Sequence

import pytest

from keystead.formats.target import UNKNOWN, Misread, Reader
from keystead.formats.targets import compose, direnv, dotenvx, nextjs, php, ruby, systemd
from tests.real.dotenv import more_readers as real
from tests.real.dotenv.test_profiles import batch, written
from tests.unit.formats.nasty import CLASSES, random_file, random_value

Real = Callable[[Sequence[str]], real.Found]
Models = tuple[Reader, ...]
# Models (of the version that Debian 12 has, and of a later one), program, how many files,
# characters that these hold none of.
MODELS: dict[str, tuple[Models, Real, int, str]] = {
    "nextjs": ((nextjs.READER,), real.next_env, 400, ""),
    "dotenvx": ((dotenvx.READER,), real.dotenvx, 400, ""),
    "ruby": ((ruby.OLDER, ruby.READER), real.ruby_dotenv, 400, ""),
    "php": ((php.ALONE,), real.php_dotenv, 400, ""),
    "direnv": ((direnv.OLDER, direnv.READER), real.direnv, 60, ""),
    "compose": ((compose.READER,), real.compose, 40, "é🔑"),
    "systemd": ((systemd.OLDER, systemd.READER), real.systemd, 60, "$"),
}


def read(reader: Reader, text: str) -> dict[str, str] | None:
    try:
        return reader.read(text)
    except Misread:
        return None


def files(reader: Reader, count: int, without: str) -> list[str]:
    """Files of which we know what is read: nothing of it comes from an environment."""
    source = random.Random(reader.title)
    found: list[str] = []
    while len(found) < count:
        text = random_file(source) if len(found) % 2 else _values(source)
        known = read(reader, text)
        if set(text) & set(without) or (known and UNKNOWN in "".join(known.values())):
            continue
        found.append(text)
    return found


def _values(source: random.Random) -> str:
    quotes = [source.choice(("", "'", '"')) for _ in "AB"]
    pairs = zip("AB", quotes, strict=True)
    return "".join(f"{name}={quote}{random_value(source)}{quote}\n" for name, quote in pairs)


@pytest.mark.parametrize("name", MODELS)
def test_the_model_reads_as_the_program_does(name: str):
    models, program, count, without = MODELS[name]
    texts = files(models[0], count, without)
    found = program(texts)
    differences = [different(name, model, texts, found) for model in models]
    assert min(differences, key=len) == []
    assert sum(one is not None for one in found) > count // 8


def different(name: str, model: Reader, texts: Sequence[str], found: real.Found) -> list[object]:
    """The texts which the model reads in another way, with what is read."""
    known = [read(model, text) for text in texts]
    if name == "systemd":
        # Its generator drops what is empty.
        empty = [{n for n, v in (one or {}).items() if not v} for one in known]
        known = [_without(one, names) for one, names in zip(known, empty, strict=True)]
        found = [_without(one, names) for one, names in zip(found, empty, strict=True)]
    return [
        (text, ours, theirs)
        for text, ours, theirs in zip(texts, known, found, strict=True)
        if ours != theirs
    ]


def _without(found: dict[str, str] | None, names: set[str]) -> dict[str, str] | None:
    return None if found is None else {n: v for n, v in found.items() if n not in names}


@pytest.mark.parametrize(
    ("name", "program"),
    [("nextjs", real.next_env), ("dotenvx", real.dotenvx), ("php", real.php_dotenv)],
)
def test_what_a_profile_writes_is_read_exactly(name: str, program: Real):
    texts, values = batch(name, files=30)
    assert program(texts) == values


def test_compose_reads_what_its_profile_writes():
    texts, values = batch("compose", files=10)
    assert real.compose(texts) == values


@pytest.mark.parametrize(
    ("name", "program", "models"),
    [
        ("ruby", real.ruby_dotenv, (ruby.OLDER, ruby.READER)),
        ("direnv", real.direnv, (direnv.OLDER, direnv.READER)),
    ],
)
def test_older_versions_misread_only_what_the_model_says(name: str, program: Real, models: Models):
    text, _ = written(name, CLASSES)
    (found,) = program([text])
    assert found in [read(model, text) for model in models]


def test_systemd_reads_what_its_profile_writes():
    values = {n: v for n, v in CLASSES.items() if "$" not in v and v}
    text, expected = written("systemd", values)
    assert real.systemd([text]) == [expected]


def test_dotenvx_runs_what_the_general_profile_warns_of():
    # The reason for the refusal: were it not so, a value with $( could be written.
    (found,) = real.dotenvx(['A="$(echo run)"\n'])
    assert found == {"A": "run"}
