import pytest

from keystead.formats.dotenv_styles import Style, encode, is_plain, quote_of

VALUE = "a'\"\\$`\n\r"
WRITTEN = {
    Style.RAW: None,
    Style.SINGLE: None,
    Style.SINGLE_SHELL: "'a'\\''\"\\$`\n\r'",
    Style.BACKTICK: None,
    Style.DOUBLE_POSIX: '"a\'\\"\\\\\\$\\`\n\r"',
    Style.DOUBLE_READABLE: '"a\'\\"\\\\\\$`\n\r"',
    Style.DOUBLE_CONTROL: '"a\'\\"\\\\\\$`\\n\\r"',
    Style.DOUBLE_NEWLINE: '"a\'\\"\\\\$`\\n\\r"',
    Style.DOUBLE_FEED: '"a\'\\"\\\\\\$`\\n\r"',
    Style.DOUBLE_LITERAL: None,
    Style.SINGLE_ANY: "'a'\"\\$`\n\r'",
    Style.SINGLE_ESCAPED: "'a\\'\"\\$`\n\r'",
    Style.SINGLE_REFERENCE: None,
    Style.RAW_REFERENCE: None,
    Style.BACKTICK_REFERENCE: None,
    Style.DOUBLE_REFERENCE: None,
}


@pytest.mark.parametrize("style", Style)
def test_each_way_of_writing(style: Style):
    assert encode(style, VALUE) == WRITTEN[style]


@pytest.mark.parametrize(
    ("style", "value", "written"),
    [
        (Style.RAW, "a 'b'", "a 'b'"),
        (Style.SINGLE, 'a"\n', "'a\"\n'"),
        (Style.BACKTICK, "a'\"", "`a'\"`"),
        (Style.DOUBLE_LITERAL, "a'\\\n\r", '"a\'\\\n\\r"'),
        (Style.SINGLE_REFERENCE, "a$b", "'a\\$b'"),
        (Style.BACKTICK_REFERENCE, "a$'b", "`a\\$'b`"),
        (Style.RAW_REFERENCE, "a$b", "a\\$b"),
        (Style.DOUBLE_REFERENCE, "a$\rb", '"a\\$\\rb"'),
    ],
)
def test_ways_without_escapes(style: Style, value: str, written: str):
    assert encode(style, value) == written


@pytest.mark.parametrize("value", ["a", "sk_live_1", "https://a.b/c?d".replace("?", "@"), "a=b=="])
def test_plain_values_need_no_quotes(value: str):
    assert is_plain(value)


@pytest.mark.parametrize("value", ["", " a", "a b", "a\n", "~a", "a#b", "a$", "é", "a'b", "a;b"])
def test_all_else_needs_quotes(value: str):
    assert not is_plain(value)


def test_the_quote_of_each_way():
    assert {style: quote_of(style) for style in Style} == {
        Style.RAW: "",
        Style.SINGLE: "'",
        Style.SINGLE_SHELL: "'",
        Style.BACKTICK: "`",
        Style.DOUBLE_POSIX: '"',
        Style.DOUBLE_READABLE: '"',
        Style.DOUBLE_CONTROL: '"',
        Style.DOUBLE_NEWLINE: '"',
        Style.DOUBLE_LITERAL: '"',
        Style.DOUBLE_FEED: '"',
        Style.DOUBLE_REFERENCE: '"',
        Style.SINGLE_ANY: "'",
        Style.SINGLE_ESCAPED: "'",
        Style.SINGLE_REFERENCE: "'",
        Style.RAW_REFERENCE: "",
        Style.BACKTICK_REFERENCE: "`",
    }
