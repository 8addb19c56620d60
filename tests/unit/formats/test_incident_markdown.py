"""The record of an incident: complete, and nothing that people typed is more than text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.incidents import Moment, cases, timeline
from keystead.core.model import Incident, Secret, Stage, Task, Version
from keystead.formats.incident_markdown import escaped, to_markdown

ID = b"i" * 16


def record(reason: str, name: str = "A", what: str = "one", by: str = "Ann") -> str:
    incident = Incident(ID, 60, by, reason, (Task(what, 120, by), Task("two")))
    key = Secret(
        b"k", name, "dev", b"e", 1, service=name, incidents=(incident,),
        versions=(Version(b"1", 1, Stage.REVOKED, 1),),
    )  # fmt: skip
    (case,) = cases([key])
    return to_markdown(case, timeline(case, {}), 180)


def test_the_whole_record():
    assert record("leaked") == (
        "# Incident 69696969\n\nReason: leaked\n\n"
        "- Opened: 1970-01-01T00:01:00Z, by Ann\n- Still open\n"
        "- This copy: 1970-01-01T00:03:00Z\n\n"
        "## Keys\n\n- dev/A, A (revoked: v1)\n\n"
        "## Tasks\n\n- [x] one (1970-01-01T00:02:00Z, by Ann)\n- [ ] two\n\n"
        "## Timeline\n\nTimes are UTC.\n\n"
        "- 1970-01-01T00:01:00Z Revoked: leaked, by Ann\n"
        "- 1970-01-01T00:02:00Z Done: one, by Ann\n"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "# heading",
        "](https://evil.example) [x](javascript:alert(1))",
        "![x](https://evil.example/beacon.png)",
        "<script>alert(1)</script>",
        "<https://evil.example>",
        "`code` **bold** _it_ ~~no~~",
        "| a | b |",
        "&lt;b&gt; &#35;",
        "@everyone #1 www.evil.example https://evil.example",
        "\u202egnp.exe \u0007\u200b",
        "a_b _c_ d__e :smile: WWW.evil.example",
    ],
)
def test_hostile_words_stay_words(hostile: str):
    text = record(hostile, hostile, hostile, hostile)
    assert len(text.splitlines()) == len(record("x", "x", "x", "x").splitlines())
    # Whatever has a meaning in CommonMark or on a forge stands behind a backslash or is gone.
    said = escaped(hostile)
    assert said in text
    assert not re.search(r"(?<!\\)[\[\]`*#|<>@~]", said)
    assert not re.search(r"(?<!\\)(\]\(|!\[|\b_|_\b|://|www\.)", said)
    assert not re.search(r"&(?!(amp|lt|gt);)", said)
    assert not re.search(r"[\u202e\u0007\u200b]", said)


@pytest.mark.parametrize(
    "plain", ["/srv/a.env", "d_fifo", "Revoked: again (v1), 12:30!", "a-b+c=d"]
)
def test_what_is_no_markup_is_left_as_it_is(plain: str):
    assert escaped(plain) == plain


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("- a - b", "\\- a - b"),
        ("+ a", "\\+ a"),
        ("===", "\\==="),
        ("1. a 2. b", "1\\. a 2. b"),
        ("12) a", "12\\) a"),
        ("see [a](b)", "see \\[a\\]\\(b)"),
        ("![a]", "\\!\\[a\\]"),
        ("https://a.b", "https\\://a.b"),
        (":100:", "\\:100:"),
    ],
)
def test_what_is_markup_there_is_escaped(typed: str, said: str):
    assert escaped(typed) == said


@given(st.text(max_size=60))
def test_no_text_breaks_a_line_or_opens_a_tag(text: str):
    said = escaped(text)
    assert len(said.splitlines()) <= 1
    assert "<" not in said
    assert "](" not in said


def test_a_closed_incident_says_when():
    closed = Incident(ID, 60, "", "leaked", (), 90)
    key = Secret(b"k", "A", "dev", b"e", 1, incidents=(closed,))
    (case,) = cases([key])
    text = to_markdown(case, (Moment(90, "Closed"),), 180)
    assert "- Opened: 1970-01-01T00:01:00Z\n- Closed: 1970-01-01T00:01:30Z\n" in text
    assert "- dev/A\n" in text


def test_with_several_keys_a_task_says_which():
    incident = Incident(ID, 60, "Ann", "leaked", (Task("one"),))
    keys = [Secret(n.encode(), n, "dev", b"e", 1, incidents=(incident,)) for n in ("A", "B")]
    (case,) = cases(keys)
    text = to_markdown(case, (), 180)
    assert "- [ ] dev/A: one\n- [ ] dev/B: one\n" in text
