"""Padding that hides the length of a value before it is sealed."""

from keystead.crypto.errors import DecryptionFailed

PREFIX = 4
SMALLEST = 256


def padded_size(length: int) -> int:
    """Size in bytes of a padded value: 256, then powers of two, prefix included."""
    size = SMALLEST
    while size < PREFIX + length:
        size *= 2
    return size


def pad(value: bytes) -> bytes:
    """Length (4 bytes, big-endian), the value, zeros; values of up to 4 GiB."""
    # Why: ciphertext is as long as plaintext, and the length of a key often names its
    # issuer.  In classes of powers of two a file tells at most the class.
    return (len(value).to_bytes(PREFIX, "big") + value).ljust(padded_size(len(value)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The value; DecryptionFailed where ``pad`` would not have made these bytes.

    Only ever called on what an AEAD has authenticated, so it is no padding oracle; being
    strict keeps one value to one encoding.
    """
    length = int.from_bytes(padded[:PREFIX], "big")
    value = padded[PREFIX : PREFIX + length]
    if pad(value) != padded:
        raise DecryptionFailed("A value has a damaged length. Nothing was changed.")
    return value
