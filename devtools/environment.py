"""The virtual environment .venv: made from a hashed lock, renewed only when that changes."""

import hashlib
import json
import os
import ssl
import subprocess
import sys
from pathlib import Path

from devtools.shell import ROOT, must_run, quiet_run, say, stop
from devtools.system_packages import need_venv

VENV = ROOT / ".venv"
STAMP = VENV / "keystead-stamp.json"
LOCKS = {level: ROOT / "requirements" / f"{level}.lock" for level in ("run", "dev", "package")}
READERS = ROOT / "tests" / "real" / "npm"


def venv_program(name: str) -> str:
    """Where *name* is (or will be) in the virtual environment."""
    if sys.platform == "win32":
        return str(VENV / "Scripts" / f"{name}.exe")
    return str(VENV / "bin" / name)


def ensure(level: str) -> None:
    """Bring .venv to *level*: ``run`` (the program alone) or ``dev`` (tests and linters too).

    Does nothing when the stamp says that it already was made from the same lock and
    pyproject.toml; ``dev`` holds everything that ``run`` needs.
    """
    stamp = _read_stamp()
    if stamp.get("level") in {level, "dev"} and stamp.get("digest") == _digest(stamp["level"]):
        return
    if stamp.get("level") == "dev":
        level = "dev"
    _create()
    python = venv_program("python")
    install_locked(python, level)
    pip(
        python,
        "install",
        "--no-build-isolation",
        "--no-deps",
        "--no-index",
        "--editable",
        str(ROOT),
    )
    pip(python, "check")
    STAMP.write_text(json.dumps({"level": level, "digest": _digest(level)}), encoding="utf-8")


def install_locked(python: str, level: str) -> None:
    """Install all of ``requirements/LEVEL.lock`` for *python*, by hash, wheels only."""
    say(f"Installing from requirements/{level}.lock …")
    # The lock is complete, so nothing is resolved: a pip that looks for an extra's package
    # again (23.2 and its like) would take a newer release, which no hash here allows.
    locked = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[level])]
    pip(python, "install", *locked)


def pip(python: str, command: str, *arguments: str) -> None:
    """Run a command of *python*'s pip quietly; end with what it said when it fails."""
    words = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", command, "--quiet"]
    must_run([*words, *arguments], _pip_environment())


def ensure_readers() -> None:
    """Install the .env readers from npm that the tests compare with, by their hashed lock."""
    lock = READERS / "package-lock.json"
    if not lock.exists():
        return
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = READERS / "node_modules" / "keystead-stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    say("Installing from tests/real/npm/package-lock.json …")
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    cache = f"--cache={VENV / 'npm-cache'}"
    environment = dict(os.environ)
    authorities = ssl.get_default_verify_paths().openssl_cafile
    if Path(authorities).is_file():
        # Node trusts a list of its own; what the system trusts is as good here.
        environment.setdefault("NODE_EXTRA_CA_CERTS", authorities)
    must_run(["npm", "ci", f"--prefix={READERS}", cache, *flags], environment)
    stamp.write_text(digest, encoding="utf-8")


def _create() -> None:
    """Make .venv, or make it anew when its Python is gone."""
    python = venv_program("python")
    if Path(python).exists() and quiet_run([python, "-c", "import pip"]) is None:
        return
    need_venv()
    say("Creating .venv …")
    # A process of its own: this one may have looked for ensurepip before it was there.
    must_run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def _pip_environment() -> dict[str, str]:
    """The user's own pip configuration decides where packages come from."""
    environment = dict(os.environ)
    if not Path("~").expanduser().is_dir():
        environment["PIP_NO_CACHE_DIR"] = "1"
    return environment


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    works = Path(venv_program("python")).exists()
    return stamp if works and isinstance(stamp, dict) else {}


def _digest(level: str) -> str:
    """SHA-256 over what the environment is made from, and where the checkout lies."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (LOCKS[level], ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def make_locks() -> None:
    """Resolve pyproject.toml anew and write the hashed locks, for all systems and Pythons.

    The locks name no package index and no file of this machine, so that whoever installs
    from them decides where packages come from; the hashes decide what is accepted.
    """
    tools = ROOT / "build" / "lock-tools"
    need_venv()
    must_run([sys.executable, "-m", "venv", str(tools)])
    folder = tools / ("Scripts" if sys.platform == "win32" else "bin")
    must_run([str(folder / "python"), "-m", "pip", "install", "--quiet", "uv"])
    for level, group in (("dev", "dev"), ("run", "build"), ("package", "package")):
        _make_lock(str(folder / "uv"), level, group)


def _make_lock(uv: str, level: str, group: str) -> None:
    command = [uv, "pip", "compile", "pyproject.toml", "--group", group]
    command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    if level != "dev":
        command += ["--constraint", str(LOCKS["dev"])]
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        stop(done.stderr)
    lines = [line for line in done.stdout.splitlines() if not line.lstrip().startswith("#")]
    if any(mark in line for line in lines for mark in ("://", "file:", "index-url", " @ ")):
        stop("The resolution names a place; a lock must hold names, versions and hashes only.")
    LOCKS[level].write_text("\n".join(lines) + "\n", encoding="utf-8")
    say(f"Wrote {LOCKS[level].relative_to(ROOT)}")
