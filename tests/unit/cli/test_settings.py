"""config: the settings of this device, without a vault."""

import json


def test_settings_are_listed_read_set_and_unset(line):
    rows = json.loads(line("config", "list", "--json").out)
    assert {"name", "value", "default", "unit", "summary"} == set(rows[0])
    assert "lock.idle_after" in line("config", "list").out
    assert line("config", "get", "lock.idle_after").out == "300\n"
    assert line("config", "set", "lock.idle_after", "60").err == "lock.idle_after is 60.\n"
    found = json.loads(line("config", "get", "lock.idle_after", "--json").out)
    assert found == {"name": "lock.idle_after", "value": 60}
    changed = json.loads(line("config", "unset", "lock.idle_after", "--json").out)
    assert changed["value"] == 300


def test_what_is_no_setting_or_no_value_of_it_is_refused(line):
    for words in (
        ("get", "no.such"),
        ("set", "lock.idle_after", "soon"),
        ("set", "lock.idle_after", "1"),
        ("set", "lock.idle_after"),
        ("get",),
        ("list", "x"),
    ):
        assert line("config", *words).code == 2, words


def test_a_folder_is_kept_by_its_whole_path_and_has_to_be_there(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert line("config", "set", "reminders.calendar", "cal").code == 4
    (tmp_path / "cal").mkdir()
    assert line("config", "set", "reminders.calendar", "cal").code == 0
    assert line("config", "get", "reminders.calendar").out == f"{tmp_path / 'cal'}\n"
    assert line("config", "set", "reminders.calendar", "").code == 0
