from keystead.core.secret_types import SecretText
from keystead.gui.pages.create.sheet_card import SheetCard
from keystead.services.kit_sheets import SheetKind


def test_a_sheet_shows_its_code_in_lines(theme, stage, qtbot):
    card = SheetCard(theme, SheetKind.RECOVERY, 2, "Recovery code", "Lock it away.")
    card.setParent(stage)
    card.resize(440, 300)
    card.show()
    card.show_code(SecretText("AAAA-BBBB-CCCC-DDDD-EEEE"))
    assert [line.words() for line in card._codes if not line.isHidden()] == [
        "AAAA-BBBB-CCCC-DDDD",
        "EEEE",
    ]
    with qtbot.waitSignal(card.print_asked) as asked:
        card.print.click()
    assert asked.args == [SheetKind.RECOVERY]
    with qtbot.waitSignal(card.save_asked):
        card.save.click()
    card.say("Saved.")
    assert card.message.words() == "Saved."
    card.say("The disk is full.", good=False)
    card.show_code(None)
    assert not any(line.words() for line in card._codes)
    assert card.message.words() == ""
    card.show_code(SecretText("AAAA-BBB~"))
    assert card.message.words() == "The ~ at the end belongs to the code."
