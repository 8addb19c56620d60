"""One's own presets in the folder of settings."""

from pathlib import Path

import pytest

from keystead.core.errors import BadPreset
from keystead.core.recipes import Format, Recipe
from keystead.errors import FileProblem
from keystead.services import presets
from keystead.system.host import SystemHost

HOST = SystemHost()
MINE = Recipe(form=Format.HEX, bits=512)


def test_kept_found_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    assert presets.load(HOST, folder) == {}
    presets.save(HOST, folder, "mine", MINE)
    presets.save(HOST, folder, "other", Recipe())
    assert presets.find(HOST, folder, "mine") == MINE
    assert presets.find(HOST, folder, "api-key").bits == 256
    assert (folder / presets.FILE).stat().st_mode & 0o777 == 0o600
    presets.forget(HOST, folder, "mine")
    with pytest.raises(BadPreset, match="api-key"):
        presets.find(HOST, folder, "mine")
    with pytest.raises(BadPreset):
        presets.forget(HOST, folder, "mine")


def test_a_file_that_makes_no_sense_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / presets.FILE
    for content, error in ((b"[x", BadPreset), (b"\xff", FileProblem)):
        file.write_bytes(content)
        with pytest.raises(error):
            presets.save(HOST, tmp_path, "mine", MINE)
        assert file.read_bytes() == content


def test_no_more_than_can_be_looked_through(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(presets, "MAX_PRESETS", 1)
    presets.save(HOST, tmp_path, "mine", MINE)
    with pytest.raises(BadPreset, match="Forget one"):
        presets.save(HOST, tmp_path, "other", MINE)
