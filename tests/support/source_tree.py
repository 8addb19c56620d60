"""The program's source as data, for the checks: modules, syntax trees, imports."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
PACKAGE = APP / "keystead"


@dataclass(frozen=True)
class Import:
    """One imported module: its full name, the line, and whether it runs at import time."""

    name: str
    line: int
    at_start: bool


@dataclass(frozen=True)
class Module:
    """One source file; ``name`` as Python says it, ``path`` from the root of the checkout."""

    name: str
    path: Path
    text: str

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return _parse(self.text)

    @property
    def is_package(self) -> bool:
        """Whether it is a folder's ``__init__``."""
        return self.path.name == "__init__.py"

    @property
    def runs_here(self) -> bool:
        """Whether it is not a part for another operating system alone, as its name says."""
        ends = {"linux": "_linux", "darwin": "_macos", "win32": "_windows"}
        others = ("_linux", "_macos", "_windows")
        return not self.name.endswith(tuple(end for end in others if end != ends[sys.platform]))

    @property
    def layer(self) -> str:
        """The folder below keystead/, or the module itself for those at the top."""
        return [*self.name.split("."), "keystead"][1]

    def imports(self) -> Iterator[Import]:
        """Every import, lazy ones in functions and those for types too, made absolute."""
        for node, at_start in _walk(self.tree, at_start=True):
            for name in self._names(node):
                yield Import(name, node.lineno, at_start)

    def _names(self, node: ast.stmt | ast.expr) -> list[str]:
        if isinstance(node, ast.Import):
            return [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            parents = self.name.split(".")
            parents = parents if self.is_package else parents[:-1]
            base = parents[: len(parents) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            return [f"{start}.{alias.name}" for alias in node.names]
        if isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                return [first.value]
        return []


def program_modules() -> list[Module]:
    """Every module below app/."""
    return [_module(path, APP) for path in sorted(PACKAGE.rglob("*.py"))]


def suite_modules() -> list[Module]:
    """Every module below tests/."""
    return [_module(path, ROOT) for path in sorted((ROOT / "tests").rglob("*.py"))]


def tool_modules() -> list[Module]:
    """dev.py and what it is made of."""
    paths = [ROOT / "dev.py", *sorted((ROOT / "devtools").rglob("*.py"))]
    return [_module(path, ROOT) for path in paths]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in *tree*, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def tracked_files() -> list[Path]:
    """Every file of the checkout that git knows or would add, but for vanished ones."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    paths = (ROOT / name for name in done.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def _module(path: Path, base: Path) -> Module:
    parts = list(path.relative_to(base).with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return Module(".".join(parts), path.relative_to(ROOT), path.read_text(encoding="utf-8"))


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _walk(node: ast.AST, at_start: bool) -> Iterator[tuple[ast.stmt | ast.expr, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.expr):
            yield child, at_start
        lazy = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        lazy = lazy or _is_for_types(child)
        yield from _walk(child, at_start and not lazy)


def _is_for_types(node: ast.AST) -> bool:
    """``if TYPE_CHECKING:`` never runs; what it imports is still seen, as a lazy import."""
    return isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
