"""The concealing formats of the clipboard, for the layers that may not ask system."""

from keystead.system.clipboard_formats import conceal_formats as conceal_formats

__all__ = ["conceal_formats"]
