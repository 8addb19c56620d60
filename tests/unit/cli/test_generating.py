"""generate: values that are kept nowhere, made without a vault."""

import json
import re


def test_a_value_is_alone_and_several_are_lines(line):
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", line("generate").out)
    assert re.fullmatch(r"[0-9a-f]{32}", line("generate", "hex", "--bits", "128").out)
    assert re.fullmatch(
        r"([A-Za-z0-9]{30}\n){3}",
        line("generate", "alphanumeric", "--length", "30", "--count", "3").out,
    )
    made = json.loads(line("generate", "uuid4", "--count", "2", "--json").out)
    assert len(set(made)) == 2
    assert all(len(one) == 36 for one in made)


def test_too_little_or_too_much_is_refused(line):
    assert line("generate", "--bits", "64").code == 5
    assert line("generate", "--count", "0").code == 2
    assert line("generate", "--count", "1001").code == 2
    assert line("generate", "pin").code == 2
