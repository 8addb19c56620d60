"""Clock, keyring, KDF cost and the like reach the program as parts, never by environment.

An environment variable that changed one of them would be a way to weaken a vault from
outside; so every reading of the environment is listed here, with its reason.
"""

import ast
import re

from tests.support.source_tree import Module, program_modules

# The one module that knows the variables of Keystead itself.
OWN_VARIABLES = "app/keystead/cli/environment.py"
# Where the session of the user is described; for the layer system only.
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
        f"{module.path}:{line}"
        for module in program_modules()
        if str(module.path) != OWN_VARIABLES
        for line in _readings(module)
    ]
    assert faults == []


def test_the_check_itself_notices_each_way_of_reading():
    path = program_modules()[0].path
    for text in ("import os\nos.environ['X']", "from os import getenv as g", "os.environ.get(n)"):
        assert list(_readings(Module("keystead.system.x", path, text))), text
    named = Module("keystead.system.x", path, "os.environ.get('DISPLAY')\nos.environ['PATH']")
    assert list(_readings(named)) == []
    assert list(_readings(Module("keystead.vault.x", path, named.text))) == [1, 2]


def _readings(module: Module) -> list[int]:
    """The lines that read the environment otherwise than for a listed session variable."""
    listed = _listed(module) if module.layer == "system" else set()
    lines = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in READERS and id(node) not in listed:
            lines.append(node.lineno)
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            lines += [node.lineno for alias in node.names if alias.name in READERS]
    return sorted(lines)


def _listed(module: Module) -> set[int]:
    """The ``os.environ`` nodes that are asked for one named session variable."""
    found = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Subscript) and _names_session(node.slice):
            found.add(id(node.value))
        if isinstance(node, ast.Call) and node.args and _names_session(node.args[0]):
            found.add(id(node.func))
            if isinstance(node.func, ast.Attribute):
                found.add(id(node.func.value))
        if isinstance(node, ast.Compare) and _names_session(node.left):
            found |= {id(right) for right in node.comparators}
    return found


def _names_session(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in SESSION_VARIABLES
