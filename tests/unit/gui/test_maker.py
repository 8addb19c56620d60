import pytest

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.maker import Maker, wrong_part
from keystead.gui.pages.create.draft import NewVault
from keystead.gui.tasks import Worker
from keystead.services.emergency_kit import last_group
from keystead.services.kit_sheets import SheetKind
from keystead.services.owner import OwnerKind
from tests.support.homes import PASSPHRASE, Phone


@pytest.fixture
def worker(qtbot):
    made = Worker()
    yield made
    assert made.stop()


@pytest.fixture
def maker(home, worker, qtbot):
    return Maker(home, worker, 300.0, "mara-laptop")


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


def _draft(tmp_path, name="Work"):
    return NewVault(name, tmp_path / f"{name}.keystead", PASSPHRASE)


def test_a_passphrase_is_rated_and_suggested(maker, answers):
    maker.rate(SecretText("password"), ("Work",), answers.append)
    assert answers.one().score == 0
    maker.suggest(answers.append)
    assert len(answers.one().split()) == 6


def test_the_way_to_an_open_vault(maker, answers, home, clock, tmp_path, worker):
    maker.draft(_draft(tmp_path), answers.append, answers.append)
    offer = answers.one()
    assert "mara-laptop" in offer.totp_uri.reveal()
    assert not (tmp_path / "Work.keystead").exists()
    phone = Phone(offer.totp_uri, clock)
    maker.confirm(
        "000000" if phone.code() != "000000" else "111111", answers.append, answers.append
    )
    assert answers.one().code == "wrong-code"
    maker.confirm(phone.code(), answers.append, answers.append)
    assert answers.one() is None
    right = (last_group(offer.secret_key), last_group(offer.recovery_code))
    shares: list[float] = []

    def finish(parts):
        progress = lambda share, _: shares.append(share)  # noqa: E731
        maker.finish(parts, answers.append, answers.append, progress, lambda: None)
        return answers.one()

    assert finish((right[0], "X")).code == "wrong-kit-part"
    opened = finish(right)
    assert opened.owner.kind is OwnerKind.WINDOW
    assert shares[-1] == 1.0
    assert [entry.name for entry in home.vaults()] == ["Work"]
    with pytest.raises(RuntimeError):
        maker.sheet(SheetKind.RECOVERY)
    worker.submit(lambda _: opened.give_up(), answers.append)
    answers.one()


def test_the_sheets_are_saved(maker, answers, tmp_path):
    maker.draft(_draft(tmp_path), answers.append, answers.append)
    offer = answers.one()
    assert maker.sheet(SheetKind.SECRET_KEY).code == offer.secret_key
    assert maker.sheet(SheetKind.RECOVERY).code == offer.recovery_code
    assert maker.sheet(SheetKind.RECOVERY).day == "2026-01-01"
    sheet = maker.sheet(SheetKind.RECOVERY)
    maker.save_sheet(sheet, tmp_path, None, answers.append, answers.append)
    assert answers.one() == tmp_path / "work-recovery-code.txt"
    maker.save_sheet(sheet, tmp_path, None, answers.append, answers.append)
    assert answers.one().code == "already-there"


def test_what_cannot_be_made_is_refused_before_anything_is_written(maker, answers, tmp_path):
    (tmp_path / "Work.keystead").write_text("mine")
    maker.draft(_draft(tmp_path), answers.append, answers.append)
    error = answers.one()
    assert isinstance(error, KeysteadError)
    assert error.code == "already-there"
    assert (tmp_path / "Work.keystead").read_text() == "mine"


def test_stopping_leaves_nothing(maker, answers, home, clock, tmp_path, qtbot):
    maker.draft(_draft(tmp_path), answers.append, answers.append)
    offer = answers.one()
    parts = (last_group(offer.secret_key), last_group(offer.recovery_code))
    job = maker.finish(
        parts, answers.append, answers.append, lambda *_: None, lambda: answers.append("stopped")
    )
    job.cancel()
    assert answers.one() == "stopped"
    assert home.vaults() == []
    assert not (tmp_path / "Work.keystead").exists()


def test_which_sheet_an_error_speaks_of():
    assert wrong_part("This is not the last group of the recovery code.") is SheetKind.RECOVERY
    assert wrong_part("This is not the last group of the Secret Key.") is SheetKind.SECRET_KEY
