"""The command line: arguments and printing only.

May import: core, services, the agent's client; never gui.
"""
