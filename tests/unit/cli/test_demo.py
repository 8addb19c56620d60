"""demo: a home of its own, and codes only for that."""

import json
from pathlib import Path


def test_a_demo_fills_an_empty_folder(line, tmp_path):
    folder = tmp_path / "demo"
    found = json.loads(line("demo", str(folder), "--json").out)
    assert found["home"] == str(folder)
    assert sorted(path.name for path in folder.iterdir() if path.name[0] != ".") == [
        "data",
        "demo-authenticator.txt",
        "demo-device-key.txt",
        "demo.keystead",
        "state",
    ]
    assert (folder / "demo-authenticator.txt").stat().st_mode & 0o777 == 0o600
    again = line("demo", str(folder))
    assert again.code == 5
    assert f"rm -r {folder}" in again.err
    other = tmp_path / "other"
    other.mkdir()
    (other / "work").touch()
    assert "rm -r" not in line("demo", str(other)).err


def test_it_tells_how_to_go_on(line, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "device.key").touch()
    result = line("demo", str(tmp_path / "x"))
    assert f"export KEYSTEAD_HOME={tmp_path}/x" in result.out
    assert "keystead demo --code" in result.out


def test_other_vaults_give_no_codes(line, tmp_path):
    assert line("demo", "--code").code == 2
    result = line("demo", str(Path("/proc/no-such-place")))
    assert result.code == 2
