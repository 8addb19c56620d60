"""Parameters come from outside: each type is checked."""

import pytest

from keystead.errors import UsageProblem
from keystead.services.requests import params


def test_what_is_there_is_given():
    given = {"t": "x", "f": True, "n": 7, "l": ["a"], "m": {"a": 1}, "s": "hidden"}
    assert params.text(given, "t") == "x"
    assert params.flag(given, "f") is True
    assert params.number(given, "n") == 7
    assert params.texts(given, "l") == ("a",)
    assert params.mapping(given, "m") == {"a": 1}
    assert params.secret(given, "s").reveal() == "hidden"
    assert params.optional_text(given, "t") == "x"
    assert params.optional_number(given, "n") == 7
    assert params.optional_texts(given, "l") == ("a",)


def test_what_is_missing_or_null_has_its_default():
    given: dict[str, object] = {"null": None}
    for name in ("null", "missing"):
        assert params.optional_text(given, name) is None
        assert params.optional_number(given, name) is None
        assert params.optional_texts(given, name) is None
        assert params.texts(given, name) == ()
        assert params.mapping(given, name) == {}
        assert params.number(given, name, 3) == 3
    assert params.flag(given, "missing") is False


@pytest.mark.parametrize(
    ("reader", "wrong"),
    [
        (params.text, None),
        (params.text, 7),
        (params.text, ["x"]),
        (params.flag, "true"),
        (params.flag, 1),
        (params.number, True),
        (params.number, "7"),
        (params.number, 7.5),
        (params.texts, "abc"),
        (params.texts, [1]),
        (params.texts, {"a": 1}),
        (params.mapping, []),
        (params.secret, 7),
    ],
)
def test_another_type_is_refused_by_name(reader, wrong):
    with pytest.raises(UsageProblem, match="needs odd to be"):
        reader({"odd": wrong}, "odd")
