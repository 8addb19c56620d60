"""The operating system behind small interfaces: files, keyring, clipboard, paths.

May import: core; keyring, jeepney, platformdirs and the system's own libraries.
"""
