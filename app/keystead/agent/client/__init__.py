"""The client's side of the agent; standard library and ``keystead.errors`` only.

It is on the way of every command, so it loads no dataclasses, datetime or pathlib.
"""
