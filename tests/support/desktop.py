"""A person at a screen: real key presses and clicks on a private X server.

There is no window manager, so windows lie where they open (0, 0) and get the focus only
when a test gives it to them.
"""

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from tests.support.processes import wait_until

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = ROOT / "tests" / "launcher.py"

# Runs on the X server and writes a picture of all of it for each line that it reads.
_CAMERA = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
for line in sys.stdin:
    app.primaryScreen().grabWindow(0).save(line.strip())
    print("done", flush=True)
"""


class Desktop:
    """A screen with one Keystead on it, on a home of its own."""

    def __init__(self, environment: Mapping[str, str], folder: Path, keyring: bool = False) -> None:
        """``keyring``: use the one of the session in ``environment``."""
        self._flags = ("--keyring",) if keyring else ()
        self.folder = folder
        self.home = folder / "home"
        # Sockets do not fit into the long path of a test's folder.
        self._runtime = tempfile.TemporaryDirectory(prefix="ks-run-")
        self._moved = folder / "moved"
        self._ahead = 0
        self._move(0)
        self.environment = dict(environment) | {
            "KEYSTEAD_HOME": str(self.home),
            "XDG_RUNTIME_DIR": self._runtime.name,
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
        }
        self.program: subprocess.Popen[str] | None = None
        self._camera: subprocess.Popen[str] | None = None

    def close(self) -> None:
        """End whatever still runs."""
        for process in (self.program, self._camera):
            if process is not None and process.poll() is None:
                process.kill()
            if process is not None:
                process.communicate()
        self._runtime.cleanup()

    # Programs ----------------------------------------------------------------------------------

    def start(self, *arguments: str, wait: bool = True) -> None:
        """Open Keystead's window and wait until it is there; ``wait``: it comes at once."""
        command = self.command("gui", *arguments)
        pipe = subprocess.PIPE
        self.program = subprocess.Popen(
            command, env=self.environment, stdout=pipe, stderr=subprocess.STDOUT, text=True
        )
        if wait:
            wait_until(lambda: bool(self.windows("Keystead$")), 30, "the window")
            self.focus("Keystead$")

    def command(self, *arguments: str) -> list[str]:
        """How a command of Keystead is started."""
        entry = (sys.executable, str(LAUNCHER), "--moved", str(self._moved))
        return [*entry, *self._flags, *arguments]

    def run(self, *arguments: str, stdin: str = "", check: bool = True, **variables: str) -> str:
        """Run a command of Keystead; what it prints."""
        done = subprocess.run(
            self.command(*arguments),
            env=self.environment | variables,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    def ended(self) -> tuple[int, str]:
        """Wait until the program has ended; its exit code and all that it said."""
        assert self.program is not None
        said, _ = self.program.communicate(timeout=20)
        return self.program.returncode, said

    def advance(self, seconds: int) -> None:
        """Let the clock of all Keysteads go ahead."""
        self._move(self._ahead + seconds)

    def _move(self, ahead: int) -> None:
        self._ahead = ahead
        self._moved.write_text(str(ahead), encoding="ascii")

    @property
    def ahead(self) -> int:
        """Seconds by which the clock is ahead."""
        return self._ahead

    # Keys, mouse, windows ------------------------------------------------------------------------

    def windows(self, name: str) -> list[str]:
        """The visible windows whose title fits."""
        found = self._xdotool("search", "--onlyvisible", "--name", name, check=False)
        return found.split()

    def focus(self, name: str) -> None:
        """Give the keyboard to the window with this title."""
        self._xdotool("windowfocus", "--sync", self.windows(name)[-1])

    def key(self, *keys: str) -> None:
        """Press keys, one after the other: ``ctrl+l``, ``Return``."""
        self._xdotool("key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "12", text)

    def click(self, x: int, y: int) -> None:
        """Press the mouse there."""
        self._xdotool("mousemove", "--sync", str(x), str(y), "click", "1")

    def _xdotool(self, *arguments: str, check: bool = True) -> str:
        command: Sequence[str] = ("xdotool", *arguments)
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=20
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    # Eyes ----------------------------------------------------------------------------------------

    def picture(self, name: str = "screen.png") -> Path:
        """What is on the screen now."""
        if self._camera is None:
            self._camera = subprocess.Popen(
                [sys.executable, "-c", _CAMERA],
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        path = self.folder / name
        assert self._camera.stdin is not None
        assert self._camera.stdout is not None
        self._camera.stdin.write(f"{path}\n")
        self._camera.stdin.flush()
        assert self._camera.stdout.readline() == "done\n"
        return path

    def colour_at(self, x: int, y: int) -> str:
        """The colour of one pixel, ``#rrggbb``."""
        return QColor(QImage(str(self.picture())).pixelColor(x, y)).name()

    def until_colour(self, x: int, y: int, colour: str, seconds: float = 20) -> None:
        """Wait until a pixel has this colour."""
        wait_until(lambda: self.colour_at(x, y) == colour, seconds, f"{colour} at {x}, {y}")

    def read_qr(self) -> str:
        """The text of the QR code on the screen."""
        command = ["zbarimg", "--quiet", "--raw", str(self.picture())]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def save_sheet(self, place: tuple[int, int], file: Path) -> str:
        """Save one sheet of the kit by the button at ``place``; the last group of its code."""
        self.click(*place)
        wait_until(lambda: bool(self.windows("^Which folder is the sheet")), 10, "the file dialog")
        self.focus("^Which folder is the sheet")
        self.type(str(file.parent))
        self.key("Return")
        wait_until(file.exists, 10, str(file))
        self.focus("Keystead$")
        assert file.stat().st_mode & 0o777 == 0o600
        lines = [line.strip() for line in file.read_text().splitlines() if line.startswith("    ")]
        return [line for line in lines if " " not in line][-1].rsplit("-", 1)[-1]

    def clipboard(self) -> str:
        """What another program would paste."""
        done = subprocess.run(
            ["xclip", "-selection", "clipboard", "-out"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        )
        return done.stdout

    def pid(self) -> int:
        """The process of the window."""
        assert self.program is not None
        return self.program.pid
