"""Where this machine's apt gets Debian from: the bare system asks the same mirrors."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from devtools.shell import stop

_RELEASE_FILE = Path("/etc/os-release")
_WAYS = ("Acquire::http", "Acquire::https", "Acquire::Retries", "Acquire::Check-")


@dataclass(frozen=True)
class Sources:
    """``codename``: the running release; ``mirror``: where its packages are;
    ``lines``: for sources.list; ``settings``: how apt reaches them (proxies)."""

    codename: str
    mirror: str
    lines: tuple[str, ...]
    settings: str


def sources() -> Sources:
    """Those of this machine; ends with a message where it is no Debian or has no mirror."""
    codename = _codename(_RELEASE_FILE.read_text(encoding="utf-8"))
    wanted = "$(CREATED_BY)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)"
    rows = _printed("apt-get", "indextargets", "--format", wanted).splitlines()
    return chosen(codename, rows, _printed("apt-config", "dump"))


def chosen(codename: str, rows: list[str], configuration: str) -> Sources:
    """From apt's list of indexes, those of the release *codename* and its updates."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in dict.fromkeys(rows):
        kind, place, release, component = row.split("|")
        if kind == "Packages" and release.rstrip("/").replace("/", "-").split("-")[0] == codename:
            found.setdefault((place, release), []).append(component)
    mirrors = [place for place, release in found if release == codename]
    if not mirrors:
        stop(f"apt's configuration names no mirror of the running release ({codename or '?'}).")
    ways = [line for line in configuration.splitlines() if line.startswith(_WAYS)]
    lines = tuple(
        f"deb {place} {release} {' '.join(components)}"
        for (place, release), components in found.items()
    )
    return Sources(codename, mirrors[0], lines, "".join(f"{line}\n" for line in ways))


def _codename(text: str) -> str:
    values = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    return values.get("VERSION_CODENAME", "").strip('"')


def _printed(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        stop(done.stderr)
    return done.stdout
