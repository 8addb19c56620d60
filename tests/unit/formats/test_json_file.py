import json

import pytest

from keystead.formats.flat import FLAT_LIMIT, FlatFault
from keystead.formats.json_file import FLAT, items


def test_names_texts_and_where_they_stand():
    text = '{\n  "A" : "x\\ny",\n  "B": {"C": [1, 2]}, "D": null\n}\n'
    a, b, d = items(text)
    assert (a.name, a.value, a.line, text[a.start : a.end]) == ("A", "x\ny", 2, '"x\\ny"')
    assert (b.name, b.value, b.line, b.written) == ("B", None, 3, '{"C": [1, 2]}')
    assert (d.value, d.line) == (None, 3)
    assert list(items(" {} ")) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "{"),
        ("[1]", 1, "{"),
        ('{"A": "x"\n"B": "y"}', 2, "}"),
        ('{"A": "x",\n"A": "y"}', 2, "more than once"),
        ('{"A": "x",}', 1, "name in quotes"),
        ('{A: "x"}', 1, "name in quotes"),
        ('{"A" "x"}', 1, ":"),
        ('{\n"A": nope}', 2, "no JSON"),
        ('{"A": NaN}', 1, "can be read"),
        ('{"A": ' + "[" * 200_000 + "}", 1, "no JSON"),
        ('{"A": "x"} more', 1, "behind"),
        ('{"A": "x\ny"}', 1, "no JSON"),
        (" " * (FLAT_LIMIT + 1), 1, "1 MiB"),
    ],
    ids=range(13),
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int, words: str):
    with pytest.raises(FlatFault) as caught:
        items(text)
    assert caught.value.line == line
    assert words in caught.value.reason


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("{}", '{\n  "N": "new"\n}'),
        ("{\n}\n", '{\n  "N": "new"\n}\n'),
        ('{"A": "1", "X": 5}', '{"A": "one", "X": 5, "N": "new"}'),
        ('{\n\t"A" : "1"\n}\n', '{\n\t"A" : "one",\n\t"N": "new"\n}\n'),
        ('{"A": "1"}', '{"A": "one", "N": "new"}'),
    ],
)
def test_an_update_keeps_the_form(text: str, result: str):
    changed = {"A": "one"} if "A" in text else {}
    assert FLAT.update(text, changed, {"N": "new"}, "# note") == result
    assert json.loads(result)["N"] == "new"
