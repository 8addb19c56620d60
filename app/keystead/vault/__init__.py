"""The encrypted vault: the one place that knows the format.

May import: core, crypto; cbor2, msgspec, sqlite3.  Files, locks and memory size come
through ``vault.host.Host``, so nothing here branches on the platform.
"""
