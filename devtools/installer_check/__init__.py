"""Trying the installer in a bare Debian: installed, started, used, measured and removed.

Standard library only.  ``check`` is the entry; the rest runs in name spaces of its own, so that
mounts and processes are gone with it, whatever happens.
"""
