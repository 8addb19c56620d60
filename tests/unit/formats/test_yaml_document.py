import pytest

from keystead.formats.flat import FLAT_LIMIT, FlatFault
from keystead.formats.yaml_document import items, update


def read(text: str) -> dict[str, str | None]:
    return {item.name: item.value for item in items(text)}


def test_texts_are_told_from_other_things():
    text = "A: x\nB: '5'\nC: 5\nD: yes\nE: null\nF:\nG: !!str 5\nH: !x y\nI: &a y\nJ: *a\nK: [1]\n"
    found = read(text)
    assert {n: v for n, v in found.items() if v is not None} == {"A": "x", "B": "5", "G": "5"}
    assert list(found) == list("ABCDEFGHIJK")


def test_where_values_stand():
    text = "# c\nA: x # c\nB: |\n  one\n\n  two\n\n# end\nC: {a: [b]}\n"
    a, b, c = items(text)
    assert (a.line, b.line, c.line) == (2, 3, 9)
    assert [text[one.start : one.end] for one in (a, b, c)] == [
        "x",
        "|\n  one\n\n  two",
        "{a: [b]}",
    ]
    assert b.value == "one\n\ntwo\n"
    assert read("") == read("# only\n") == read("---\n{}\n") == {}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("A: x\nA: y\n", 2, "more than once"),
        ("- A\n", 1, "names with texts"),
        ("just text\n", 1, "names with texts"),
        ("A: x\n---\nB: y\n", 2, "second document"),
        ("A: 'x\n", 2, "no YAML"),
        ("A: x\n\tB: y\n", 2, "no YAML"),
        ("[1]: x\n", 1, "no name"),
        ("A: " + "[" * 100_000, 1, "too deep"),
        ("A: \x01\n", 1, "can be read"),
        ("#" * (FLAT_LIMIT + 1), 1, "1 MiB"),
    ],
    ids=range(10),
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int, words: str):
    with pytest.raises(FlatFault) as caught:
        items(text)
    assert caught.value.line == line
    assert words in caught.value.reason


def test_aliases_are_never_followed():
    bomb = "A0: &a0 [x, x]\n" + "".join(
        f"A{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 200)
    )
    assert set(read(bomb).values()) == {None}


def test_an_update_keeps_all_else():
    text = "# top\nA: old # why\n\nB: |\n  one\n\n# mid\nX:\n  - 1"
    new = update(text, {"A": "it's", "B": "b"}, {"NO": "n"}, "# note")
    assert new == ('# top\nA: "it\'s" # why\n\nB: "b"\n\n# mid\nX:\n  - 1\n\n# note\n"NO": "n"\n')
    again = update(new, {}, {"Z": "z"}, "# note")
    assert again == new + 'Z: "z"\n'
    assert update("", {}, {"Z": "z"}, "# note") == '# note\nZ: "z"\n'


@pytest.mark.parametrize(
    "block",
    [
        "m:\n  k: v",
        "m:\n  k: {a: [b]}\n",
        "m:\n  k: v # why\n",
        "m:\n  k:\n    - a\n    -\n",
        "m:\n- a\n- b: c\n",
        "m:\n  k:\n",
        "m:\n  k: &a v\n  l: *a\n",
        "m:\n  k: |\n    a\n    # b\n",
        "m:\n  k: |+\n    a\n\n\n",
        "m:\n  k: >2+\n    a\n\n",
        "m:\n  k: v\n\n# the end\n",
    ],
)
def test_entries_are_added_behind_a_nested_block(block: str):
    text = f"A: x\n{block}"
    new = update(text, {"A": "y"}, {"B": "b"}, "# note")
    assert new.startswith('A: "y"' + text.removeprefix("A: x"))
    assert read(new) == {"A": "y", "m": None, "B": "b"}
    before, after = items(text)[1], items(new)[1]
    assert before.written == after.written


def test_what_follows_a_nested_block_is_not_part_of_it():
    a, b = items("A:\n  k: v # why\n\n# of B\nB: x\n")
    text = "A:\n  k: v # why\n\n# of B\nB: x\n"
    assert text[a.start : a.end] == "k: v"
    assert update(text, {"A": "y"}, {}, "") == 'A:\n  "y" # why\n\n# of B\nB: x\n'
    assert b.value == "x"


def test_a_nested_text_that_gets_a_line_end_is_another_one():
    (before,), (after,) = items("A:\n  k: |\n    a"), items("A:\n  k: |\n    a\n")
    assert before.written != after.written


def test_entries_are_added_where_the_others_begin_and_the_document_ends():
    new = update("  A: x\n  m:\n    k: v\n", {}, {"B": "b"}, "# note")
    assert new == '  A: x\n  m:\n    k: v\n\n  # note\n  B: "b"\n'
    assert update(new, {}, {"C": "c"}, "# note") == new + '  C: "c"\n'
    assert update("A: x\n...\n", {}, {"B": "b"}, "#") == 'A: x\n\n#\nB: "b"\n...\n'


@pytest.mark.parametrize("text", ["{}\n", "{A: x}\n"])
def test_nothing_is_added_in_braces(text: str):
    with pytest.raises(FlatFault, match="braces"):
        update(text, {}, {"B": "b"}, "# note")
    assert update("{A: x}\n", {"A": "y"}, {}, "# note") == '{A: "y"}\n'


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("A: \n\nB: x\n", 'A: "y" \n\nB: x\n'),
        ("A:", 'A: "y"'),
        ("A:\n  k:\n    -\n# of B\nB: x\n", 'A:\n  "y"\n# of B\nB: x\n'),
    ],
)
def test_what_is_nothing_gets_its_value_behind_its_name(text: str, new: str):
    assert update(text, {"A": "y"}, {}, "") == new
    assert read(new)["A"] == "y"
