"""policy: list, set, put, remove."""

import json


def test_policies_on_the_command_line(agent, line):
    assert "high" in line("policy", "list").out
    out = line("policy", "set", "--risk", "high", "--every", "14d", "--env", "prod").out
    assert [one.split()[:4] for one in out.splitlines() if "prod" in one] == [
        ["high", "prod", "14", "days"]
    ]
    out = line("policy", "put", "pci", "--every", "90d", "--overlap", "24h", "--leads", "30,7").out
    assert "30, 7 days before" in out
    assert line("edit", "dev/API_KEY", "--policy", "pci").code == 0
    assert "policy pci" in line("show", "dev/API_KEY").out
    shown = line("show", "dev/API_KEY").out
    assert "every 90 days (from policy pci)" in shown
    out = line("policy", "put", "pci", "--overlap", "12h").out
    assert [one.split()[:6] for one in out.splitlines() if "pci" in one] == [
        ["pci", "1", "90", "days", "12", "h"]
    ]
    assert line("policy", "remove", "pci").code == 5
    found = json.loads(line("policy", "remove", "pci", "--force", "--json").out)
    assert (found["keys"], found["own"]) == (1, [])
    assert line("edit", "dev/API_KEY", "--policy", "gone").code == 4


def test_each_action_takes_its_own_words(agent, line):
    for words in (
        ("list", "x"), ("put",), ("remove",), ("set",), ("set", "x", "--risk", "high"),
        ("list", "--risk", "high"), ("set", "--risk", "high"), ("put", "pci"),
    ):  # fmt: skip
        assert line("policy", *words).code == 2, words
