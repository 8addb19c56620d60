from pathlib import Path

import pytest

from keystead.system.errors import DiskFull
from keystead.system.host import SystemHost
from keystead.vault.attempts import MAX_TIMES, Attempts, AttemptsFile
from tests.support.hosts import FailingHost


def test_failures_are_counted_with_their_times_until_a_success(tmp_path: Path):
    file = AttemptsFile(SystemHost(), tmp_path)
    assert file.read() == Attempts()
    file.add(1000.9)
    file.add(2000)
    assert file.read() == Attempts(2, (1000, 2000))
    file.clear()
    file.clear()
    assert file.read() == Attempts()


def test_only_the_newest_times_are_kept_and_all_are_counted(tmp_path: Path):
    file = AttemptsFile(SystemHost(), tmp_path)
    for now in range(MAX_TIMES + 5):
        file.add(now)
    assert file.read() == Attempts(MAX_TIMES + 5, tuple(range(5, MAX_TIMES + 5)))


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", '{"count": true, "times": []}', '{"count": -1, "times": []}',
        '{"count": 1, "times": 1}', '{"count": 1, "times": ["x"]}', '{"count": 1, "times": [-1]}',
        '{"count": 2000000, "times": []}', "\xff", "x" * 20_000,
    ],
)  # fmt: skip
def test_an_odd_file_is_told_and_never_keeps_anybody_out(tmp_path: Path, text: str):
    (tmp_path / "attempts.json").write_bytes(text.encode("latin-1"))
    file = AttemptsFile(SystemHost(), tmp_path)
    assert file.read() == Attempts(readable=False)
    file.add(5)
    assert file.read() == Attempts(1, (5,))


def test_a_full_disk_does_not_hide_why_unlocking_failed(tmp_path: Path):
    file = AttemptsFile(FailingHost(0), tmp_path)
    file.add(5)
    assert file.read() == Attempts()
    SystemHost().write_atomic(tmp_path / "attempts.json", b"{}")
    with pytest.raises(DiskFull):
        AttemptsFile(FailingHost(0, only="remove"), tmp_path).clear()
