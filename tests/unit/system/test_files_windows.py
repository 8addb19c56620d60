import ast
from pathlib import Path

from keystead.system import files_posix

WINDOWS = Path(files_posix.__file__).with_name("files_windows.py")


def functions(path: Path) -> dict[str, list[str]]:
    """Public functions with the types of their parameters."""
    return {
        node.name: [ast.unparse(each.annotation) for each in node.args.args if each.annotation]
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }


def test_windows_offers_what_posix_offers():
    assert functions(WINDOWS) == functions(Path(files_posix.__file__))
