"""Primitives and the TOTP offset table; bytes in, bytes out.

May import: core; cryptography, argon2-cffi, pyotp.
"""
