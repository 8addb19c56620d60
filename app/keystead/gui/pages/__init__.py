"""Pages of the window while no vault is open: welcome, creation, unlock.

May import what gui may: PySide6, core, services, agent and gui's own kit.  A page shows
and asks, by signals; what it asks for is done by ``gui.gate`` on the worker.
"""
