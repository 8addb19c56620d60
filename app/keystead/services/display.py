"""Whether there is a display, for the layers that may not ask system."""

from keystead.system.display import has_display as has_display

__all__ = ["has_display"]
