"""The unlocked vault served to other processes of the same user.

The server may import services; the client only the standard library and
``keystead.errors``, because it has to start fast.
"""
