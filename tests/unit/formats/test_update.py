"""Updating in place: nothing of the file's own is lost, and our keys are exact."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystead.core.secret_types import SecretText
from keystead.formats.dotenv_write import header_for
from keystead.formats.errors import CannotExpress, FileUnread
from keystead.formats.profiles import PROFILES, render
from keystead.formats.update import Updated, note_for, update
from tests.unit.formats.nasty import values

NOTE = note_for("dev")


def entries(**found: str) -> list[tuple[str, SecretText]]:
    return [(name, SecretText(value)) for name, value in found.items()]


def updated(profile: str, text: str, **found: str) -> Updated:
    return update(PROFILES[profile], text.encode(), entries(**found), NOTE)


def test_comments_order_blank_lines_and_foreign_keys_stay():
    text = "# top\n\nMINE=1\nexport A='old'   # why\n\n\nB=b\nTHEIRS=$MINE\n# end"
    found = updated("node", text, A="a new one", B="b", C="c#")
    assert found.text.reveal() == (
        "# top\n\nMINE=1\nexport A='a new one'   # why\n\n\nB=b\nTHEIRS=$MINE\n# end\n"
        f"\n{NOTE}\nC='c#'\n"
    )
    assert (found.changed, found.added, found.same) == (("A",), ("C",), ("B",))
    assert found.foreign == ("MINE", "THEIRS")


def test_what_is_right_already_is_not_touched():
    text = "A = 'a'\nB=\"b\""
    assert updated("npm-dotenv", text, A="a", B="b").text.reveal() == text


def test_a_second_update_adds_at_the_same_place():
    first = updated("node", "MINE=1\n", A="a").text.reveal()
    second = updated("node", first + "\n# mine\nTOO=1\n", A="a", B="b").text.reveal()
    assert second == f"MINE=1\n\n{NOTE}\nA=a\nB=b\n\n# mine\nTOO=1\n"
    top = updated("node", f"{NOTE}\nA=a\n", A="a", B="b").text.reveal()
    assert top == f"{NOTE}\nA=a\nB=b\n"
    assert updated("node", NOTE, A="a").text.reveal() == f"{NOTE}\n\n{NOTE}\nA=a\n"


def test_a_comment_that_would_hurt_goes_above():
    found = updated("docker", "A=1 # why\nB=2\n", A="new", B="2").text.reveal()
    assert found == "# why\nA=new\nB=2\n" or found == "A=new\nB=2\n"


def test_every_place_of_a_name_gets_the_value():
    assert updated("compose", "A=1\nB=2\nA=3\n", A="x").text.reveal() == "A=x\nB=2\nA=x\n"


def test_crlf_and_a_bom_stay():
    assert updated("compose", "\ufeffA=1\r\nB=2\r\n", A="x y").text.reveal() == (
        "\ufeffA='x y'\r\nB=2\r\n"
    )


def test_values_over_lines_are_replaced_whole():
    text = "A='one\ntwo\nthree'\nB=2\n"
    assert updated("systemd", text, A="1").text.reveal() == "A=1\nB=2\n"


def test_an_empty_file_is_filled():
    assert updated("node", "", A="a").text.reveal() == f"{NOTE}\nA=a\n"


@pytest.mark.parametrize(
    ("profile", "text", "line"),
    [
        ("node", "A=1\nno assignment\n", 2),
        ("dotenv", 'A=1\n\nB="open\n', 3),
        ("compose", "A=1\nB='2' 'x'\n", 2),
        ("json", '{"A": "1",\n"A": "2"}', 2),
        ("toml", "A = 'x'\nA = 'y'\n", 2),
    ],
)
def test_a_bad_line_is_refused_with_its_number(profile: str, text: str, line: int):
    with pytest.raises(FileUnread) as caught:
        updated(profile, text, A="new")
    assert caught.value.data["line"] == line


def test_a_value_that_the_reader_cannot_take_is_refused():
    for text in ("A=1\n", "B=1\n"):
        with pytest.raises(CannotExpress) as caught:
            updated("docker", text, A="one\ntwo")
        assert "one" not in caught.value.message.replace("one line", "")
    with pytest.raises(CannotExpress):
        update(PROFILES["json"], b"{}", entries(A="\ud800"), NOTE)
    with pytest.raises(CannotExpress):
        update(PROFILES["shell"], b"", entries(UID="1"), NOTE)
    with pytest.raises(CannotExpress):
        update(PROFILES["node"], b"", entries(A="1") * 2, NOTE)


def test_what_would_be_read_in_another_way_after_it_is_refused():
    # `}` behind the mapping: what is added would stand outside.
    with pytest.raises(FileUnread):
        updated("yaml", "{A: x}\n", A="x", B="y")


def test_keys_that_refer_to_one_of_ours_may_follow_it():
    found = updated("python-dotenv", "A=1\nURL=http://${A}\n", A="2")
    assert found.text.reveal() == "A=2\nURL=http://${A}\n"


def test_who_would_misread_a_new_value_is_told():
    found = updated("dotenv", "A=1\n", A="$(id)")
    assert {name for name, _ in found.warnings} == {"A"}


FOREIGN = "# a comment\n\n  MINE = 'x y' # own\nexport OTHER=1\n\n; odd\nLAST=z\n"


@pytest.mark.parametrize(
    "profile", [one for one in PROFILES.values() if one.flat is None], ids=lambda one: one.name
)
@settings(max_examples=20)
@given(old=st.lists(values(), max_size=2), new=st.lists(values(), max_size=3))
def test_a_file_of_ours_is_updated_exactly(profile, old, new):
    before = {f"N{n}": value for n, value in enumerate(old)}
    after = {f"N{n}": value for n, value in enumerate(new)}
    try:
        text = render(profile, entries(**before), header_for("dev", profile)).text.reveal()
        found = update(profile, text.encode(), entries(**after), NOTE)
    except (CannotExpress, FileUnread):
        return
    assert profile.reader.read(found.text.reveal()) == before | after
    comments = [line for line in text.split("\n") if line.startswith("# Written")]
    assert comments == [line for line in found.text.reveal().split("\n") if line in comments]


@given(value=values())
def test_no_line_is_ever_lost(value):
    try:
        found = updated("npm-dotenv", FOREIGN, OTHER=value, NEW=value).text.reveal()
    except CannotExpress:
        return
    kept = [line for line in FOREIGN.split("\n") if "OTHER" not in line]
    assert [line for line in found.split("\n") if line in kept and line] == [k for k in kept if k]
    read = PROFILES["npm-dotenv"].reader.read(found)
    assert (read["OTHER"], read["NEW"], read["MINE"], read["LAST"]) == (value, value, "x y", "z")


@pytest.mark.parametrize("profile", ["json", "yaml", "toml"])
@given(old=values(), new=values())
def test_documents_are_updated_exactly(profile, old, new):
    text = render(PROFILES[profile], entries(A=old, MINE=old)).text.reveal()
    found = update(PROFILES[profile], text.encode(), entries(A=new, B=new), NOTE)
    assert PROFILES[profile].reader.read(found.text.reveal()) == {"A": new, "MINE": old, "B": new}


def test_a_yaml_file_that_ends_in_a_nested_block_gets_new_keys():
    old = 'A: "old"\nm:\n  k: v\n'
    found = updated("yaml", old, A="a", B="b")
    assert (found.changed, found.added, found.foreign) == (("A",), ("B",), ("m",))
    assert found.text.reveal() == f'A: "a"\nm:\n  k: v\n\n{NOTE}\nB: "b"\n'
    with pytest.raises(FileUnread, match="in another way"):
        updated("yaml", "m:\n  k: |\n    a", B="b")
