"""What the sentence over the list says."""

from pathlib import Path

import pytest

from keystead.gui.dialogs.restore_preview import RestorePreview
from keystead.gui.theme.theme import Theme
from keystead.services.rehearsal import Change, Effect, Preview


@pytest.fixture
def page(theme: Theme, qtbot) -> RestorePreview:
    made = RestorePreview(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_sentence_counts_what_happens(page: RestorePreview):
    change = Change("dev", "API_KEY", Effect.CHANGES, "notes")
    page.show_preview(Preview(1, (change,), 0), Path("a"), 7.0)
    assert page.words.words().startswith(
        "Restoring takes back what was changed since: 1 key changes. "
    )
    assert (page.path, page.time) == (Path("a"), 7.0)
    assert page.list.isVisible()
    assert not page.same.isVisible()


def test_changes_that_touch_no_key_are_told(page: RestorePreview):
    page.show_preview(Preview(2, (), 0), Path("a"), None)
    assert page.words.words().startswith(
        "Restoring takes back what was changed since; no key is concerned. The present file"
    )
    assert page.same.isVisible()


def test_nothing_to_take_back_is_said_so(page: RestorePreview):
    page.show_preview(Preview(0, (), 0), Path("a"), None)
    assert page.words.words().endswith("There is nothing to take back.")
