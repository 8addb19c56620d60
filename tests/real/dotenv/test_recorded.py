"""Our readers against tables of what the real ones did; `record.py` makes them."""

import json

import pytest

from keystead.formats.target import UNKNOWN, Misread, Reader
from keystead.formats.targets import direnv, go, ruby, rust
from tests.real.dotenv.record import FOLDER

READERS = {
    "go": go.READER,
    "rust": rust.OLDER,
    "rust-dotenvy": rust.READER,
    "ruby-3": ruby.READER,
    "direnv": direnv.READER,
}


def read(reader: Reader, text: str) -> dict[str, str] | None:
    try:
        return reader.read(text)
    except Misread:
        return None


def test_every_table_has_its_reader():
    assert {path.stem for path in FOLDER.glob("*.json")} == set(READERS)


@pytest.mark.parametrize("name", READERS)
def test_the_model_does_what_the_reader_did(name: str):
    table = json.loads((FOLDER / f"{name}.json").read_text())
    known = [(text, found, read(READERS[name], text)) for text, found in table["files"]]
    # What comes from an environment is not ours to guess.
    known = [one for one in known if one[2] is None or UNKNOWN not in "".join(one[2].values())]
    # Names of other letters are read by bytes in Go; no key of ours has them.
    known = [one for one in known if name != "go" or (one[1] is None or _plain(one[1]))]
    assert [one for one in known if one[1] != one[2]] == []
    assert sum(found is not None for _, found, _ in known) > 100


def _plain(found: dict[str, str]) -> bool:
    return all(name.isascii() for name in found)
