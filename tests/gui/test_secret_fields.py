"""The fields of the editor on their own: defaults and odd input."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from keystead.core.drafts import SecretDraft
from keystead.core.model import Risk
from keystead.gui.dialogs.secret_fields import Problem, SecretFields
from keystead.gui.theme.theme import Theme

TODAY = date(2026, 11, 22)
BLANK = SecretDraft(name="", environment="")


@pytest.fixture
def fields(qtbot: QtBot, theme: Theme) -> SecretFields:
    fields = SecretFields(theme)
    qtbot.addWidget(fields)
    return fields


def test_left_empty_it_reads_the_defaults(fields: SecretFields):
    draft = fields.read("A", "dev", TODAY, BLANK)
    assert draft == SecretDraft(name="A", environment="dev")


def test_the_risk_shows_what_holds_when_nothing_is_typed(fields: SecretFields):
    assert fields.rotate.edit.placeholderText() == "never (90d, never)"
    fields.risk.choose(Risk.HIGH)
    assert fields.rotate.edit.placeholderText() == "30d from high risk (90d, never)"
    assert fields.overlap.edit.placeholderText() == "24h from high risk (48h, 7d)"


def test_never_is_kept_as_never(fields: SecretFields):
    fields.rotate.set_text("Never")
    draft = fields.read("A", "dev", TODAY, BLANK)
    assert draft.rotate_every == 0
    fields.fill(draft)
    assert fields.rotate.text() == "never"


@pytest.mark.parametrize("name", ["notes", "description", "owner", "permissions", "quota"])
def test_text_that_deceives_is_refused_beside_its_field(fields: SecretFields, name: str):
    field = getattr(fields, name)
    field.set_text("safe\u202etxt.exe")
    with pytest.raises(Problem):
        fields.read("A", "dev", TODAY, BLANK)
    assert "U+202E" in field.message.words()
