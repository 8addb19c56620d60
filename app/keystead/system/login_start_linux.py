"""Starting with the desktop on Linux: a desktop entry in ``~/.config/autostart``.

"Desktop Application Autostart Specification" and "Desktop Entry Specification" 1.5,
freedesktop.org.
"""

import re
from pathlib import Path

from keystead.system.file_problems import write_problem

NAME = "keystead.desktop"
_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_SPECIAL = re.compile(r'(["`$\\])')


def folder() -> Path:
    """Where this user's entries are."""
    from platformdirs import user_config_path

    return user_config_path() / "autostart"


def change(command: tuple[str, ...], wanted: bool) -> None:
    """Write the entry, or take it away.  FileProblem."""
    path = folder() / NAME
    try:
        if not wanted:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_text(entry(command), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise write_problem(error, path) from error


def entry(command: tuple[str, ...]) -> str:
    """The text of the entry; ``command``: program and arguments."""
    words = " ".join(quoted(word) for word in command)
    # A backslash counts once for the value of a key, and once for the words of Exec.
    written = words.replace("\\", "\\\\")
    lines = ["[Desktop Entry]", "Type=Application", "Name=Keystead", f"Exec={written}"]
    lines += ["Icon=keystead", "Terminal=false", "X-GNOME-Autostart-enabled=true"]
    return "\n".join(lines) + "\n"


def quoted(word: str) -> str:
    """One word of Exec: in double quotes where it holds more than plain characters; a
    percent sign, which would begin a field code, is doubled."""
    safe = word.replace("%", "%%")
    if _PLAIN.fullmatch(word):
        return safe
    escaped = _SPECIAL.sub(r"\\\1", safe)
    return f'"{escaped}"'
