from pathlib import Path

import pytest

from keystead.core.durations import DAY
from keystead.gui.models.backup_rows import backup_row, change_row, made_in_words, summary
from keystead.gui.widgets.marks import Mark
from keystead.services.backups import Backup, State
from keystead.services.rehearsal import Change, Effect

NOW = 1_795_378_380.0  # Sunday 22 November 2026, 20:13 UTC


def change(effect: Effect) -> Change:
    return Change("dev", "API_KEY", effect, "made later")


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_mark_and_a_word(state):
    row = backup_row(Backup(Path("x"), int(NOW) - DAY, 39_000, 27, None, state), NOW)
    assert [cell.words for cell in row][:3] == ["Yesterday 20:13", "27 keys", "39 kB"]
    assert row[3].words
    assert (row[3].mark is Mark.GOOD) == (state is State.VERIFIED)


def test_one_key_and_one_from_before_an_update():
    made = Backup(Path("x"), int(NOW), 1, 1, None, State.VERIFIED)
    assert backup_row(made, NOW)[1].words == "1 key"
    older = Backup(Path("x"), int(NOW), 1, None, 2, State.OLDER)
    assert backup_row(older, NOW)[1].words == "Before an update"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Today 20:13"),
        (1, "Yesterday 20:13"),
        (2, "Fri 20 Nov, 20:13"),
        (400, "18 Oct 2025"),
    ],
)
def test_when_it_was_made(days, words):
    assert made_in_words(NOW - days * DAY, NOW) == words


def test_what_happens_to_a_key_and_to_all():
    row = change_row(change(Effect.DISAPPEARS))
    assert [cell.words for cell in row] == ["API_KEY", "dev", "Disappears", "Made later"]
    one = tuple(change(effect) for effect in Effect)
    assert summary(one) == "1 key changes, 1 comes back, 1 disappears"
    assert summary(one * 2) == "2 keys change, 2 come back, 2 disappear"
    assert summary((change(Effect.COMES_BACK),)) == "1 key comes back"
    assert summary(()) == ""
