"""Adding a file to `.gitignore`, so that git does not take its values in."""

import re
from pathlib import Path

from keystead.errors import Refused
from keystead.system.git import Exposure, exposure, work_tree
from keystead.vault.host import Host

_MAX_FILE = 1024 * 1024
_SPECIAL = re.compile(r"([\\*?\[\]!# ])")


def add(host: Host, path: Path) -> Path | None:
    """Add ``path``, which need not exist, to the `.gitignore` at the root of its work tree.

    Gives that file, or None where git does not see ``path`` anyway.  Raises Refused, and
    changes nothing, for a file that git tracks already, which no rule hides, and for a
    `.gitignore` that is a link, a folder or no text.
    """
    seen = exposure(path)
    if seen in (Exposure.OUTSIDE, Exposure.IGNORED):
        return None
    if seen is Exposure.TRACKED:
        raise Refused(
            f"{path.name} is tracked by git, and .gitignore does not hide such a file. Nothing "
            f"was written. Take it out first with: git rm --cached {path.name}",
            path=str(path),
        )
    root = work_tree(path)
    assert root is not None  # noqa: S101 - what is exposed lies in a work tree
    target = root / ".gitignore"
    if target.is_symlink() or target.is_dir():
        raise Refused(f"{target} is a folder or a symbolic link. Nothing was changed.")
    old = host.read(target, _MAX_FILE) if host.exists(target) else b""
    mode = target.stat().st_mode & 0o777 if host.exists(target) else 0o644
    host.write_atomic(target, _with_rule(old, rule_for(root, path)), mode)
    return target


def rule_for(root: Path, path: Path) -> str:
    """The rule for this one file, from the root of the work tree (gitignore(5)).

    Raises Refused for a name with a line break, for which there is no rule.
    """
    relative = path.absolute().relative_to(root).as_posix()
    if "\n" in relative or "\r" in relative:
        raise Refused("The name holds a line break, which .gitignore cannot hold.")
    return "/" + _SPECIAL.sub(r"\\\1", relative)


def _with_rule(old: bytes, rule: str) -> bytes:
    line_end = b"\r\n" if b"\r\n" in old else b"\n"
    gap = b"" if not old or old.endswith(b"\n") else line_end
    return old + gap + rule.encode() + line_end
