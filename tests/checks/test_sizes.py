"""Files and functions stay small enough to be read at one go."""

from tests.support.source_tree import (
    functions,
    program_modules,
    suite_modules,
    tool_modules,
)

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 60


def test_no_file_is_long():
    modules = [*program_modules(), *suite_modules(), *tool_modules()]
    long = {str(module.path): len(module.text.splitlines()) for module in modules}
    assert {path: lines for path, lines in long.items() if lines > LINES_OF_A_FILE} == {}


def test_no_function_is_long():
    long = [
        f"{module.path}:{function.lineno} {function.name}"
        for module in [*program_modules(), *tool_modules()]
        for function in functions(module.tree)
        if (function.end_lineno or 0) - function.lineno >= LINES_OF_A_FUNCTION
    ]
    assert long == []
