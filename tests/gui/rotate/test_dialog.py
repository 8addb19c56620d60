"""A rotation as a person does it: to its end, back again, left and resumed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from keystead.core.model import Stage
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.generate import GenerateDialog
from keystead.gui.dialogs.rotate.dialog import RotateDialog
from keystead.gui.models.moments import exact_moment
from keystead.gui.models.rotation import Page
from keystead.services import renewal, secrets
from keystead.services.owner import LockReason
from tests.gui.rotate.conftest import NAME, key
from tests.support.window import OpenWindow

Opened = Callable[[], RotateDialog]


def page(dialog: RotateDialog) -> Page:
    return dialog._page


def stages(window: OpenWindow) -> list[str]:
    return [one.stage.value for one in window.secret(NAME).versions][-2:]


def sure(dialog: RotateDialog, window: OpenWindow) -> None:
    """Answer the question above with its own button."""
    assert dialog.above.dialog is not None
    dialog.above.dialog.sure.click()  # type: ignore[attr-defined]
    window.settle()


def test_to_the_end(window: OpenWindow, begun: RotateDialog, path: Path, monkeypatch):
    pages: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pages.append(url.toString()))
    dialog = begun
    assert page(dialog) is Page.PLACES
    assert stages(window) == ["current", "pending"]
    dialog.places.write.click()
    window.settle()
    assert "GITHUB_TOKEN=new-value" in path.read_text()
    (tick,) = [line.tick for line in dialog.places.lines if line.tick is not None]
    tick.click()
    window.settle()
    assert dialog.places.remark.words() == f"Every place that is known has {_new(window)}."
    dialog.next.click()
    dialog.check.tick.click()
    window.settle()
    assert "by hand" in dialog.check.result.words()
    dialog.next.click()
    window.settle()
    assert page(dialog) is Page.END
    assert stages(window) == ["previous", "current"]
    assert window.value(window.secret(NAME)) == "new-value"
    assert not dialog.next.isVisible()
    dialog.retire.click()
    sure(dialog, window)
    assert stages(window) == ["retired", "current"]
    assert window.view.commands.dialog is None
    assert pages == ["https://github.com/settings/tokens"]
    assert "retired" in window.view.toast.words()


def test_a_value_unlike_the_old_one_is_asked_about(window: OpenWindow, assistant: Opened):
    recognised = SecretText("AKIAIOSFODNN7EXAMPLE")
    window.controller.work(lambda owner: secrets.edit(owner.vault, key(owner), {}, recognised))
    window.settle()
    dialog = assistant()
    QTest.keyClicks(dialog.value.value.line.edit, "error: not logged in")
    dialog.next.click()
    window.settle()
    assert not dialog.banner.isHidden()
    assert "The old value looks like an AWS" in dialog.banner.words()
    dialog.places.write.click()
    assert dialog.banner.isHidden()
    window.settle()


def _new(window: OpenWindow) -> str:
    return f"v{window.secret(NAME).versions[-1].number}"


def test_it_is_closed_at_any_time_and_resumed(window: OpenWindow, begun: RotateDialog, assistant):
    QTest.keyClick(begun, Qt.Key.Key_Escape)
    window.settle()
    bar = window.view.detail.rotation
    assert bar.button.text() == "Resume rotation"
    assert bar.words.words().startswith("2 places still have v")
    bar.button.click()
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, RotateDialog)
    assert page(dialog) is Page.PLACES
    assert dialog.value.value.is_empty


def test_it_is_undone_in_the_file_too(window: OpenWindow, begun: RotateDialog, path: Path):
    before = path.read_text()
    begun.places.write.click()
    window.settle()
    assert path.read_text() != before
    window.clock.advance(5)
    begun.take_back.click()
    sure(begun, window)
    assert path.read_text() == before
    assert stages(window) == ["current", "retired"]
    assert window.view.commands.dialog is None


def test_what_cannot_be_put_back_is_listed(window: OpenWindow, begun: RotateDialog):
    (tick,) = [line.tick for line in begun.places.lines if line.tick is not None]
    tick.click()
    window.settle()
    begun.undo()
    window.settle()
    assert begun.pages.currentWidget() is begun.undone
    assert "One place may still have the new value." in begun.undone.words.words()
    begun.close_button.click()
    assert window.view.commands.dialog is None


def test_a_switch_with_open_places_is_possible_and_said(window: OpenWindow, begun: RotateDialog):
    begun.next.click()
    assert begun.left.words().startswith("2 places still have v")
    begun.next.click()
    window.settle()
    assert page(begun) is Page.END
    assert begun.finish_page.left.words().startswith("2 places still have v")
    begun.back.click()
    begun.back.click()
    assert page(begun) is Page.PLACES
    begun.next.click()
    assert begun.next.text() == "Continue"
    begun.next.click()
    assert page(begun) is Page.END


def test_at_the_end_enter_closes_and_retires_nothing(window: OpenWindow, begun: RotateDialog):
    begun.next.click()
    assert not begun.close_button.isVisible()
    begun.next.click()
    window.settle()
    assert page(begun) is Page.END
    assert begun.close_button.hasFocus()
    # Nothing was checked and nothing placed: neither step gets a tick.
    assert [begun.steps.stand(number) for number in range(4)] == ["done", "passed", "passed", "now"]
    QTest.keyClick(begun.close_button, Qt.Key.Key_Return)
    assert window.view.commands.dialog is None
    assert stages(window) == ["previous", "current"]
    # It goes on there, with the focus where nothing is lost.
    window.view.detail.rotation.button.click()
    window.settle()
    again = window.view.commands.dialog
    assert isinstance(again, RotateDialog)
    assert page(again) is Page.END
    assert again.close_button.hasFocus()
    again.back.click()
    again.check.tick.click()
    window.settle()
    again.next.click()
    assert again.steps.stand(Page.CHECK) == "done"


def test_enter_in_the_new_value_begins(window: OpenWindow, assistant: Opened):
    dialog = assistant()
    QTest.keyClick(dialog.value.value.line.edit, Qt.Key.Key_Return)
    assert page(dialog) is Page.VALUE
    QTest.keyClicks(dialog.value.value.line.edit, "new-value")
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(dialog.value.value.line.edit, Qt.Key.Key_Return, control)
    window.settle()
    assert page(dialog) is Page.PLACES


def test_the_old_value_can_be_kept_longer(window: OpenWindow, begun: RotateDialog):
    begun.next.click()
    begun.next.click()
    window.settle()
    before = window.secret(NAME).versions[-2].overlap_until
    assert before is not None
    begun.finish_page.longer[1].click()
    window.settle()
    after = window.secret(NAME).versions[-2].overlap_until
    assert after == before + 7 * 86_400
    assert f"{old_name(window)} is kept until" in begun.finish_page.words.words()
    assert exact_moment(after) in begun.finish_page.words.words()
    for _ in range(12):
        begun.finish_page.longer[2].click()
        window.settle()
    assert "366 days from now at most" in begun.banner.words()


def old_name(window: OpenWindow) -> str:
    return f"v{window.secret(NAME).versions[-2].number}"


def test_after_the_overlap_nothing_is_asked(window: OpenWindow, begun: RotateDialog):
    window.controller.edit(window.secret(NAME), {"overlap": 60})
    window.settle()
    for tick in [line.tick for line in begun.places.lines if line.tick is not None]:
        tick.click()
    begun.places.write.click()
    window.settle()
    begun.next.click()
    begun.next.click()
    window.settle()
    window.clock.advance(61)
    window.controller.refresh()
    window.settle()
    assert "ended" in begun.beside.sentence.words()
    window.controller.edit(window.secret(NAME), {"revoke_url": "", "rotate_url": ""})
    window.settle()
    begun.retire.click()
    window.settle()
    assert stages(window) == ["retired", "current"]
    assert "at its issuer, too" in window.view.toast.words()


def test_a_value_is_generated(window: OpenWindow, assistant: Opened):
    dialog = assistant()
    assert not dialog.next.isEnabled()
    dialog.value.value.generate.click()
    window.settle()
    above = dialog.above.dialog
    assert isinstance(above, GenerateDialog)
    above.use.click()
    window.settle()
    assert dialog.above.dialog is None
    dialog.next.click()
    window.settle()
    assert page(dialog) is Page.PLACES


def test_a_value_that_is_refused_says_why(window: OpenWindow, assistant: Opened):
    dialog = assistant()
    dialog.value.value.set_value(SecretText(window.value(window.secret(NAME))))
    dialog.next.click()
    window.settle()
    assert "has already" in dialog.value.remark.words()
    assert dialog.next.isEnabled()


def test_both_values_are_copied_and_revealed(window: OpenWindow, begun: RotateDialog):
    secret = window.secret(NAME)
    new, old = secret.versions[-1], secret.versions[-2]
    begun.beside.boxes[new.id].copy_requested.emit()
    window.settle()
    assert window.guard.copied is not None
    line = next(line for line in begun.places.lines if line.tick is not None)
    line.copy_asked.emit()
    begun.beside.boxes[old.id].eye.click()
    window.settle()
    assert begun.beside.boxes[old.id].showing


def test_what_happens_elsewhere_is_shown(window: OpenWindow, begun: RotateDialog):
    window.controller.work(lambda owner: renewal.switch(owner.vault, key(owner), force=True))
    window.settle()
    begun.next.click()
    assert begun.next.text() == "Continue"
    window.controller.work(lambda owner: renewal.finish(owner.vault, key(owner)))
    window.settle()
    assert page(begun) is Page.VALUE
    window.controller.work(lambda owner: secrets.trash(owner.vault, [key(owner)]))
    window.settle()
    assert window.view.commands.dialog is None


def test_what_cannot_be_done_is_said(window: OpenWindow, begun: RotateDialog):
    begun._mark(99, Stage.CURRENT)  # type: ignore[arg-type]
    window.settle()
    assert "no place number 99" in begun.banner.words()


def test_a_lock_closes_it_and_keeps_the_rotation(window: OpenWindow, begun: RotateDialog):
    begun.value.command.line.set_text("sleep 600")
    begun.value.command.button.click()
    assert begun.hooks.busy
    window.controller.lock(LockReason.ASKED)
    window.view.commands.close_dialog()
    window.settle()
    assert not begun.hooks.busy
    assert not begun.hooks.run.running


def test_a_value_that_waits_is_taken_up(window: OpenWindow, begun: RotateDialog, assistant: Opened):
    begun.cancel()
    window.controller.work(_drop_renewal)
    window.settle()
    assert window.view.detail.rotation.title.words() == "A new value waits"
    dialog = assistant()
    assert page(dialog) is Page.PLACES


def _drop_renewal(owner) -> None:
    from keystead.vault.writer import SecretChange

    found = key(owner)
    owner.vault.write([SecretChange(found.environment_id, found.id, {"renewal": None})])
