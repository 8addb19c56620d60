#!/usr/bin/env python3
"""One command for everything: python3 dev.py COMMAND [ARGUMENTS]

    run [ARGS]            start Keystead, as `keystead ARGS`
    test [PYTEST ARGS]    the tests; without arguments all of them, with the coverage gate
    lint [--fix]          ruff, ruff format, mypy
    bench [NAME] [--peers] [--write]
                          measurements, as Markdown and JSON; --peers installs the programs
                          that they compare with, --write renews docs/benchmarks.md
    screenshots [FOLDER]  every page in both schemes, as pictures
    package [--check]     source archive, wheel and installer into dist/; with --check, the
                          installer is tried in a bare system
    lock                  resolve the dependencies anew and write the hashed locks

Each command first sets up what it needs into .venv, from the hashed locks.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("Keystead needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

import os

from devtools import environment, peers, system_packages
from devtools.shell import ROOT, call, ensure_standard_streams, say

PYTHON = environment.venv_program("python")


def run(arguments: list[str]) -> int:
    """Start the program; where there is no display, show the main job in the terminal."""
    environment.ensure("run")
    system_packages.need_qt_libraries()
    if arguments or _has_display():
        command = [PYTHON, "-m", "keystead", *arguments]
        if sys.platform == "win32":
            return call(command)
        # The program takes this process's place, so it has the terminal, the signals and
        # the folder that the user is in.
        os.execv(PYTHON, command)
    say("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so Keystead")
    say("shows its main job in the terminal, on a demo vault, and paints its window to a file.")
    return call([PYTHON, "-m", "tests.support.headless_tour"])


def test(arguments: list[str]) -> int:
    """Run pytest; all of it on every core, with crypto and vault covered completely."""
    _ensure_for_tests()
    command = [PYTHON, "-m", "pytest", *arguments]
    if not arguments:
        command += ["-n", "logical", "--maxprocesses", "4", "--dist", "worksteal"]
        command += ["--cov=keystead.crypto", "--cov=keystead.vault", "--cov-branch"]
        command += ["--cov-report=term-missing:skip-covered", "--cov-fail-under=100"]
    (ROOT / "build").mkdir(exist_ok=True)
    return call(command, {**os.environ, "COVERAGE_FILE": str(ROOT / "build" / "coverage")})


def lint(arguments: list[str]) -> int:
    """Check style, layout and types; with --fix, repair what can be repaired."""
    environment.ensure("dev")
    fix = "--fix" in arguments
    ruff = [PYTHON, "-m", "ruff"]
    steps = [
        [*ruff, "check", *(["--fix"] if fix else []), "."],
        [*ruff, "format", *([] if fix else ["--check"]), "."],
        [PYTHON, "-m", "mypy"],
    ]
    return max([call(step) for step in steps])


def bench(arguments: list[str]) -> int:
    """Measure; with a name, only that."""
    _ensure_for_tests()
    if "--peers" in arguments:
        peers.install()
    words = [word for word in arguments if word != "--peers"]
    return call([PYTHON, "-m", "tests.bench", *words])


def screenshots(arguments: list[str]) -> int:
    """Paint every page in both schemes into FOLDER (default: screenshots/)."""
    environment.ensure("dev")
    system_packages.need_qt_libraries()
    return call([PYTHON, "-m", "tests.support.screenshots", *(arguments or ["screenshots"])])


def package(arguments: list[str]) -> int:
    """Make source archive, wheel and installer; with --check, try the installer out."""
    from devtools.installer.build import build_all

    if arguments not in ([], ["--check"]):
        say("dev.py package takes no argument but --check.")
        return 2
    installer = build_all()
    if not arguments:
        return 0
    if installer is None:
        say("There is no installer of this system to check.")
        return 1
    from devtools.installer_check.check import check

    return check(installer)


def lock(arguments: list[str]) -> int:
    """Write requirements/*.lock anew; needs a package index."""
    del arguments
    environment.make_locks()
    return 0


def _ensure_for_tests() -> None:
    environment.ensure("dev")
    system_packages.need_qt_libraries()
    system_packages.need_test_programs()
    environment.ensure_readers()


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


COMMANDS = {
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "screenshots": screenshots,
    "package": package,
    "lock": lock,
}


def main(arguments: list[str]) -> int:
    """Do the command; exit code 2 when there is no such command."""
    ensure_standard_streams()
    if not arguments or arguments[0] in {"help", "-h", "--help"}:
        print(__doc__.strip())
        return 0 if arguments else 2
    command = COMMANDS.get(arguments[0])
    if command is None:
        say(f"dev.py has no command {arguments[0]!r}.\n\n{__doc__.strip()}")
        return 2
    return command(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
