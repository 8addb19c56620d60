"""The window: how soon it shows, what it shows, and what it needs once a vault is open."""

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtools import environment
from devtools.installer_check import figures
from devtools.installer_check.figures import Figure
from devtools.installer_check.newcomer import MANY, PASSPHRASE, Newcomer
from devtools.installer_check.screen import Picture
from devtools.shell import ROOT, say, stop

_ROUNDS = 9
_SHOWN = 0.5
"""Seconds that a window is left alone after its first paint, before it is closed."""
_BARE_WINDOW = """
import signal
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
signal.signal(signal.SIGTERM, lambda *_: app.quit())
timer = QTimer()
timer.timeout.connect(lambda: None)
timer.start(50)
window = QWidget()
window.resize(1280, 800)
window.show()
app.exec()
"""
_IDLE = 5.0
"""Seconds to wait before memory is read, so that what starting needed is given back."""


class Window:
    """A started program, its window on the screen; closed with the ``with`` block."""

    def __init__(
        self, command: Sequence[str], variables: Mapping[str, str], picture: Picture
    ) -> None:
        began = time.perf_counter()
        self.process = subprocess.Popen(command, env=dict(variables), stdin=subprocess.DEVNULL)
        try:
            self.seconds = picture.wait_for_change(30) - began
        except TimeoutError:
            self.process.kill()
            stop(f"{' '.join(command)}: no window was painted within 30 seconds.")
        self.cpu = _cpu(self.process.pid)

    def __enter__(self) -> "Window":
        return self

    def __exit__(self, *_: object) -> None:
        time.sleep(_SHOWN)
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(30) != 0:
            stop(f"The window ended with {self.process.returncode} when it was told to close.")


class WindowCheck:
    """All that is looked at on the screen *display*, whose picture lies below *folder*."""

    def __init__(self, newcomer: Newcomer, folder: Path, display: str) -> None:
        self._newcomer, self._folder = newcomer, folder
        self._picture = Picture(folder)
        # A desktop names a locale; Qt says so when there is none.
        desktop = {"DISPLAY": display, "LANG": "C.UTF-8"}
        self._packaged = newcomer.system.as_user("keystead", "gui")
        self._variables = newcomer.system.user_environment() | desktop

    def starts(self) -> list[Figure]:
        """Seconds and CPU from start to first paint, in turns with the checkout's window and
        with the least that PySide6 can show."""
        say("The window …")
        python = environment.venv_program("python")
        empty_home = self._variables | {"KEYSTEAD_HOME": str(self._folder / "home" / "empty")}
        turns = {
            "packaged": (self._packaged, self._variables),
            "source": ([python, "-P", "-m", "keystead", "gui"], empty_home),
            "bare": ([python, "-P", "-c", _BARE_WINDOW], self._variables),
        }
        wall: dict[str, list[float]] = {name: [] for name in turns}
        cpu: dict[str, list[float]] = {name: [] for name in turns}
        for _ in range(_ROUNDS):
            for name, (command, variables) in turns.items():
                with self._window(command, variables) as window:
                    wall[name].append(window.seconds)
                    cpu[name].append(window.cpu)
        beside, target = "an empty PySide6 window", 0.35
        return [
            _figure("window, start to first paint", wall, "packaged", beside, target),
            _figure("the same, CPU", cpu, "packaged", beside),
            _figure("from the checkout", wall, "source", beside),
            _figure("the same, CPU", cpu, "source", beside),
        ]

    def opens(self) -> list[Figure]:
        """Unlock by key press, with pictures before and after, and the memory it takes."""
        with self._window(self._packaged, self._variables) as window:
            self._picture.wait_for_rest()
            self._keep("window-locked.png")
            before = figures.memory(window.process.pid)
            self._unlock()
            self._keep("window-open.png")
            time.sleep(_IDLE)
            after = figures.memory(window.process.pid)
        return [
            Figure("memory, window, locked (RSS)", "MiB", (before["Rss"],), 130),
            Figure(f"memory, window, {MANY:,} keys (RSS)", "MiB", (after["Rss"],), 130,
                   "PSS", (after["Pss"],)),
        ]  # fmt: skip

    def _unlock(self) -> None:
        locked = self._picture.pixels()
        self._xdotool("search", "--sync", "--onlyvisible", "--name", "Keystead", "windowfocus")
        for _ in range(3):
            self._xdotool("key", "ctrl+a")
            self._xdotool("type", "--delay", "15", PASSPHRASE)
            self._xdotool("key", "Return")
            self._xdotool("type", "--delay", "15", self._newcomer.next_code())
            self._picture.wait_for_rest(still=4.0, seconds=60)
            if self._is_open(locked):
                return
        self._picture.save(self._folder / "window-still-locked.png")
        stop("The window did not open the vault; see window-still-locked.png.")

    def _is_open(self, locked: bytes) -> bool:
        """Whether most lines of the picture are others than those of the locked window."""
        now = self._picture.pixels()
        width = len(now) // 100
        parts = range(0, len(now), width)
        return sum(now[at : at + width] != locked[at : at + width] for at in parts) > 70

    def _window(self, command: Sequence[str], variables: Mapping[str, str]) -> Window:
        self._wait_until_empty()
        return Window(command, variables, self._picture)

    def _wait_until_empty(self) -> None:
        deadline = time.monotonic() + 10
        while any(self._picture.pixels()[0:4096]) and time.monotonic() < deadline:
            time.sleep(0.05)

    def _keep(self, name: str) -> None:
        path = self._folder / name
        self._picture.save(path)
        if self._picture.is_blank():
            stop(f"The window is blank; see {path.relative_to(ROOT)}.")

    def _xdotool(self, *words: str) -> None:
        variables = self._variables | {"PATH": "/usr/local/bin:/usr/bin:/bin"}
        done = subprocess.run(["xdotool", *words], env=variables, check=False, timeout=60)
        if done.returncode != 0:
            stop(f"xdotool {words[0]} failed.")


def _figure(
    work: str, rows: dict[str, list[float]], name: str, beside: str, target: float | None = None
) -> Figure:
    return Figure(work, "s", tuple(rows[name]), target, beside, tuple(rows["bare"]))


def _cpu(pid: int) -> float:
    """Seconds of CPU that all threads of a process have used, to the nanosecond."""
    used = 0.0
    for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        used += int(path.read_text(encoding="ascii").split()[0]) / 1e9
    return used
