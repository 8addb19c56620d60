"""A calendar once, or kept up to date; whatever else lies there is left alone."""

from datetime import timedelta

import icalendar
import pytest

from keystead.core.dates import day_of
from keystead.core.settings import Settings
from keystead.errors import Refused
from keystead.services import calendar_file
from keystead.services.calendar_file import AHEAD, NAMES, SETTING, content, keep, write
from tests.support.vaults import add, edit

LEADS = (14, 7, 1)
LATER = 400


@pytest.fixture
def vault(world):
    opened = world.one.open()
    today = day_of(world.clock.now())
    for name, days in (("SOON", 5), ("LATE", -3), ("LONG_PAST", 1 - LATER), ("FAR", AHEAD + 1)):
        add(opened, name, "sk_live_value")
        edit(opened, name, expires=today + timedelta(LATER + days))
    world.clock.advance(LATER * 24 * 3600)
    return opened


def events(data: bytes) -> list[str]:
    return [str(one["summary"]) for one in icalendar.Calendar.from_ical(data).walk("VEVENT")]


def test_it_names_what_ends_and_holds_no_value(vault):
    data = content(vault, LEADS)
    assert events(data) == ["LONG_PAST (dev) expires", "LATE (dev) expires", "SOON (dev) expires"]
    assert b"sk_live" not in data


def test_without_names_it_holds_days_alone(vault):
    data = content(vault, LEADS, names=False)
    assert events(data) == ["A key expires"] * 3
    for word in (b"SOON", b"LATE", b"dev", vault.name.encode()):
        assert word not in data


def test_an_end_that_moves_keeps_its_event(vault, world):
    def uids() -> set[str]:
        found = icalendar.Calendar.from_ical(content(vault, LEADS)).walk("VEVENT")
        return {str(one["uid"]) for one in found}

    before = uids()
    edit(vault, "SOON", expires=day_of(world.clock.now()) + timedelta(50))
    assert uids() == before


def test_only_a_calendar_is_written_over_and_only_when_told_to(vault, tmp_path):
    path = tmp_path / "keys.ics"
    write(vault, path, content(vault, LEADS))
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(Refused, match="--force"):
        write(vault, path, b"BEGIN:VCALENDAR")
    write(vault, path, b"BEGIN:VCALENDAR new", force=True)
    assert path.read_bytes() == b"BEGIN:VCALENDAR new"
    path.write_bytes(b"my diary")
    for force in (False, True):
        with pytest.raises(Refused, match="no calendar"):
            write(vault, path, content(vault, LEADS), force=force)
    assert path.read_bytes() == b"my diary"
    (tmp_path / "folder.ics").mkdir()
    with pytest.raises(Refused, match="a folder"):
        write(vault, tmp_path / "folder.ics", b"BEGIN:VCALENDAR", force=True)


def test_it_is_kept_up_to_date_and_rewritten_only_where_it_changed(vault, tmp_path, world):
    settings = Settings({SETTING: str(tmp_path / "calendars")})
    with pytest.raises(Refused, match="not a folder"):
        keep(vault, settings)
    (tmp_path / "calendars").mkdir()
    assert keep(vault, settings)
    (path,) = (tmp_path / "calendars").iterdir()
    assert path.name == f"Team-{vault.vault_id.hex()[:6]}.ics"
    before = path.stat().st_mtime_ns
    assert not keep(vault, settings)
    assert path.stat().st_mtime_ns == before
    edit(vault, "SOON", expires=day_of(world.clock.now()) + timedelta(9))
    assert keep(vault, settings)
    assert keep(vault, settings.with_value(NAMES, False))
    assert b"SOON" not in path.read_bytes()
    assert not keep(vault, Settings())


@pytest.mark.parametrize(
    ("name", "file"), [("../../x", "x"), ("Ünïcode Team!", "Ünïcode-Team"), ("...", "vault")]
)
def test_a_vaults_name_cannot_lead_out_of_the_folder(vault, tmp_path, name, file, monkeypatch):
    monkeypatch.setattr(type(vault), "name", name)
    assert calendar_file.kept_at(vault, tmp_path).parent == tmp_path
    assert calendar_file.kept_at(vault, tmp_path).name.startswith(f"{file}-")


def test_a_folder_is_named_whole(vault):
    with pytest.raises(Refused, match="not a folder"):
        keep(vault, Settings({SETTING: "keys"}))
