import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.errors import BadSetting, BadText
from keystead.core.settings import (
    BY_NAME,
    SETTINGS,
    Setting,
    Settings,
    SettingType,
    check_setting,
    format_setting,
    parse_setting,
    value_in_words,
)


@pytest.mark.parametrize("one", SETTINGS, ids=lambda one: one.name)
def test_each_row_of_the_table_is_complete(one: Setting) -> None:
    assert check_setting(one.name, one.default) == one.default
    assert one.summary.endswith(".")
    assert one.name.count(".") == 1
    assert bool(one.choices) == (one.type is SettingType.CHOICE)
    if one.type in (SettingType.NUMBER, SettingType.DAYS):
        assert one.unit
        assert one.minimum < one.maximum


def test_the_table_is_in_order_and_has_no_doubles() -> None:
    names = [one.name for one in SETTINGS]
    assert names == sorted(set(names))
    assert len(BY_NAME) == len(SETTINGS)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("appearance.scheme", "dark", "dark"),
        ("clipboard.clear_after", " 5 ", 5),
        ("clipboard.clear_after", "120", 120),
        ("lock.on_screen_lock", "No", False),
        ("lock.on_screen_lock", "on", True),
        ("reminders.lead_days", "1, 14,7,7", "14,7,1"),
        ("vault.default", " work ", "work"),
    ],
)
def test_texts_are_read(name: str, text: str, value: object) -> None:
    assert parse_setting(name, text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("appearance.scheme", "Dark"),
        ("clipboard.clear_after", "4"),
        ("clipboard.clear_after", "121"),
        ("clipboard.clear_after", "20s"),
        ("clipboard.clear_after", "٢٠"),
        ("clipboard.clear_after", "9" * 5_000),
        ("lock.idle_after", "0"),
        ("lock.on_screen_lock", "maybe"),
        ("reminders.lead_days", ""),
        ("reminders.lead_days", "0"),
        ("reminders.lead_days", "14,,1"),
        ("reminders.lead_days", "366"),
        ("reminders.lead_days", "1,2,3,4,5,6,7,8,9"),
        ("unlock.grace_hours", "1"),
        ("no.such", "1"),
    ],
)
def test_what_a_setting_does_not_take_is_refused(name: str, text: str) -> None:
    with pytest.raises(BadSetting):
        parse_setting(name, text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("clipboard.clear_after", True),
        ("clipboard.clear_after", "20"),
        ("lock.on_screen_lock", 1),
        ("appearance.scheme", 1),
        ("reminders.lead_days", 14),
    ],
)
def test_another_type_is_refused(name: str, value: str | int | bool) -> None:
    with pytest.raises(BadSetting):
        check_setting(name, value)


def test_control_characters_in_a_text_are_refused() -> None:
    with pytest.raises(BadText):
        check_setting("vault.default", "a\nb")


def test_a_range_is_named_with_its_unit() -> None:
    with pytest.raises(BadSetting, match=r"from 5 to 120 \(s\)"):
        parse_setting("clipboard.clear_after", "1")


@given(st.sampled_from([one for one in SETTINGS if one.type is SettingType.NUMBER]), st.data())
def test_what_is_formatted_reads_back(one: Setting, data: st.DataObject) -> None:
    value = data.draw(st.integers(one.minimum, one.maximum))
    assert parse_setting(one.name, format_setting(one.name, value)) == value


@pytest.mark.parametrize("one", SETTINGS, ids=lambda one: one.name)
def test_defaults_read_back(one: Setting) -> None:
    assert parse_setting(one.name, format_setting(one.name, one.default)) == one.default


def test_values_in_words() -> None:
    assert value_in_words("clipboard.clear_after", 20) == "20 s"
    assert value_in_words("lock.on_screen_lock", True) == "on"
    assert value_in_words("lock.on_screen_lock", False) == "off"
    assert value_in_words("appearance.scheme", "dark") == "dark"


def test_settings_give_what_is_set_else_the_default() -> None:
    settings = Settings({"clipboard.clear_after": 30, "lock.on_screen_lock": False})
    assert settings.number("clipboard.clear_after") == 30
    assert settings.number("lock.idle_after") == 300
    assert settings.flag("lock.on_screen_lock") is False
    assert settings.text("appearance.scheme") == "system"
    assert settings.days("reminders.lead_days") == (14, 7, 1)
    assert settings.is_set("clipboard.clear_after")
    assert not settings.is_set("appearance.scheme")
    assert {one.name: value for one, value in settings}["clipboard.clear_after"] == 30
    assert settings.chosen() == {"clipboard.clear_after": 30, "lock.on_screen_lock": False}


def test_settings_change_by_making_new_ones() -> None:
    first = Settings(unknown={"new.thing": 1})
    second = first.with_value("appearance.scheme", "dark")
    assert first["appearance.scheme"] == "system"
    assert second["appearance.scheme"] == "dark"
    assert second.unknown == {"new.thing": 1}
    assert second.without("appearance.scheme") == first
    assert second != first
    assert first != 5
    with pytest.raises(TypeError):
        hash(first)


def test_unknown_names_and_wrong_types_are_refused() -> None:
    settings = Settings()
    for attempt in (
        lambda: settings["no.such"],
        lambda: settings.is_set("no.such"),
        lambda: settings.without("no.such"),
        lambda: settings.with_value("no.such", 1),
    ):
        with pytest.raises(BadSetting):
            attempt()
    with pytest.raises(TypeError):
        settings.number("appearance.scheme")
