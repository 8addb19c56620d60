from keystead.gui.pages.create.kit_step import SPOOLED, KitStep
from keystead.services.kit_sheets import SheetKind
from tests.support.screens_before import OFFER, OFFERED_CODE, OFFERED_KEY


def test_two_sheets_are_shown_and_forgotten(theme, stage, qtbot):
    step = KitStep(theme)
    step.setParent(stage)
    step.show()
    step.show_offer(OFFER)
    shown = {
        kind: "-".join(line.words() for line in card._codes if line.words())
        for kind, card in step.cards.items()
    }
    assert shown == {
        SheetKind.SECRET_KEY: OFFERED_KEY.reveal(),
        SheetKind.RECOVERY: OFFERED_CODE.reveal(),
    }
    for signal, button in (
        (step.print_asked, "print"),
        (step.save_asked, "save"),
        (step.pdf_asked, "pdf"),
    ):
        with qtbot.waitSignal(signal) as asked:
            getattr(step.cards[SheetKind.RECOVERY], button).click()
        assert asked.args == [SheetKind.RECOVERY]
    assert step.first() is step.cards[SheetKind.SECRET_KEY].print
    step.wipe()
    assert not any(line.words() for card in step.cards.values() for line in card._codes)


def test_only_what_is_new_is_shown(theme, stage):
    step = KitStep(theme, (SheetKind.SECRET_KEY,), "It takes the place of the first sheet.")
    step.setParent(stage)
    assert list(step.cards) == [SheetKind.SECRET_KEY]
    assert step.heading.words() == "Keep the new sheet"
    assert "spools in plain text" in SPOOLED
