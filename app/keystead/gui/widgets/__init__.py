"""The window's controls, one a file, painted from the theme's tokens.

May import PySide6, keystead.core, keystead.errors and keystead.gui.theme; no services.
Each takes the :class:`~keystead.gui.theme.theme.Theme` first and its parent last, has an
accessible name, works from the keyboard and shows its focus as a 2-px accent line inside.
"""
