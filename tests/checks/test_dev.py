"""dev.py speaks before it acts, and needs nothing but Python."""

import subprocess
import sys

from devtools import environment, system_packages
from tests.support.source_tree import ROOT, tool_modules


def test_it_uses_the_standard_library_alone():
    names = {found.name.split(".")[0] for module in tool_modules() for found in module.imports()}
    assert names - {"devtools"} <= sys.stdlib_module_names


def test_help_names_every_command():
    done = _dev("--help")
    assert done.returncode == 0
    for name in ("run", "test", "lint", "bench", "screenshots", "package", "lock"):
        assert f"\n    {name} " in done.stdout


def test_an_unknown_command_is_a_usage_problem():
    done = _dev("tset")
    assert done.returncode == 2
    assert "no command 'tset'" in done.stderr


def test_the_virtual_environment_is_made_from_the_locks():
    for level, lock in environment.LOCKS.items():
        assert lock == ROOT / "requirements" / f"{level}.lock"
        assert lock.is_file()


def test_what_the_tests_need_is_here():
    # dev.py has installed it before; both return without a word when nothing is missing.
    system_packages.need_qt_libraries()
    system_packages.need_test_programs()


def _dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-E", "-s", str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
