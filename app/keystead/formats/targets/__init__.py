"""One module a target: how that reader reads, and the profile that writes for it.

Each reader is a re-implementation of the program's documented or observed rules, and is
compared with the real program in tests/real.  May import: core, keystead.formats.
"""
