"""Clock, keyring, KDF cost and the like reach the program as parts, never by environment.

An environment variable that changed one of them would be a way to weaken a vault from
outside; so every reading of the environment is listed here, with its reason.
"""

import ast
import re
from pathlib import Path

from tests.support.source_tree import Module, program_modules

# The one module that knows the variables of Keystead itself.
OWN_VARIABLES = "app/keystead/cli/environment.py"
# Where the session of the user is described; the layer system may ask for any of them.
SESSION_VARIABLES = {
    "DBUS_SESSION_BUS_ADDRESS",
    "DESKTOP_SESSION",
    "DISPLAY",
    "PATH",
    "QT_QPA_PLATFORM",
    "WAYLAND_DISPLAY",
    "XDG_CURRENT_DESKTOP",
    "XDG_RUNTIME_DIR",
    "XDG_SESSION_ID",
    "XDG_SESSION_TYPE",
}
WHOLE = "the whole environment"
# What other modules read, and why; none of it bears on how a vault is protected.
LISTED = {
    # The client of the agent loads no system.paths (too slow), and must look where that does.
    ("app/keystead/agent/client/places.py", "XDG_STATE_HOME"),
    # Handed on to the agent, without Keystead's own variables.
    ("app/keystead/agent/client/starting.py", WHOLE),
    # Without a desktop there is no clipboard, which is said before anything is asked.
    ("app/keystead/cli/copying.py", "DISPLAY"),
    ("app/keystead/cli/copying.py", "WAYLAND_DISPLAY"),
    # How the terminal wants its text.
    ("app/keystead/cli/output.py", "NO_COLOR"),
    ("app/keystead/cli/output.py", "TERM"),
    # Under Wayland a program without a window cannot own the clipboard.
    ("app/keystead/gui/clipboard_helper.py", "WAYLAND_DISPLAY"),
    # Handed on to a command of the user's, without Keystead's own variables.
    ("app/keystead/services/programs.py", WHOLE),
    # Handed on to the system's PowerShell, and where that lies.
    ("app/keystead/system/notifications_windows.py", WHOLE),
    ("app/keystead/system/notifications_windows.py", "SYSTEMROOT"),
    # Finds where a secret one lies, to overwrite it there; its content is not looked at.
    ("app/keystead/system/hardening_posix.py", WHOLE),
}
READERS = {"environ", "environb", "getenv", "getenvb"}


def test_only_one_module_knows_keysteads_own_variables():
    faults = [
        f"{module.path}:{node.lineno}: {node.value}"
        for module in program_modules()
        if str(module.path) != OWN_VARIABLES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"KEYSTEAD_[A-Z_]+", node.value)
    ]
    assert faults == []


def test_the_environment_is_read_only_where_it_is_listed():
    faults = [
        f"{module.path}:{line}: {name}"
        for module in program_modules()
        if str(module.path) != OWN_VARIABLES
        for line, name in _readings(module)
        if not _may_read(module, name)
    ]
    assert faults == []


def test_nothing_is_listed_that_is_not_read():
    read = {
        (str(module.path), name) for module in program_modules() for _, name in _readings(module)
    }
    assert sorted(LISTED - read) == []


def test_the_check_itself_notices_each_way_of_reading():
    path = program_modules()[0].path
    for text, name in (
        ("import os\nos.environ['X']", "X"),
        ("from os import getenv as g", WHOLE),
        ("os.environ.get(n)", WHOLE),
        ("os.getenv('DISPLAY', '')", "DISPLAY"),
        ("'PATH' in os.environ", "PATH"),
        ("dict(os.environ)", WHOLE),
    ):
        assert [found for _, found in _readings(Module("keystead.x", path, text))] == [name], text


def test_session_variables_are_for_system_and_the_others_for_those_listed():
    def may(module: str, path: str, name: str) -> bool:
        return _may_read(Module(module, Path(path), ""), name)

    assert may("keystead.system.x", "x.py", "DISPLAY")
    assert not may("keystead.system.x", "x.py", WHOLE)
    assert not may("keystead.vault.x", "x.py", "DISPLAY")
    assert may("keystead.cli.output", "app/keystead/cli/output.py", "TERM")
    assert not may("keystead.cli.output", "app/keystead/cli/output.py", "DISPLAY")


def _may_read(module: Module, name: str) -> bool:
    session = module.layer == "system" and name in SESSION_VARIABLES
    return session or (module.path.as_posix(), name) in LISTED


def _readings(module: Module) -> list[tuple[int, str]]:
    """Line and variable of each reading; WHOLE where no single name is written there."""
    named = _named(module)
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in READERS:
            found.append((node.lineno, named.get(id(node), WHOLE)))
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            found += [(node.lineno, WHOLE) for alias in node.names if alias.name in READERS]
    return sorted(found)


def _named(module: Module) -> dict[int, str]:
    """The name that is asked for, by the id of the node which may be ``os.environ``."""
    found: dict[int, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Subscript):
            found[id(node.value)] = _text(node.slice)
        if isinstance(node, ast.Call) and node.args:
            asked = [node.func]
            if isinstance(node.func, ast.Attribute):
                asked.append(node.func.value)
            found |= dict.fromkeys(map(id, asked), _text(node.args[0]))
        if isinstance(node, ast.Compare):
            found |= dict.fromkeys(map(id, node.comparators), _text(node.left))
    return found


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else WHOLE
