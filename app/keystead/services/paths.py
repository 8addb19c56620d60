"""The folders of this device, for the layers that may not ask system."""

from keystead.system.paths import Paths as Paths

__all__ = ["Paths"]
