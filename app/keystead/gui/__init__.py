"""The window.  May import: core, services, the agent's server, PySide6; never cli."""
