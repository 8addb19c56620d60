"""due and snooze: tables, a word for the prompt, a calendar."""

import json

from keystead.core.settings import Settings
from keystead.services import config


def test_due_can_be_an_exit_code(agent, line):
    assert line("due", "--exit-code").code == 0
    assert line("due").err.strip() == "Nothing is due within 30 days."
    line("edit", "dev/API_KEY", "--rotate-every", "10d")
    result = line("due", "--within", "10d", "--exit-code")
    assert (result.code, result.out.split()[-2:]) == (10, ["10", "days"])
    assert line("due", "--within", "10d").code == 0
    assert json.loads(line("due", "--within", "9d", "--json").out) == []
    assert line("due", "--within", "soon").code == 2


def test_short_is_a_word_for_the_prompt(agent, line):
    assert (line("due", "--short", "--exit-code").out, line("due", "--short").code) == ("", 0)
    line("edit", "dev/API_KEY", "--expires", "2026-01-03")
    result = line("due", "--short", "--exit-code")
    assert (result.out, result.code) == ("1 due\n", 10)
    assert json.loads(line("due", "--short", "--json").out) == {"due": 1}


def test_short_of_a_locked_vault_asks_for_nothing(made, line):
    """Without what was noted for it there is nothing to say, and no prompt may appear."""
    result = line("due", "--short", "--exit-code")
    assert (result.out, result.err, result.code) == ("", "", 0)
    assert json.loads(line("due", "--short", "--json").out) == {"due": None}
    state = made.home.place(made.entry).state
    (state / "upcoming.json").write_text('{"ends":[{"label":"k","on":739250,"leads":[14]}]}')
    config.save(
        made.home.parts.host, made.home.paths.config, Settings({"reminders.while_locked": True})
    )
    result = line("due", "--short", "--exit-code")
    assert (result.out, result.code) == ("1 due\n", 10)


def test_a_calendar_can_be_written(agent, line, tmp_path):
    line("edit", "dev/API_KEY", "--expires", "2026-01-03")
    path = tmp_path / "keys.ics"
    result = line("due", "--ics", str(path))
    assert result.err == f"Wrote 1 day on which keys end to {path}.\n"
    assert b"API_KEY" in path.read_bytes()
    assert line("due", "--ics", str(path)).code == 5
    answer = json.loads(line("due", "--ics", str(path), "--force", "--no-names", "--json").out)
    assert answer == {"path": str(path), "events": 1}
    assert b"API_KEY" not in path.read_bytes()
    for words in (("--force",), ("--short", "--env", "dev"), ("--short", "--ics", "x")):
        assert line("due", *words).code == 2


def test_snooze_and_wake(agent, line):
    assert line("snooze", "dev/API_KEY").err == "dev/API_KEY is not spoken of before 2026-01-08.\n"
    assert json.loads(line("snooze", "dev/API_KEY", "--days", "2w", "--json").out) == {
        "name": "API_KEY",
        "environment": "dev",
        "until": "2026-01-15",
    }
    assert line("snooze", "dev/API_KEY", "--wake").err == "dev/API_KEY is spoken of again.\n"
    assert line("snooze", "API_KEY").code == 2
    assert line("snooze", "dev/API_KEY", "--days", "0d").code == 2
