"""Which libraries and modules go into the bundle; called by packaging/bundle/keystead.spec.

Nothing of the operating system is bundled: the package depends on it instead, so that its
security updates reach Keystead too.  Of Qt, the plugins that are named and what they need.
"""

import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from devtools.installer.elf import needed
from devtools.shell import stop

Entry = tuple[str, str, str]
"""Where it goes in the bundle, where it is now, and its kind, as PyInstaller says it."""

_PLUGINS = "PySide6/Qt/plugins/"
_LIBRARIES = "PySide6/Qt/lib/"
_OTHERS = {"linux": ("_windows", "_macos"), "darwin": ("_windows", "_linux")}


def runs_on_this_system(module: str) -> bool:
    """Whether a module is not for another operating system alone, as its name says."""
    return not module.endswith(_OTHERS.get(sys.platform, ("_linux", "_macos")))


def keep_binaries(entries: Iterable[Entry], plugins: Iterable[str], *prefixes: str) -> list[Entry]:
    """Those that come from one of *prefixes* (the Python installations) and are needed.

    Links are left out: each library is found beside those that need it.  Ends the build when
    one of *plugins*, paths below Qt's plugin folder, is not there.
    """
    wanted = {_PLUGINS + plugin for plugin in plugins}
    own = {
        target: (target, source, kind)
        for target, source, kind in entries
        if kind != "SYMLINK" and any(Path(source).is_relative_to(prefix) for prefix in prefixes)
    }
    missing = sorted(wanted - own.keys())
    if missing:
        stop("Qt has no plugin " + ", ".join(missing) + "; see packaging/bundle/contents.toml.")
    roots = [
        target
        for target in own
        if target in wanted or not target.startswith((_PLUGINS, _LIBRARIES))
    ]
    return [own[target] for target in sorted(_reachable(roots, own))]


def _reachable(roots: list[str], own: dict[str, Entry]) -> set[str]:
    """*roots* and every library of *own* that they are linked with, over all steps."""
    by_name = {PurePosixPath(target).name: target for target in own}
    found: set[str] = set()
    open_ends = list(roots)
    while open_ends:
        target = open_ends.pop()
        if target in found:
            continue
        found.add(target)
        open_ends += [by_name[name] for name in needed(Path(own[target][1])) if name in by_name]
    return found
