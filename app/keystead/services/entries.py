"""One vault of this device, for the layers that may not ask vault."""

from keystead.vault.registry import VaultEntry as VaultEntry

__all__ = ["VaultEntry"]
