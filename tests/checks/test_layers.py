"""The import table of the architecture, asserted from the imports (lazy ones too)."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.source_tree import Import, Module, program_modules


@dataclass(frozen=True)
class Layer:
    """What a layer may import beside itself, the standard library and keystead.errors."""

    layers: frozenset[str]
    libraries: frozenset[str] = frozenset()


def _layer(layers: str = "", libraries: str = "") -> Layer:
    return Layer(frozenset(layers.split()), frozenset(libraries.split()))


LAYERS = {
    "keystead": _layer(),
    "errors": _layer(),
    "core": _layer("", "msgspec"),
    "crypto": _layer("core", "cryptography argon2 jwt pyotp"),
    "vault": _layer("core crypto", "cbor2 msgspec psycopg"),
    "formats": _layer("core", "segno ruamel tomlkit icalendar"),
    "system": _layer("core", "keyring jeepney platformdirs"),
    # msgspec: the types of core are its structs, and an edit is a copy with changes.
    "services": _layer("core crypto vault formats system", "zxcvbn xkcdpass msgspec"),
    "agent": _layer("services"),
    "cli": _layer("core services agent"),
    "gui": _layer("core services agent", "PySide6 shiboken6"),
    "main": _layer("core services agent cli gui system"),
    "__main__": _layer("main core services agent cli gui system"),
}
# What the client of the agent is made of: the part of agent/ that the command line may use.
AGENT_CLIENT = {"keystead.agent", "keystead.agent.client", "keystead.agent.protocol"}
# core decides; it neither reads nor writes, and time and places reach it as arguments.
IMPURE = set(
    "asyncio ctypes fcntl glob http io logging multiprocessing os pathlib platform shutil "
    "signal socket sqlite3 ssl subprocess sys tempfile threading time urllib.request".split()
)
PLATFORM = {"platform", "sys.platform", "os.name"}


def test_every_folder_is_a_known_layer():
    assert {module.layer for module in program_modules()} <= set(LAYERS)


def test_layers_import_only_what_the_table_allows():
    faults = [
        f"{module.path}:{found.line}: {module.layer} may not import {found.name}"
        for module in program_modules()
        for found in module.imports()
        if not _allowed(module, found)
    ]
    assert faults == []


def test_a_format_uses_one_library_at_most():
    for module in _modules_of("formats"):
        libraries = {_top(found.name) for found in module.imports()} - sys.stdlib_module_names
        assert len(libraries - {"keystead"}) <= 1, module.path


def test_core_is_pure():
    faults = [
        f"{module.path}:{found.line}: {found.name}"
        for module in _modules_of("core")
        for found in module.imports()
        if _starts_with_one_of(found.name, IMPURE)
    ]
    assert faults == []


def test_vault_and_crypto_hold_no_platform_branches():
    faults = [
        f"{module.path}: {word}"
        for layer in ("vault", "crypto")
        for module in _modules_of(layer)
        for word in _platform_words(module)
    ]
    assert faults == []


def test_the_entry_imports_lazily():
    for module in program_modules():
        if module.layer in {"main", "__main__"}:
            started = {found.name for found in module.imports() if found.at_start}
            ours = {name for name in started if name.startswith("keystead.")}
            heavy = {name for name in ours if name.split(".")[1] not in {"errors", "main"}}
            assert heavy == set(), module.path


def test_the_check_itself_notices_lazy_and_dynamic_imports():
    source = (
        "def f():\n    from keystead.gui import window\n    import_module('keystead.vault.x')\n"
    )
    module = Module("keystead.core.x", program_modules()[0].path, source)
    names = [found.name for found in module.imports()]
    assert names == ["keystead.gui.window", "keystead.vault.x"]
    assert not any(_allowed(module, found) for found in module.imports())


def _modules_of(layer: str) -> Iterator[Module]:
    return (module for module in program_modules() if module.layer == layer)


def _allowed(module: Module, found: Import) -> bool:
    top = _top(found.name)
    if top != "keystead":
        # `annotated_types` and the like would be named in LAYERS: nothing is implied.
        return top in sys.stdlib_module_names or top in LAYERS[module.layer].libraries
    layer = [*found.name.split("."), "keystead"][1]
    if module.layer == "cli" and layer == "agent":
        return _starts_with_one_of(found.name, AGENT_CLIENT - {"keystead.agent"})
    if module.name in AGENT_CLIENT:
        return layer == "errors" or _starts_with_one_of(found.name, AGENT_CLIENT)
    known = layer in LAYERS
    # `from keystead import __version__` names no layer.
    return not known or layer in {"errors", module.layer} or layer in LAYERS[module.layer].layers


def _starts_with_one_of(name: str, modules: set[str]) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def _top(name: str) -> str:
    return name.split(".")[0]


def _platform_words(module: Module) -> set[str]:
    imported = {found.name for found in module.imports()}
    return {word for word in PLATFORM if word in module.text and word != "platform"} | (
        imported & PLATFORM
    )
