"""A minimal Debian in a folder, with one ordinary user whose home lies outside of it."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtools.installer_check.apt_settings import Sources
from devtools.shell import must_run, say, stop

USER = "newcomer"
NUMBER = 12_345
"""The user's and the group's number: hardly one that this machine gave to somebody."""
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_PROXIES = {name for word in ("http", "https", "no") for name in (f"{word}_proxy",)}


class BareSystem:
    """``root``: its folder; ``home``: the user's, under the same path inside and outside."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root, self.home = root, home

    def make(self, sources: Sources, kept: Path) -> None:
        """Set it up from the mirror; *kept*: where downloaded packages are kept for next time.

        Ends with a message when the mirror cannot be reached.
        """
        say(f"Setting up a bare Debian ({sources.codename}) …")
        kept.mkdir(parents=True, exist_ok=True)
        variant = ["--variant=minbase", f"--cache-dir={kept}"]
        command = ["debootstrap", *variant, sources.codename, str(self.root), sources.mirror]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            stop(
                f"{done.stdout[-3000:]}\ndebootstrap failed; the check needs the Debian mirror "
                "that apt's configuration names."
            )
        self._mount(kept)
        text = "\n".join(sources.lines) + "\n"
        (self.root / "etc/apt/sources.list").write_text(text, encoding="utf-8")
        settings = self.root / "etc/apt/apt.conf.d/99mirror"
        settings.write_text(sources.settings, encoding="utf-8")
        self.as_root("groupadd", "--gid", str(NUMBER), USER)
        user = ["--uid", str(NUMBER), "--gid", str(NUMBER), "--no-create-home"]
        self.as_root("useradd", *user, "--home-dir", str(self.home), USER)
        self.apt("update")

    def _mount(self, kept: Path) -> None:
        """In this process's own name space; gone with it."""
        must_run(["mount", "-t", "proc", "proc", str(self.root / "proc")])
        must_run(["mount", "--rbind", "/dev", str(self.root / "dev")])
        archives = self.root / "var/cache/apt/archives"
        (kept / "partial").mkdir(exist_ok=True)
        must_run(["mount", "--bind", str(kept), str(archives)])
        self.home.mkdir()
        os.chown(self.home, NUMBER, NUMBER)
        for place in (self.home, Path("/tmp/.X11-unix")):  # noqa: S108 - where X servers listen
            inside = self.root / place.relative_to("/")
            inside.mkdir(parents=True, exist_ok=True)
            must_run(["mount", "--bind", str(place), str(inside)])

    def apt(self, *arguments: str) -> None:
        """Run apt-get inside, without questions and without what is only recommended."""
        quiet = ["-qq", "-y", "--no-install-recommends", "-o", "Acquire::Retries=3"]
        self.as_root("apt-get", *quiet, *arguments)

    def as_root(self, *command: str) -> str:
        """Run a command of the system as its root; what it prints.  Ends when it fails."""
        done = self._run(
            ("chroot", str(self.root), *command), {"DEBIAN_FRONTEND": "noninteractive"}
        )
        if done.returncode != 0:
            stop(f"{done.stdout[-3000:]}\nThis failed in the bare system: {' '.join(command)}")
        return done.stdout

    def install(self, package: Path) -> None:
        """Install a .deb with all that it depends on."""
        inside = self.root / "tmp" / package.name
        shutil.copyfile(package, inside)
        self.apt("install", f"/tmp/{package.name}")  # noqa: S108 - in the bare system
        inside.unlink()

    def as_user(self, *command: str) -> list[str]:
        """How a command is started as the ordinary user."""
        return ["chroot", f"--userspec={USER}", str(self.root), *command]

    def user_environment(self) -> dict[str, str]:
        """What the user's programs get to see: the least that there is, not even a locale."""
        return {"HOME": str(self.home), "PATH": _PATH, "USER": USER}

    def _run(
        self, command: Sequence[str], variables: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        proxies = {name: text for name, text in os.environ.items() if name.lower() in _PROXIES}
        return subprocess.run(
            command,
            env={"PATH": _PATH, "LC_ALL": "C.UTF-8", **proxies, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
