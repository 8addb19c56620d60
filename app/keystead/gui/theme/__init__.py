"""How the window looks: colours, type, measures, icons and the one style sheet.

May import PySide6, keystead.core and keystead.errors.  A :class:`~.theme.Theme` is made
once, by the application, and handed to each widget; nothing here is a global.
"""
