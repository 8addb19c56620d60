"""Check: whether a file gives its reader exactly what the vault has; names only, no value."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from keystead.errors import NotFound
from keystead.formats.existing import decoded, read_as
from keystead.services import export
from keystead.services.export import MAX_FILE
from keystead.vault.host import Host
from keystead.vault.session import OpenVault


@dataclass(frozen=True)
class Comparison:
    """Names by what the reader gets: the vault's value, another one, none; and its own."""

    profile: str
    same: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    foreign: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether the reader gets what the vault has, and nothing else."""
        return not (self.changed or self.missing or self.foreign)


def compare(
    vault: OpenVault,
    host: Host,
    path: Path,
    environment: str,
    profile: str,
    names: Sequence[str] | None = None,
    as_base64: Sequence[str] = (),
) -> Comparison:
    """Compare the file at ``path``, read by the profile's rules, with the vault.

    With ``names`` only these count, and no key is foreign.  Raises NotFound where there is
    no file, FileUnread with the line where the reader would fail.
    """
    reader = export.profile_of(profile)
    entries = export.entries(vault, environment, names, as_base64)
    if not host.exists(path):
        raise NotFound(f"There is no file {path}.", path=str(path))
    found = read_as(reader, decoded(host.read(path, MAX_FILE)))
    expected = {name: value.reveal() for name, value in entries}
    present = [name for name in expected if name in found]
    return Comparison(
        reader.name,
        same=tuple(name for name in present if found[name] == expected[name]),
        changed=tuple(name for name in present if found[name] != expected[name]),
        missing=tuple(name for name in expected if name not in found),
        foreign=() if names is not None else tuple(n for n in found if n not in expected),
    )
