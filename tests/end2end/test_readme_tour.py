"""The README's tour works as written: its block is run by a shell, with the shipped program."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = "/tmp/keystead-demo"


def tour(folder: Path) -> str:
    """The commands between the fences, on a folder of the test's own."""
    found = re.search(r"```sh tour\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert found is not None
    # The set-up that `dev.py` does is not repeated: what it starts is the same program.
    return (
        found[1]
        .replace("python3 dev.py run ", "keystead ")
        .replace('export PATH="$PWD/.venv/bin:$PATH"', ":")
        .replace(DEMO, str(folder))
    )


def test_the_tour_works_as_written(tmp_path: Path) -> None:
    folder, programs = tmp_path / "demo", tmp_path / "bin"
    programs.mkdir()
    keystead = programs / "keystead"
    keystead.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT / "app"}" exec "{sys.executable}" -m keystead "$@"\n'
    )
    keystead.chmod(0o755)
    shell = shutil.which("bash")
    assert shell is not None
    done = subprocess.run(
        [shell, "-e", "-o", "pipefail", "-c", tour(folder)],
        capture_output=True,
        text=True,
        timeout=240,
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "GITHUB_TOKEN" in done.stdout
    assert 'it\'s "quoted" & $plain' in done.stdout
    assert "All is well." in done.stderr
    exported = (folder / "example.env").read_text()
    assert "MY_TOKEN=" in exported
    assert "SIGNING_KEY=" in exported
