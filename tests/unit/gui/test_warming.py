"""What an open vault needs is loaded after the first paint, and not before."""

import json
import subprocess
import sys

from keystead.gui.warming import LATER, Warming
from tests.support.window import Stage

_FIRST = "import json, sys, keystead.gui.application; print(json.dumps(list(sys.modules)))"


def test_the_first_page_loads_none_of_it():
    command = [sys.executable, "-P", "-c", _FIRST]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert "keystead.gui.entrance" in loaded
    assert loaded & {
        "keystead.gui.room",
        "keystead.gui.main_window",
        "keystead.gui.vault.table",
    } == (set())


def test_one_after_the_other_is_loaded_and_then_it_rests(qapp, qtbot, monkeypatch):
    loaded: list[str] = []
    # The window of another test may still be loading what it has left.
    names = ["one", "two"]
    monkeypatch.setattr(
        "keystead.gui.warming.import_module",
        lambda name: loaded.append(name) if name in names else None,
    )
    warming = Warming(names)
    window = Stage()
    qtbot.addWidget(window)
    warming.start_after(window)
    qtbot.wait(100)
    assert loaded == []
    with qtbot.waitSignal(warming.finished):
        window.show()
    assert not warming._timer.isActive()
    assert loaded == ["one", "two"]


def test_every_name_is_a_module():
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    command = [sys.executable, "-P", "-c", code, *LATER]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
