"""What starts often starts fast: the command line loads no Qt, its client no crypto."""

import json
import subprocess
import sys

from tests.support.source_tree import APP, program_modules

HEAVY = {"PySide6", "shiboken6"}
SLOW = HEAVY | {
    *("argon2", "asyncio", "cbor2", "cffi", "cryptography", "dataclasses", "datetime"),
    *("jeepney", "keyring", "msgspec", "pathlib", "platformdirs", "psycopg", "pyotp"),
    *("segno", "sqlite3", "zxcvbn"),
}


def test_no_module_outside_the_window_loads_qt():
    modules = [module for module in program_modules() if module.layer != "gui"]
    names = [module.name for module in modules if module.runs_here]
    assert _loaded([name for name in names if name != "keystead.__main__"]) & HEAVY == set()


def test_the_clients_side_of_the_agent_loads_only_what_is_quick():
    names = {module.name for module in program_modules()}
    client = names & {"keystead.agent.client", "keystead.agent.protocol"}
    assert _loaded(sorted(client)) & SLOW == set()


def _loaded(names: list[str]) -> set[str]:
    """The modules at the top that a fresh interpreter holds after importing *names*."""
    code = (
        "import json, sys; sys.path.insert(0, sys.argv[1])\n"
        "for name in json.loads(sys.argv[2]): __import__(name)\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    command = [sys.executable, "-I", "-c", code, str(APP), json.dumps(names)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_the_first_page_of_the_window_waits_for_nothing_that_opens_a_vault():
    loaded = _loaded(["keystead.gui.application"])
    slow = {"argon2", "cbor2", "cryptography", "jeepney", "keyring", "sqlite3", "zxcvbn"}
    assert loaded & slow == set()
