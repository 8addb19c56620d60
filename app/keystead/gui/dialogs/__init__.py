"""Dialogs over the window: the editor of a key, export, import, confirmation, approval.

May import PySide6, core, services, the agent's requests and the rest of gui.
"""
