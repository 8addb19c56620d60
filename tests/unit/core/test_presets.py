"""Presets: there and back, and what is refused with its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.errors import BadPreset
from keystead.core.presets import BUILT_IN, check_name, dump_presets, parse_presets
from keystead.core.recipes import Format, Recipe, check_recipe
from keystead.services.generating import make


def test_those_that_come_along_can_be_made() -> None:
    for recipe in BUILT_IN.values():
        made = make(check_recipe(recipe), 0.0)
        assert made.bits is not None
        assert made.bits >= 128


@given(
    st.dictionaries(
        st.from_regex(r"my-[a-z0-9-]{1,10}", fullmatch=True),
        st.builds(
            Recipe,
            form=st.just(Format.SYMBOLS),
            length=st.integers(20, 90),
            symbols=st.sampled_from(["", "!#", "\"\\'-_"]),
            readable=st.booleans(),
        ),
        max_size=5,
    )
)
def test_there_and_back(presets: dict[str, Recipe]) -> None:
    assert parse_presets(dump_presets(presets)) == presets


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = [", "no valid TOML"),
        ("x = 1", "in x"),
        ('[x]\nformat = "pin"', "in x"),
        ('[x]\nformat = "hex"\nbits = "256"', "in x"),
        ('[x]\nformat = "hex"\nbits = true', "in x"),
        ('[x]\nformat = "hex"\ncolour = "red"', "in x"),
        ('[x]\nformat = "hex"\nbits = 0', "in x"),
        ('[x]\nformat = "uuid"\nlength = 3', "in x"),
        (" " * 70_000, "larger than"),
        ("\n".join(f"[p{n}]" for n in range(201)), "more than 200"),
        ("a = " + "[" * 5_000, "no valid TOML"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_and_left(text: str, said: str) -> None:
    with pytest.raises(BadPreset, match=said) as caught:
        parse_presets(text)
    assert "left as it is" in caught.value.message


@pytest.mark.parametrize("name", ["", "A", "a b", "-a", "a" * 41, "api-key", "../x"])
def test_names_that_cannot_be_kept(name: str) -> None:
    with pytest.raises(BadPreset):
        check_name(name)
