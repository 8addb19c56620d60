"""What the bundle does before Keystead starts: it leaves its own surroundings behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.source_tree import ROOT

START = ROOT / "packaging" / "bundle" / "start.py"
_STAND_IN = """
import json, os, sys
def run():
    print(json.dumps([sys.frozen, dict(os.environ)]))
    return 7
"""


@pytest.mark.parametrize("before", [None, "/opt/others/lib"])
def test_children_get_the_library_path_that_was_there_before(tmp_path: Path, before: str | None):
    package = tmp_path / "keystead"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(_STAND_IN, encoding="utf-8")
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path)}
    given |= {"LD_LIBRARY_PATH": "/usr/lib/keystead/lib", "_PYI_ARCHIVE_FILE": "x", "KEPT": "1"}
    if before is not None:
        given["LD_LIBRARY_PATH_ORIG"] = before
    done = subprocess.run(
        [sys.executable, str(START)], env=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 7, done.stderr
    frozen, environment = json.loads(done.stdout)
    assert frozen is True
    assert environment.get("LD_LIBRARY_PATH") == before
    assert environment["KEPT"] == "1"
    left = [name for name in environment if name.startswith("_PYI_") or name.endswith("_ORIG")]
    assert left == []
