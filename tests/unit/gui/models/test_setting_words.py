"""Settings in words for people."""

from keystead.core.settings import SETTINGS, setting
from keystead.gui.models import setting_words as words


def test_values_have_their_unit_or_name():
    told = {one.name: words.value_words(one, one.default) for one in SETTINGS}
    assert told["lock.idle_after"] == "5 min"
    assert told["clipboard.clear_after"] == "20 s"
    assert told["appearance.scheme"] == "As the desktop"
    assert told["export.default_profile"] == "dotenv, general"
    assert told["lock.on_screen_lock"] == "on"
    assert told["vault.default"] == "none"
    assert told["reminders.lead_days"] == "14,7,1 days"


def test_choices_keep_their_values():
    offered = words.choices(setting("appearance.scheme"))
    assert offered == [("As the desktop", "system"), ("Light", "light"), ("Dark", "dark")]
    named = dict(words.choices(setting("export.default_profile")))
    assert named["Docker Compose"] == "compose"


def test_minutes_only_where_they_come_out_even():
    idle, clipboard = setting("lock.idle_after"), setting("clipboard.clear_after")
    assert words.scale_of(idle, 300) == (60, "min")
    assert words.scale_of(idle, 90) == (1, "s")
    assert words.scale_of(clipboard, 60) == (1, "s")


def test_problems_name_no_setting():
    days = "reminders.lead_days is up to 8 whole days, as in 14,7,1."
    told = words.problem_words(setting("reminders.lead_days"), days)
    assert told == "Up to 8 whole days, as in 14,7,1."
    assert words.problem_words(setting("lock.idle_after"), "", 60) == (
        "Enter a whole number from 1 to 60 min."
    )
    assert words.problem_words(setting("lock.idle_after"), "") == (
        "Enter a whole number from 60 to 3,600 s."
    )
