"""Shows that the junk rule removes the modulo bias from the offset table.

    PYTHONPATH=app python -m tests.bench.table_bias [--secrets 400] [--windows 1150000]

Codes below 483,648 come a little too often (2^31 is no multiple of 10^6).  For one secret:
z of the count of (T - d_i) mod 10^6 < 483,648, where d_i = o_i - r_i is what somebody with
device key and passphrase sees, and T their guess.  The mean of z over many secrets tells:
about 0.25 without the fix, which is 5 standard errors with 400 secrets; 0 with it.
A chi-square over one table shows nothing.  The full run takes about ten minutes.
"""

import argparse
import math
import secrets
import statistics
import struct
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

from keystead.crypto import offset_table, totp

BORDER = (1 << 31) % totp.CODES
FIRST = 59_666_666
SLICE = 1 << 16
# How likely a code below the border is without the fix: one value of v more leads to it.
LIKELIER = BORDER * ((1 << 31) // totp.CODES + 1) / (1 << 31)


def z_of(low: int, windows: int) -> float:
    """How many standard deviations the count of low codes lies above its expectation."""
    share = BORDER / totp.CODES
    return (low - windows * share) / math.sqrt(windows * share * (1 - share))


def low_codes(table: bytes, pads: list[int], target: int) -> int:
    """Count of (T - d_i) mod 10^6 below the border, read back from the table's bytes."""
    offsets = [value >> 8 for (value,) in struct.iter_unpack(">I", _widened(table))]
    found = 0
    for offset, pad in zip(offsets, pads, strict=True):
        if (target - offset + pad) % totp.CODES < BORDER:
            found += 1
    return found


def _widened(table: bytes) -> bytes:
    wide = bytearray(4 * (len(table) // offset_table.ENTRY))
    for place in range(offset_table.ENTRY):
        wide[place::4] = table[place :: offset_table.ENTRY]
    return bytes(wide)


def both(windows: int) -> tuple[float, float]:
    """z of one random secret, without and with the junk rule."""
    secret, key = totp.new_secret(), secrets.token_bytes(32)
    target = secrets.randbelow(totp.CODES)
    prepared = totp.PreparedHmac(secret)
    without = fixed = 0
    for first in range(FIRST, FIRST + windows, SLICE):
        count = min(SLICE, FIRST + windows - first)
        values = prepared.truncations(first, count)
        pads = offset_table.numbers(key, first, count)
        plain = [value % totp.CODES for value in values]
        bound = offset_table.bound_codes(secret, first, values)
        without += low_codes(offset_table.offsets(plain, target, pads), pads, target)
        fixed += low_codes(offset_table.offsets(bound, target, pads), pads, target)
    return z_of(without, windows), z_of(fixed, windows)


def main() -> int:
    """Print both means; exit status 1 when the fix does not show."""
    parser = argparse.ArgumentParser(description="Bias of the offset table.")
    parser.add_argument("--secrets", type=int, default=400)
    parser.add_argument("--windows", type=int, default=1_150_000)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    with ProcessPoolExecutor(options.processes) as pool:
        pairs = list(pool.map(both, repeat(options.windows, options.secrets)))
    error = 1 / math.sqrt(options.secrets)
    without, fixed = (statistics.fmean(values) for values in zip(*pairs, strict=True))
    for name, mean in (("without the fix", without), ("with the fix", fixed)):
        print(f"{name:16} mean z = {mean:+.4f}, {mean / error:+.1f} standard errors")
    # Both share their secrets, so their difference is far less noisy than either.
    expected = z_of(round(options.windows * LIKELIER), options.windows)
    print(f"{'difference':16} mean z = {without - fixed:+.4f}, expected {expected:+.4f}")
    shown = abs(without - fixed - expected) < 0.1 and abs(fixed) < 3.5 * error
    return 0 if shown else 1


if __name__ == "__main__":
    raise SystemExit(main())
