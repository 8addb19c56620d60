"""Writes own/*.json: Keystead's own vectors, valid and broken, in Wycheproof's schema.

    python -m tests.vectors.make_own

The files are committed; this shows where each case comes from.  Valid values are made
without Keystead's code: HMAC and HKDF by the standard library, Ed25519 by the formulas of
RFC 8032, AES-GCM by the library, which the broken cases then take apart.
"""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

OWN = Path(__file__).parent / "own"
SIZES = (0, 1, 15, 16, 17, 31, 32, 33, 64, 255)

# Edwards25519 (RFC 8032, 5.1).
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]
BASE: Point = (
    15112221349535400772501151409588531511454012693041857206046113283949847762202,
    46316835694926478169428394003475163141307993866256225615783033603165251855960,
)


def stream(label: str, size: int) -> bytes:
    """Bytes that look random and are the same in every run."""
    return hashlib.shake_256(label.encode()).digest(size)


def test(number: int, comment: str, valid: bool, **fields: bytes) -> dict[str, Any]:
    made: dict[str, Any] = {"tcId": number, "comment": comment, "flags": []}
    made.update({name: value.hex() for name, value in fields.items()})
    made["result"] = "valid" if valid else "invalid"
    return made


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def aes_gcm() -> list[dict[str, Any]]:
    tests = []
    for size in SIZES:
        key, iv = stream(f"gcm key {size}", 32), stream(f"gcm iv {size}", 12)
        aad, msg = stream(f"gcm aad {size}", 255 - size), stream(f"gcm msg {size}", size)
        sealed = AESGCM(key).encrypt(iv, msg, aad)
        same: dict[str, bytes] = {"key": key, "iv": iv, "msg": msg}
        ct, tag = sealed[:-16], sealed[-16:]
        good = {**same, "aad": aad, "ct": ct, "tag": tag}
        tests.append(test(0, f"message of {size}", True, **good))
        for bit in (0, 7, 63, 64, 127):
            broken = {**good, "tag": flipped(tag, bit)}
            tests.append(test(0, f"tag bit {bit} flipped", False, **broken))
        for name, value in (("iv", iv), ("aad", aad), ("ct", ct)):
            if value:
                broken = {**good, name: flipped(value, 8 * len(value) - 1)}
                tests.append(test(0, f"{name} changed", False, **broken))
        tests.append(test(0, "tag of zeros", False, **{**good, "tag": bytes(16)}))
        tests.append(test(0, "tag cut short", False, **{**good, "tag": tag[:12]}))
    return [{"type": "AeadTest", "ivSize": 96, "keySize": 256, "tagSize": 128, "tests": tests}]


def hmac_sha1() -> list[dict[str, Any]]:
    groups = []
    for key_size in (10, 20, 64, 65, 128):
        tests = []
        for size in SIZES:
            key, msg = stream(f"mac key {key_size} {size}", key_size), stream(f"mac {size}", size)
            tag = hmac.digest(key, msg, "sha1")
            tests.append(test(0, f"message of {size}", True, key=key, msg=msg, tag=tag))
            wrong = flipped(tag, size % 160)
            tests.append(test(0, "tag changed", False, key=key, msg=msg, tag=wrong))
        sizes = {"keySize": 8 * key_size, "tagSize": 160}
        groups.append({"type": "MacTest", **sizes, "tests": tests})
    return groups


def hkdf_sha256() -> list[dict[str, Any]]:
    tests = []
    for number, size in enumerate((1, 31, 32, 33, 64, 1000, 8160)):
        for salt_size in (0, 16, 32, 64):
            ikm, info = stream(f"ikm {size}", 16 * (number + 1)), stream(f"info {size}", number * 9)
            salt = stream(f"salt {size}", salt_size)
            fields = {"ikm": ikm, "salt": salt, "info": info, "okm": hkdf(ikm, salt, info, size)}
            tests.append(test(0, f"{size} bytes, salt of {salt_size}", True, **fields))
            tests[-1]["size"] = size
    for size in (8161, 65536):
        tests.append(test(0, "more than HKDF has", False, ikm=ikm, salt=salt, info=info, okm=b""))
        tests[-1]["size"] = size
    return [{"type": "HkdfTest", "tests": tests}]


def hkdf(ikm: bytes, salt: bytes, info: bytes, size: int) -> bytes:
    """RFC 5869, by the letter."""
    prk = hmac.digest(salt or bytes(32), ikm, "sha256")
    okm = block = b""
    for counter in range(1, -(-size // 32) + 1):
        block = hmac.digest(prk, block + info + bytes([counter]), "sha256")
        okm += block
    return okm[:size]


def add(a: Point, b: Point) -> Point:
    product = D * a[0] * b[0] * a[1] * b[1] % P
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, P) % P
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, P) % P
    return x, y


def times(scalar: int, point: Point) -> Point:
    result: Point = (0, 1)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def encoded(point: Point) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def reduced(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % ORDER


def ed25519() -> list[dict[str, Any]]:
    groups = []
    for size in SIZES:
        seed, msg = stream(f"ed seed {size}", 32), stream(f"ed msg {size}", size)
        digest = hashlib.sha512(seed).digest()
        scalar = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | 1 << 254
        public = encoded(times(scalar, BASE))
        nonce = reduced(digest[32:], msg)
        r = encoded(times(nonce, BASE))
        s = (nonce + reduced(r, public, msg) * scalar) % ORDER
        good, s_bytes = r + s.to_bytes(32, "little"), s.to_bytes(32, "little")
        larger = r + (s + ORDER).to_bytes(32, "little")
        signatures = [("as in RFC 8032", good, True), ("S + L", larger, False)]
        signatures += [(f"bit {bit} flipped", flipped(good, bit), False) for bit in (0, 255, 256)]
        signatures += [
            ("S = 0", r + bytes(32), False),
            ("R = 0", bytes(32) + s_bytes, False),
            ("R is the neutral point", encoded((0, 1)) + s_bytes, False),
            ("all bits set", b"\xff" * 64, False),
            ("empty", b"", False),
            ("cut short", good[:63], False),
            ("with a byte more", good + b"\0", False),
            ("halves exchanged", s_bytes + r, False),
        ]
        tests = [test(0, name, valid, msg=msg, sig=sig) for name, sig, valid in signatures]
        tests.append(test(0, "another message", False, msg=msg + b"\0", sig=good))
        groups.append({"type": "EddsaVerify", "publicKey": {"pk": public.hex()}, "tests": tests})
    return groups


def main() -> None:
    OWN.mkdir(exist_ok=True)
    for make in (aes_gcm, hmac_sha1, hkdf_sha256, ed25519):
        groups = make()
        tests = [test for group in groups for test in group["tests"]]
        for number, made in enumerate(tests, start=1):
            made["tcId"] = number
        header = {"source": "Keystead's own", "numberOfTests": len(tests)}
        text = json.dumps({**header, "testGroups": groups}, separators=(",", ":"))
        # One test a line, so that a change shows as one line.
        text = text.replace('{"tcId"', '\n{"tcId"') + "\n"
        (OWN / f"{make.__name__}_test.json").write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
