"""What holds a secret as plain bytes or text must not print it."""

import ast

from tests.support.source_tree import program_modules

_WORDS = {"passphrase", "seed", "private", "unlock_key", "device_key", "totp_secret"}
_WORDS |= {"table_key", "recovery_code", "secret_key", "value", "plain", "key"}
# Where a device key is kept, the words behind "service:" in a search, the name of an object,
# what a line of "What protects this vault" says, and the text in a pattern.
_HARMLESS = {("VaultEntry", "device_key"), ("Filter", "key"), ("Scope", "key")}
_HARMLESS |= {("Protection", "device_key"), ("HotRecord", "key"), ("Fact", "value")}
_HARMLESS |= {("_Part", "plain")}
_PRINTERS = {"rich", "cgitb", "traceback", "pdb", "inspect"}


def test_no_dataclass_or_struct_prints_a_secret():
    faults = [
        f"{module.path}:{field.lineno}: {owner.name}.{name} is plain and printed"
        for module in program_modules()
        for owner in ast.walk(module.tree)
        if isinstance(owner, ast.ClassDef) and _prints_its_fields(owner)
        for field in owner.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        for name in [field.target.id]
        if name in _WORDS and _is_plain(field) and (owner.name, name) not in _HARMLESS
    ]
    assert not faults, chr(10).join(faults)


def test_nothing_prints_variables_or_the_text_of_errors():
    """A traceback ends with the error's text, and some show every variable."""
    faults = [
        f"{module.path}:{found.line}: {found.name}"
        for module in program_modules()
        for found in module.imports()
        if found.name.split(".")[0] in _PRINTERS
    ]
    assert not faults, chr(10).join(faults)


def _prints_its_fields(owner: ast.ClassDef) -> bool:
    own = any(isinstance(one, ast.FunctionDef) and one.name == "__repr__" for one in owner.body)
    made = [*owner.decorator_list, *owner.bases]
    return not own and any("dataclass" in ast.unparse(one) or "Struct" in ast.unparse(one)
                           for one in made)  # fmt: skip


def _is_plain(field: ast.AnnAssign) -> bool:
    plain = {"bytes", "str", "bytearray"}
    named = {node.id for node in ast.walk(field.annotation) if isinstance(node, ast.Name)}
    silent = field.value is not None and "repr=False" in ast.unparse(field.value)
    return bool(named & plain) and not silent
