"""Reminders while a vault is locked: opt-in, labels alone, gone when nobody wants them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from keystead.core.dates import day_of
from keystead.core.settings import Settings
from keystead.core.upcoming import LABEL
from keystead.services import config
from keystead.services.owner import Owner, OwnerKind
from keystead.services.upcoming import FILE, SETTING, due_keys, read, remind_all
from tests.support.homes import PASSPHRASE, MadeVault, home_at, parts
from tests.support.owners import add
from tests.support.vaults import edit

NOON = 12 * 3600.0


class Notes(list):
    """What was shown; ``deaf``: no desktop takes it."""

    deaf = False

    def __call__(self, title: str, words: str) -> bool:
        if not self.deaf:
            self.append((title, words))
        return not self.deaf


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def made(tmp_path, clock, notes) -> MadeVault:
    clock.advance(NOON)
    return MadeVault(home_at(tmp_path / "home", replace(parts(clock), notify=notes)), tmp_path)


def put(home, **values) -> None:
    host, folder = home.parts.host, home.paths.config
    before = config.load(host, folder)
    after = Settings(before.chosen() | {name.replace("__", "."): v for name, v in values.items()})
    config.change(home, before, after)


def with_a_key(made: MadeVault, days: int = 5) -> bytes:
    """Unlock, add a key that expires so soon, lock; what lies in the clear then."""
    owner = Owner.unlock(
        made.home, made.entry, PASSPHRASE, made.phone.next_code(), OwnerKind.COMMAND
    )
    if not owner.vault.secrets():
        add(owner, "STRIPE_SECRET_KEY")
        on = day_of(owner.vault.clock.now()) + timedelta(days)
        edit(owner.vault, "STRIPE_SECRET_KEY", expires=on)
    owner.lock()
    path = made.home.place(made.entry).state / FILE
    return path.read_bytes() if path.exists() else b""


def test_without_the_setting_there_is_no_file_and_no_word(made, notes):
    assert with_a_key(made) == b""
    assert due_keys(made.home, made.entry) is None
    assert remind_all(made.home, None) == 0
    assert notes == []


def test_what_lies_in_the_clear_is_days_and_labels(made):
    put(made.home, reminders__while_locked=True)
    data = with_a_key(made)
    assert b"ends" in data
    for word in (b"STRIPE", b"dev", made.entry.name.encode(), b"stripe"):
        assert word not in data
    found = read(made.home.parts.host, made.home.place(made.entry).state)
    assert found is not None
    assert len(found.ends[0].label) == LABEL
    assert due_keys(made.home, made.entry) == 1


def test_a_locked_vault_is_spoken_of_once_a_day(made, notes, clock):
    put(made.home, reminders__while_locked=True)
    with_a_key(made)
    assert remind_all(made.home, made.entry.vault_id) == 0, "the open one reminds itself"
    notes.deaf = True
    assert remind_all(made.home, None) == 0
    notes.deaf = False
    assert remind_all(made.home, None) == 1, "what no desktop took is said again"
    assert remind_all(made.home, None) == 0
    clock.advance(4 * 24 * 3600.0)
    assert remind_all(made.home, None) == 1
    assert {title for title, _ in notes} == {f"1 key needs attention in {made.entry.name}"}


def test_by_night_and_without_notifications_nothing_is_said(made, notes, clock):
    put(made.home, reminders__while_locked=True, reminders__notify=False)
    with_a_key(made)
    assert remind_all(made.home, None) == 0
    put(made.home, reminders__notify=True)
    clock.advance(11 * 3600.0)
    assert remind_all(made.home, None) == 0
    clock.advance(10 * 3600.0)
    assert remind_all(made.home, None) == 1


def test_who_does_not_want_it_any_more_has_no_file_at_once(made):
    put(made.home, reminders__while_locked=True)
    path = made.home.place(made.entry).state / FILE
    with_a_key(made)
    assert path.exists()
    put(made.home, reminders__while_locked=False)
    assert not path.exists()
    put(made.home, reminders__while_locked=True)
    put(made.home, reminders__while_locked=False)


def test_a_file_left_behind_goes_with_the_next_unlock(made):
    path = made.home.place(made.entry).state / FILE
    path.write_bytes(b"{}")
    assert with_a_key(made) == b""


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"ends":[["x",-1,[1]]]}', b'{"told":-4}'])
def test_a_file_that_is_none_is_as_if_there_were_none(made, notes, content):
    put(made.home, reminders__while_locked=True)
    (made.home.place(made.entry).state / FILE).write_bytes(content)
    assert due_keys(made.home, made.entry) is None
    assert remind_all(made.home, None) == 0
    assert due_keys(made.home, made.entry) is None
    assert b"ends" in with_a_key(made)


def test_broken_settings_stop_nothing(made, notes):
    made.home.parts.host.private_folder(made.home.paths.config)
    (made.home.paths.config / config.FILE).write_text("what", encoding="utf-8")
    assert remind_all(made.home, None) == 0
    assert SETTING == config.WHILE_LOCKED
