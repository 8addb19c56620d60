"""What the window shows: snapshots of the vault, and the words for a row.

May import PySide6, core and services; nothing here paints.
"""
