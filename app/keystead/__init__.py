"""Keystead: the desktop vault that knows where every API key lives."""

__version__ = "0.1.0"
