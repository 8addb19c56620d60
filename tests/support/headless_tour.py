"""The main job without a display: a demo vault in the terminal, the window as a picture.

    python -m tests.support.headless_tour [FOLDER]

Everything happens below a temporary folder; the picture goes to FOLDER (default: build/).
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Tour:
    """Runs keystead on a home of its own and shows each command as one would type it."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._environment = dict(os.environ) | {"KEYSTEAD_HOME": str(home)}
        self.passphrase = ""

    def step(self, why: str, *arguments: str, show: bool = True) -> str:
        """Run ``keystead ARGUMENTS``; its output.  Ends the tour when it fails."""
        print(f"\n# {why}\n$ keystead {shlex.join(arguments)}", flush=True)
        command = [sys.executable, "-m", "keystead", *arguments]
        done = subprocess.run(
            command,
            env=self._environment | {"KEYSTEAD_PASSPHRASE": self.passphrase},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if show:
            print(done.stdout, end="" if done.stdout.endswith("\n") else "\n", flush=True)
        if done.returncode != 0:
            raise SystemExit(done.returncode)
        return done.stdout


def main(arguments: Sequence[str]) -> int:
    """Walk through the main job; exit code 0 when every step worked."""
    folder = Path(arguments[0]) if arguments else ROOT / "build"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ks-tour-") as name:
        walk(Tour(Path(name) / "home"), Path(name))
    paint(folder / "keystead-window.png")
    return 0


def walk(tour: Tour, folder: Path) -> None:
    """The commands themselves, in the order in which a newcomer meets them."""
    made = json.loads(tour.step("A throw-away vault with keys that look real", "demo", "--json"))
    tour.passphrase = made["passphrase"]
    code = tour.step("The code that a phone would show", "demo", "--code").strip()
    tour.step("Opened by passphrase and code, for this terminal", "unlock", "--code", code)
    listed = json.loads(tour.step("What is in it", "list", "--json", show=False))
    for entry in listed:
        print(f"  {entry['environment']:<8} {entry['name']:<28} {entry['state']}")
    first = next(entry for entry in listed if entry["environment"] == "dev")
    tour.step("One value", "get", first["name"], "--env", "dev")
    tour.step("What needs attention in the next 30 days", "due", "--within", "30d")
    target = folder / "demo.env"
    tour.step(
        "The keys of dev for npm's dotenv",
        *("export", "--env", "dev", "--for", "npm-dotenv", "-o", str(target)),
    )
    print(target.read_text(encoding="utf-8"), end="")
    tour.step("Locked again", "lock")


def paint(picture: Path) -> None:
    """Render the window, without a display, into *picture*."""
    command = [sys.executable, "-m", "tests.support.screenshots", "--one", str(picture)]
    environment = dict(os.environ) | {"QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    print(f"\nThe window, as it would open: {picture}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
