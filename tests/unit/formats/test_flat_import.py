import pytest

from keystead.formats.errors import ImportProblem
from keystead.formats.flat_import import FORMATS, format_of, parse

TEXTS = {
    "json": '{"A": "x",\n "b-c": "y",\n "D": 5}',
    "yaml": "A: x\nb-c: y\nD: 5\n",
    "toml": "A = 'x'\nb-c = 'y'\nD = 5\n",
}


@pytest.mark.parametrize("kind", FORMATS)
def test_texts_are_entries_and_all_else_is_told_by_its_line(kind: str):
    found = parse(kind, TEXTS[kind].encode())
    assert [(one.name, one.value.reveal(), one.line) for one in found.entries] == [("A", "x", 1)]
    assert [(one.line, one.name) for one in found.problems] == [(2, None), (3, "D")]
    assert "quotes" in found.problems[1].message


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("data", [b"\xff\xfe{\0}\0", b"\x80", b"{\0}", b"{'", b"A: x: y: [\n'"])
def test_what_is_no_such_file_is_refused_whole(kind: str, data: bytes):
    with pytest.raises(ImportProblem, match=r"^Line \d+: .* Nothing was imported\.$"):
        parse(kind, data)


def test_too_much_is_told():
    long = '{"A": "' + "x" * (64 * 1024 + 1) + '"}'
    assert parse("json", long.encode()).problems[0].reason == "too-long"
    many = "{" + ",".join(f'"A{n}": "x"' for n in range(10_001)) + "}"
    found = parse("json", many.encode())
    assert (len(found.entries), found.problems[0].reason) == (10_000, "too-many")


def test_a_format_is_told_by_the_ending():
    endings = {"a.json": "json", "a.YML": "yaml", "x/.yaml": None, "a.toml": "toml", ".env": None}
    assert {name: format_of(name) for name in endings} == endings
