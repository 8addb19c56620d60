import stat
from pathlib import Path

import pytest

from keystead.crypto import offset_table
from keystead.errors import Busy
from keystead.system.errors import DiskFull
from keystead.system.host import SystemHost
from keystead.vault.capsule import WINDOWS_A_DAY, Opened
from keystead.vault.capsule_file import CapsuleFile
from keystead.vault.errors import NoDeviceKey, TableEnded, WaitForNextCode, WrongCredentials
from tests.support.capsules import UNLOCK_KEY, VAULT, Made, make, quiet
from tests.support.clock import FakeClock
from tests.support.hosts import DyingHost, FailingHost, PowerCut
from tests.support.policies import CHEAP

FIRST = 1001


@pytest.fixture
def made() -> Made:
    return make()


@pytest.fixture
def file(tmp_path: Path, made: Made) -> CapsuleFile:
    file = CapsuleFile(SystemHost(), tmp_path / "state")
    with file.locked():
        file.write(made.data, 1000)
    return file


def unlock(
    file: CapsuleFile, made: Made, now: float, window: int | None = None, days: int = 2
) -> Opened:
    given = made.given(int(now) if window is None else window)
    return file.unlock(
        VAULT, given, FakeClock(now * 30 + 5), CHEAP, days, offset_table.build, quiet
    )


def test_unlock_cuts_appends_and_notes_the_window(file: CapsuleFile, made: Made):
    assert unlock(file, made, 1050).secrets.unlock_key == UNLOCK_KEY
    header = file.decoded().header
    assert header.first == 1051
    assert header.end == 1050 + 2 * WINDOWS_A_DAY
    assert file.accepted() == 1050


def test_a_used_code_waits_for_the_next_whatever_is_typed(file: CapsuleFile, made: Made):
    unlock(file, made, 1050)
    for window in (1050, 1049, 1080):
        with pytest.raises(WaitForNextCode) as caught:
            unlock(file, made, 1050, window)
        assert caught.value.data["seconds"] == 25
    assert unlock(file, made, 1051).window == 1051


def test_the_table_lasts_for_its_days_and_is_appended_to_at_each_unlock(file, made):
    unlock(file, made, 1050)
    for day in (1, 2, 3, 4):
        unlock(file, made, 1050 + day * 1.9 * WINDOWS_A_DAY)
    with pytest.raises(TableEnded, match="for so long"):
        unlock(file, made, 1050 + 4 * 1.9 * WINDOWS_A_DAY + 2 * WINDOWS_A_DAY + 5)


def test_a_clock_set_back_is_said_plainly(file: CapsuleFile, made: Made):
    unlock(file, made, 1050)
    with pytest.raises(TableEnded, match="clock"):
        unlock(file, made, 1020)
    assert unlock(file, made, 1060).window == 1060


def test_a_wrong_code_changes_nothing(file: CapsuleFile, made: Made):
    with pytest.raises(WrongCredentials):
        unlock(file, made, 1050, 1080)
    assert file.read() == made.data
    assert file.accepted() == 1000


def test_files_and_folder_are_private(file: CapsuleFile):
    folder = file.path.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    names = {path.name for path in folder.iterdir()}
    assert names == {"capsule", "capsule.window", "capsule.lock"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_one_at_a_time(file: CapsuleFile):
    with file.locked(), pytest.raises(Busy), file.locked(wait=0.0):
        raise AssertionError


def test_a_device_without_capsule_is_told_what_to_do(file: CapsuleFile):
    file.remove()
    file.remove()
    with pytest.raises(NoDeviceKey, match="setup-device"):
        file.read()


@pytest.mark.parametrize("text", ["", "soon", "-5", "9" * 30])
def test_an_odd_note_of_the_window_never_keeps_anybody_out(file, made, text: str):
    file.path.with_name("capsule.window").write_text(text)
    assert file.accepted() == -1
    assert unlock(file, made, 1050).window == 1050
    file.path.with_name("capsule.window").write_text("99999999999")
    assert unlock(file, made, 1051).window == 1051
    assert file.accepted() == 1051


@pytest.mark.parametrize("at", range(10))
def test_power_lost_at_any_step_of_an_unlock_leaves_a_capsule_that_opens(
    tmp_path: Path, file: CapsuleFile, made: Made, at: int
):
    with pytest.raises(PowerCut):
        unlock(CapsuleFile(DyingHost(at), file.path.parent), made, 1050)
    assert unlock(file, made, 1051).secrets.unlock_key == UNLOCK_KEY


def test_a_full_disk_keeps_the_old_capsule(file: CapsuleFile, made: Made):
    with pytest.raises(DiskFull):
        unlock(CapsuleFile(FailingHost(0), file.path.parent), made, 1050)
    assert file.read() == made.data
