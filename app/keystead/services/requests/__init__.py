"""Use cases by name, JSON in and JSON out: what the agent answers and commands ask.

The agent and a command with ``--no-agent`` use the same table (``table.handle``), so both
ways do the same.  One module a noun; nothing here knows a socket or a terminal.
"""
