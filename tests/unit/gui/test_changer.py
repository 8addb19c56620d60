import pytest

from keystead.core.secret_types import SecretText
from keystead.gui.changer import Changer, Subject
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.change.proof import Proof
from keystead.gui.tasks import Worker
from keystead.services.emergency_kit import last_group
from keystead.services.kit_sheets import SheetKind
from keystead.services.owner import Owner, OwnerKind
from keystead.services.recovery import Recovery
from keystead.system.errors import DiskFull
from tests.support.homes import PASSPHRASE, MadeVault, Phone

NEW = SecretText("another passphrase")


@pytest.fixture
def worker(qtbot):
    made = Worker()
    yield made
    assert made.stop()


@pytest.fixture
def made(home, tmp_path):
    return MadeVault(home, tmp_path)


class Answers(list):
    """What came back, from whichever callback."""

    def __init__(self, qtbot):
        super().__init__()
        self._qtbot = qtbot

    def one(self):
        """Wait for the next."""
        self._qtbot.waitUntil(lambda: bool(self), timeout=20_000)
        return self.pop(0)


@pytest.fixture
def answers(qtbot):
    return Answers(qtbot)


def _recovery(made, worker, answers):
    changer = Changer(made.home, worker, ChangeKind.RECOVER, Subject("Work", made.path))
    given = Proof(SecretText(""), sheet=made.creation.recovery_code)
    changer.prove(given, answers.append, answers.append)
    assert answers.one() is None
    changer.draft(NEW, None, answers.append, answers.append)
    return changer, answers.one()


def _finish(changer, offer, answers):
    parts = last_group(offer.secret_key), last_group(offer.recovery_code)
    changer.finish(parts, answers.append, answers.append, lambda *_: None)
    return answers.one()


def test_a_recovery_from_end_to_end(made, worker, answers, tmp_path):
    changer, offer = _recovery(made, worker, answers)
    phone = Phone(offer.totp_uri, made.clock)
    changer.confirm(phone.code(), answers.append, answers.append)
    assert answers.one() is None
    sheet = changer.sheet(SheetKind.RECOVERY)
    assert sheet.code == offer.recovery_code
    assert sheet.vault_name == "Work"
    changer.save_sheet(sheet, tmp_path, None, answers.append, answers.append)
    assert answers.one() == tmp_path / "work-recovery-code.txt"
    outcome = _finish(changer, offer, answers)
    assert outcome.error is None
    assert outcome.vault_id == made.entry.vault_id
    made.unlock(NEW, phone).vault.close()


def test_a_wrong_group_changes_nothing(made, worker, answers):
    before = made.path.read_bytes()
    changer, _offer = _recovery(made, worker, answers)
    changer.finish(("AAAAA", "AAAAA"), answers.append, answers.append, lambda *_: None)
    assert answers.one().code == "wrong-kit-part"
    assert made.path.read_bytes() == before


@pytest.mark.parametrize(("method", "in_place"), [("apply", False), ("finish", True)])
def test_where_it_stopped_is_told(made, worker, answers, monkeypatch, method, in_place):
    changer, offer = _recovery(made, worker, answers)

    def full(*_):
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(Recovery, method, full)
    outcome = _finish(changer, offer, answers)
    assert outcome.error.code == "disk-full"
    assert outcome.in_place is in_place
    assert outcome.error.__traceback__ is None
    if not in_place:
        made.unlock().vault.close()


def test_what_nobody_foresaw_is_not_swallowed(made, worker, answers, monkeypatch, qtbot):
    changer, offer = _recovery(made, worker, answers)
    aborted = []
    monkeypatch.setattr(Recovery, "apply", lambda *_: 1 // 0)
    monkeypatch.setattr(Recovery, "abort", lambda _: aborted.append(True))
    with qtbot.captureExceptions() as raised:
        parts = last_group(offer.secret_key), last_group(offer.recovery_code)
        changer.finish(parts, answers.append, answers.append, lambda *_: None)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError
    assert aborted == [True]


def test_the_agent_lets_go_first(made, worker, answers, monkeypatch):
    asked = []
    monkeypatch.setattr("keystead.gui.changer.take_over", lambda _, entry: asked.append(entry.name))
    changer, offer = _recovery(made, worker, answers)
    assert _finish(changer, offer, answers).error is None
    assert asked == ["Work"]


def test_a_kit_is_offered_as_soon_as_it_is_proved(made, worker, answers):
    code = made.phone.next_code()
    worker.submit(
        lambda _: Owner.unlock(made.home, made.entry, PASSPHRASE, code, OwnerKind.WINDOW),
        answers.append,
    )
    owner = answers.one()
    subject = Subject("Work", made.path, owner)
    changer = Changer(made.home, worker, ChangeKind.KIT, subject)
    changer.prove(Proof(PASSPHRASE, made.phone.next_code()), answers.append, answers.append)
    offer = answers.one()
    assert offer.totp_uri is None
    assert offer.qr == []
    assert _finish(changer, offer, answers).rotate == ()
    worker.submit(lambda _: owner.lock(), answers.append)
    answers.one()


def test_nothing_goes_on_before_it_has_begun(made, worker):
    changer = Changer(made.home, worker, ChangeKind.KIT, Subject("Work", made.path))
    with pytest.raises(RuntimeError):
        changer.sheet(SheetKind.RECOVERY)
    with pytest.raises(RuntimeError):
        changer.draft(NEW, None, print, print)
