import pytest

from keystead.formats.dotenv_styles import Style
from keystead.formats.dotenv_words import Reason, Remark, WordFault, line_end, read_word


@pytest.mark.parametrize(
    ("text", "value", "style"),
    [
        ("plain", "plain", Style.RAW),
        ("", "", Style.RAW),
        ("two words  ", "two words", Style.RAW),
        ("a # comment", "a", Style.RAW),
        ("a\t#comment", "a", Style.RAW),
        ("a\\n'b'", "a\\n'b'", Style.RAW),
        ("'a # \"b\" \\n'", 'a # "b" \\n', Style.SINGLE),
        ("'a\nb'", "a\nb", Style.SINGLE),
        ("'a' # comment", "a", Style.SINGLE),
        ("'a'#comment", "a", Style.SINGLE),
        (r'"a\nb\rc\"d\\e\$f\`g"', 'a\nb\rc"d\\e$f`g', Style.DOUBLE_CONTROL),
        (r'"C:\dir\\"', "C:\\dir\\", Style.DOUBLE_CONTROL),
        ('"a\nb"', "a\nb", Style.DOUBLE_CONTROL),
        (r"'it'\''s'", "it's", Style.SINGLE_SHELL),
        ("'it'\"'\"'s'", "it's", Style.SINGLE_SHELL),
        ("''", "", Style.SINGLE),
        ("`a'\"\\n`", "a'\"\\n", Style.BACKTICK),
        (r"'it\'s'", "it's", Style.SINGLE),
        (r"'a\\b\'s'", "a\\b's", Style.SINGLE),
    ],
)
def test_values_are_read(text: str, value: str, style: Style):
    word = read_word(f"A={text}\nB=1\n", 2, blank_before=False)
    assert (word.value, word.style, word.end) == (value, style, len(f"A={text}\n"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("'a", Reason.OPEN_QUOTE),
        ('"a\\"', Reason.OPEN_QUOTE),
        ("`a", Reason.OPEN_QUOTE),
        ("'a'\"b", Reason.OPEN_QUOTE),
        ("'a' b", Reason.AFTER_QUOTE),
        ("'a'b", Reason.AFTER_QUOTE),
        ("`a`b", Reason.AFTER_QUOTE),
        ("'a'\\", Reason.AFTER_QUOTE),
        ("'a'\\\n", Reason.AFTER_QUOTE),
    ],
)
def test_values_that_cannot_be_read_say_why(text: str, reason: Reason):
    with pytest.raises(WordFault) as fault:
        read_word(text, 0, blank_before=False)
    assert fault.value.reason is reason


def test_a_hash_behind_a_blank_begins_a_comment():
    assert read_word("#a", 0, blank_before=True).value == ""
    assert read_word("#a", 0, blank_before=False).value == "#a"


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("plain", ()),
        ("cost$", ()),
        ("a${B}", (Remark.REFERENCE,)),
        ("$B", (Remark.REFERENCE,)),
        ('"${B}"', (Remark.REFERENCE,)),
        ("'${B}'", ()),
        (r'"\${B}"', ()),
        ("$(id)", (Remark.COMMAND,)),
        ('"a`id`"', (Remark.COMMAND,)),
        ("a#b", (Remark.HASH,)),
        ("`a`", (Remark.BACKTICKS,)),
        (r"'it\'s'", (Remark.PYTHON_QUOTES,)),
        ('"$A""$B"', (Remark.REFERENCE,)),
    ],
)
def test_what_an_importer_should_know(text: str, remarks: tuple[Remark, ...]):
    assert read_word(text, 0, blank_before=False).remarks == remarks


def test_a_word_does_not_show_its_value():
    assert "hunter2" not in repr(read_word("hunter2", 0, blank_before=False))


def test_the_end_of_a_line():
    assert line_end("ab\nc", 0) == 3
    assert line_end("ab\nc", 3) == 4
