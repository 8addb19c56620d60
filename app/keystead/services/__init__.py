"""Use cases, one module a noun; what the window and the command line both call.

May import: core, crypto, vault, formats, system; zxcvbn.
"""
