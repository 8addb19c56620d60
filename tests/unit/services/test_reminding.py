"""An open vault reminds of what is due: on the desktop, once, and by day."""

from datetime import timedelta

import pytest

from keystead.core.dates import day_of
from keystead.core.settings import Settings
from keystead.errors import FileProblem, UsageProblem
from keystead.services import reminding
from keystead.services.reminding import EVERY, SETTLED, SOON, Reminding, memory_of, snooze, wake
from tests.support.vaults import add, edit
from tests.unit.services.test_upcoming import NOON, Notes

DAY = 24 * 3600.0


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def vault(world):
    world.clock.advance(NOON)
    opened = world.one.open()
    add(opened, "SOON")
    edit(opened, "SOON", expires=day_of(world.clock.now()) + timedelta(5))
    return opened


def made(vault, notes, **values) -> Reminding:
    settings = Settings({name.replace("__", "."): value for name, value in values.items()})
    return Reminding(vault, lambda: settings, notes)


def after(one: Reminding, clock, seconds: float) -> int:
    clock.advance(seconds)
    return one.tick()


def test_it_is_said_a_moment_after_the_unlock_and_once(vault, notes, clock, world):
    one = made(vault, notes)
    assert after(one, world.clock, SETTLED - 1) == 0
    assert after(one, world.clock, 1) == 1
    assert notes == [("SOON expires", "In dev: in 5 days.")]
    assert after(one, world.clock, EVERY) == 0
    again = made(vault, notes)
    assert after(again, world.clock, SETTLED) == 0, "not with the next unlock of the day either"


def test_each_stage_on_its_day(vault, notes, world):
    one = made(vault, notes, reminders__quiet_from=0, reminders__quiet_to=0)
    days = [day for day in range(12) if after(one, world.clock, DAY)]
    # The first look is a day later, with 4 days left; then 1 day before, past, and a week after.
    assert days == [0, 3, 5]
    assert [title for title, _ in notes] == ["SOON expires", "SOON expires", "SOON expired"]


def test_whoever_wants_no_notifications_gets_none(vault, notes, world):
    one = made(vault, notes, reminders__notify=False)
    assert after(one, world.clock, SETTLED) == 0
    assert notes == []


def test_what_no_desktop_took_is_said_again(vault, notes, world):
    one = made(vault, notes)
    notes.deaf = True
    assert after(one, world.clock, SETTLED) == 0
    notes.deaf = False
    assert after(one, world.clock, EVERY) == 1


def test_a_change_is_looked_at_soon(vault, notes, world):
    one = made(vault, notes)
    after(one, world.clock, SETTLED)
    add(vault, "NEW")
    edit(vault, "NEW", expires=day_of(world.clock.now()) + timedelta(1))
    assert one.tick() == 0
    assert after(one, world.clock, SOON) == 1


def test_settings_that_cannot_be_read_stop_nothing(vault, notes, world):
    def broken() -> Settings:
        raise FileProblem("no settings")

    one = Reminding(vault, broken, notes)
    assert after(one, world.clock, SETTLED) == 0
    one.last()
    assert one.problem is not None


def test_files_are_brought_up_to_date_and_a_problem_is_kept(vault, notes, world, tmp_path):
    folder = tmp_path / "calendars"
    one = made(vault, notes, reminders__calendar=str(folder), reminders__while_locked=True)
    after(one, world.clock, SETTLED)
    assert one.problem is not None
    assert (vault.place.state / "upcoming.json").exists(), "one problem stops not the other"
    folder.mkdir()
    one.last()
    assert one.problem is None
    assert len(list(folder.iterdir())) == 1


def test_a_key_can_be_put_off_and_woken(vault, notes, world):
    (secret,) = vault.secrets()
    snooze(vault, secret.id, 3)
    one = made(vault, notes)
    assert after(one, world.clock, SETTLED) == 0
    assert list(memory_of(vault).snoozed) == [secret.id.hex()]
    assert wake(vault, secret.id)
    assert not wake(vault, secret.id)
    assert after(one, world.clock, EVERY) == 1
    for days in (0, reminding.MAX_SNOOZE + 1):
        with pytest.raises(UsageProblem):
            snooze(vault, secret.id, days)


def test_due_reviews_are_a_reminder(vault, notes, world):
    one = made(vault, notes, review__every_days=1)
    assert after(one, world.clock, 2 * DAY) == 2
    assert notes[-1][0] == "1 key is due for a review"
