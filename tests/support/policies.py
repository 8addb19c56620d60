"""A KDF policy that costs next to nothing; for tests only."""

from keystead.crypto.kdf import Argon2Params
from keystead.crypto.policy import KdfPolicy

CHEAP = KdfPolicy(
    light=Argon2Params(memory_kib=32, passes=1),
    floor=Argon2Params(memory_kib=64, passes=1),
    ceiling_kib=1024,
    target_seconds=0.0,
)

ONE_LANE = KdfPolicy(
    light=Argon2Params(memory_kib=8, passes=1, lanes=1),
    floor=Argon2Params(memory_kib=8, passes=1, lanes=1),
    ceiling_kib=1024,
    target_seconds=0.0,
)
"""For tests that unlock hundreds of times: starting threads is what CHEAP costs."""
