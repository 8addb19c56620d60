"""Each module has its tests, at the place where one would look for them."""

import ast
from pathlib import Path

from tests.support.source_tree import ROOT, Module, functions, program_modules

UNIT = ROOT / "tests" / "unit"


def test_every_module_with_behaviour_has_a_test_file():
    missing = [
        f"{module.path} has no {_expected(module)}"
        for module in program_modules()
        if module.runs_here and _has_behaviour(module) and not _is_tested(module)
    ]
    assert missing == []


def test_every_unit_test_file_has_its_module():
    known = {_expected(module) for module in program_modules()}
    files = {path.relative_to(ROOT) for path in UNIT.rglob("test_*.py")}
    assert sorted(files - known) == []


def _expected(module: Module) -> Path:
    parts = module.path.parts[2:]
    return Path("tests", "unit", *parts[:-1], f"test_{parts[-1]}")


def _is_tested(module: Module) -> bool:
    if (ROOT / _expected(module)).exists():
        return True
    # Windows and widgets are tested in tests/gui, which is laid out by what a person does.
    name = _expected(module).name
    return module.layer == "gui" and any((ROOT / "tests" / "gui").rglob(name))


def _has_behaviour(module: Module) -> bool:
    """Protocols, plain classes and constants have nothing that a test could run."""
    return any(_does_something(function) for function in functions(module.tree))


def _does_something(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    body = [node for node in function.body if not _is_constant(node)]
    return bool(body)


def _is_constant(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
