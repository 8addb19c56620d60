"""Habits of the code that no linter knows."""

import ast
import re

from tests.support.source_tree import Module, functions, program_modules, suite_modules


def test_every_module_and_public_function_says_what_it_is():
    faults = []
    for module in program_modules():
        if ast.get_docstring(module.tree) is None:
            faults.append(f"{module.path}: no docstring")
        faults += [f"{module.path}:{node.lineno}: {node.name}" for node in _undocumented(module)]
    assert faults == []


def test_each_silenced_warning_names_itself():
    bare = re.compile(r"#\s*(type:\s*ignore(?!\[)|noqa(?!:))")
    faults = [
        f"{module.path}:{number}"
        for module in [*program_modules(), *suite_modules()]
        for number, line in enumerate(module.text.splitlines(), 1)
        if bare.search(line) and "re.compile" not in line
    ]
    assert faults == []


def test_no_message_shouts():
    faults = [
        f"{module.path}:{node.lineno}: {node.value}"
        for module in program_modules()
        for raising in ast.walk(module.tree)
        if isinstance(raising, ast.Raise)
        for node in ast.walk(raising)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "!" in node.value
    ]
    assert faults == []


def test_no_test_is_skipped_or_empty():
    words = {"skip", "skipif", "xfail", "importorskip"}
    faults = []
    for module in suite_modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and node.attr in words:
                faults.append(f"{module.path}:{node.lineno}: {node.attr}")
            if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant):
                faults.append(f"{module.path}:{node.lineno}: assert {node.test.value!r}")
    assert faults == []


def _undocumented(module: Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node
        for node in _public(module.tree)
        if ast.get_docstring(node) is None and not _overrides(node)
    ]


def _public(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions at the top and methods of public classes, without an underscore in front."""
    owners: list[ast.Module | ast.ClassDef] = [tree]
    owners += [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name[0] != "_"]
    public = {id(node) for owner in owners for node in owner.body}
    return [node for node in functions(tree) if id(node) in public and node.name[0] != "_"]


def _overrides(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A method whose meaning another class has written down: Qt's events, @override, setters."""
    qt = re.fullmatch(r"[a-z]+([A-Z][a-z]+)+", node.name) is not None
    marks = {getattr(mark, "attr", getattr(mark, "id", "")) for mark in node.decorator_list}
    return qt or bool(marks & {"override", "setter"})
