from pathlib import Path

import pytest

from keystead.core.errors import BadSetting
from keystead.core.settings import Settings
from keystead.errors import FileProblem
from keystead.services import config
from keystead.system.host import SystemHost


def test_without_a_file_the_defaults_hold(tmp_path: Path):
    assert config.load(SystemHost(), tmp_path / "none") == Settings()


def test_settings_are_kept(tmp_path: Path):
    folder = tmp_path / "config"
    config.save(SystemHost(), folder, Settings())
    assert config.load(SystemHost(), folder) == Settings()
    assert (folder / config.FILE).read_bytes().isascii()


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"\xff\xfe", FileProblem), (b"[[[", BadSetting), (b"x" * 10**7, FileProblem)],
)
def test_a_file_that_cannot_be_understood_is_left_alone(tmp_path: Path, data: bytes, error):
    (tmp_path / config.FILE).write_bytes(data)
    with pytest.raises(error):
        config.load(SystemHost(), tmp_path)
    assert (tmp_path / config.FILE).read_bytes() == data
