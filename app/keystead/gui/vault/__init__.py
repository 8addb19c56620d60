"""The parts of the unlocked vault's window: sidebar, toolbar, table, detail, status bar.

May import PySide6, core, services and the rest of gui.  They ask the VaultController for
everything about the vault and never hold it.
"""
