from keystead.gui.pages.create.kit_step import KitStep
from keystead.services.kit_sheets import SheetKind
from tests.support.screens_before import OFFER


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
        SheetKind.SECRET_KEY: OFFER.secret_key.reveal(),
        SheetKind.RECOVERY: OFFER.recovery_code.reveal(),
    }
    for signal, button in ((step.print_asked, "print"), (step.save_asked, "save")):
        with qtbot.waitSignal(signal) as asked:
            getattr(step.cards[SheetKind.RECOVERY], button).click()
        assert asked.args == [SheetKind.RECOVERY]
    assert step.first() is step.cards[SheetKind.SECRET_KEY].print
    step.wipe()
    assert not any(line.words() for card in step.cards.values() for line in card._codes)
