"""How ``show`` tells a person what met, and how one of it is kept."""

import json

from keystead.cli import output
from keystead.cli.context import JsonObject

_VALUE = "value"
# Fields that ``edit`` has an option for; a conflict in others ends with --keep-shown.
_PLAIN = (
    *("service", "description", "owner", "kind", "access", "risk", "expires", "overlap", "policy"),
    *("rotate_every", "rotate_url", "revoke_url", "notes", "name"),
)


def tell(shown: JsonObject) -> None:
    """Print each content that met, the shown one first, and the commands that settle it."""
    met = shown.get("met")
    key = f"{shown['environment']}/{shown['name']}@{str(shown['id'])[:8]}"
    for field, contents in met.items() if isinstance(met, dict) else ():
        print()
        if field == _VALUE:
            _values(contents, key)
        else:
            _contents(str(field), contents, key)


def _values(contents: list[JsonObject], key: str) -> None:
    print("Values that had not seen each other met; all are kept until you choose:")
    output.fields((f"  v{one['version']}", _made(one)) for one in contents)
    numbers = " or ".join(str(one["version"]) for one in contents)
    print(f"Look:   keystead get {key} --version N")
    print(f"Choose: keystead edit {key} --keep-version {numbers}")


def _contents(field: str, contents: list[JsonObject], key: str) -> None:
    words = field.replace("_", " ")
    print(f"Edits that had not seen each other met in {words}; all are kept until you choose:")
    for one in contents:
        print(f"  {output.safe(_made(one))}")
        for line in _text(one["content"]).split("\n"):
            print(f"    {output.safe(line)}".rstrip())
    print(f"Keep what is shown of all fields: keystead edit {key} --keep-shown")
    if field in _PLAIN:
        option = field.replace("_", "-")
        print(f"Or say what holds: keystead edit {key} --{option} ...")


def _made(one: JsonObject) -> str:
    by = f" by {one['by']}" if one.get("by") else ""
    return f"{one['at']}{by}{' (shown)' if one.get('shown') else ''}"


def _text(content: object) -> str:
    if content is None or content == "" or content == []:
        return "(empty)"
    if isinstance(content, str):
        return content
    if isinstance(content, list) and all(isinstance(one, str) for one in content):
        return ", ".join(content)
    return json.dumps(content, ensure_ascii=False)
