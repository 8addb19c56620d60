"""The window as a program: from its start to the window on the screen, and its idle memory.

A private X server without a screen; the same observer looks for our window and for others.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from tests.bench import processes
from tests.bench.processes import ROOT
from tests.bench.report import Measurement, Samples
from tests.support import kept_vaults
from tests.support.display import display_environment, virtual_display

TITLE = "The window: start and idle memory"
REMARKS = """\
From source, in CPU seconds of the process until its window is on the screen (the unlock page).
Two fifths of it an empty window needs, too; the rest is loading our own modules of that page. The
packaged program is measured where it is packaged.

Idle memory is the resident memory, libraries that others share included, of a process with
10,000 keys open and shown; about 50 MiB are Python's and Qt's, 35 MiB our modules, 20 MiB the
keys, the rest fonts, pictures and OpenSSL. The peers' is that of their window
a second after it came, without a database."""
ROUNDS = 7
EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
window = QWidget()
window.setWindowTitle("Keystead")
window.show()
app.exec()
"""
PATIENCE = 60.0


def measure() -> list[Measurement]:
    """CPU seconds, MiB."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as name, virtual_display() as display:
        folder = Path(name)
        (folder / "vault").mkdir()
        vault = kept_vaults.kept(100).copy_to(folder / "vault")
        environment = display_environment(display) | {
            "HOME": name,
            "XDG_CONFIG_HOME": name,
            "XDG_CACHE_HOME": name,
            "KEYSTEAD_HOME": str(vault.folder / "home"),
        }
        environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        programs = {
            "ours": ("Keystead", (sys.executable, str(ROOT / "tests" / "launcher.py"))),
            "an empty PySide6 window": ("Keystead", (sys.executable, "-c", EMPTY)),
        }
        if shutil.which("keepassxc"):
            programs["KeePassXC"] = ("KeePassXC", ("keepassxc",))
        cpu: dict[str, list[float]] = {name: [] for name in programs}
        memory: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(ROUNDS):
            for program, (title, command) in programs.items():
                used, resident = _started(command, title, environment)
                cpu[program].append(used)
                memory[program].append(resident)
        beside = {each: tuple(cpu[each]) for each in programs if each != "ours"}
        mine = _idle(folder, environment)
        others = {each: tuple(memory[each]) for each in programs if each != "ours"}
    return [
        Measurement("start to the window, from source", "s", tuple(cpu["ours"]), None, beside),
        Measurement("idle memory with 10,000 keys", "MiB", mine, 130.0, others),
    ]


def _started(
    command: tuple[str, ...], title: str, environment: dict[str, str]
) -> tuple[float, float]:
    """CPU seconds until a window of that title is there, and MiB a second later."""
    started = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process, end = psutil.Process(started.pid), time.monotonic() + PATIENCE
        find = ["xdotool", "search", "--onlyvisible", "--name", title]
        while subprocess.run(find, env=environment, capture_output=True, check=False).returncode:
            if started.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{command[0]} showed no window")
            time.sleep(0.01)
        used = process.cpu_times()
        time.sleep(1.0)
        return used.user + used.system, process.memory_info().rss / 2**20
    finally:
        started.terminate()
        started.wait()


def _idle(folder: Path, environment: dict[str, str]) -> Samples:
    """MiB with 10,000 keys shown, each time in a new process."""
    (folder / "large").mkdir()
    vault = kept_vaults.kept(10_000).copy_to(folder / "large")
    command = (sys.executable, "-m", "tests.bench.idle_process", str(vault.folder))
    found = []
    for _ in range(3):
        used = processes.run(command, folder / "used.json", "", environment)
        found.append(float(used.printed.splitlines()[-1]))
    return tuple(found)
