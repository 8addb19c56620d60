"""Opens capsules, setup slots and keysets as docs/vault-format.md says, and nothing else."""

import hashlib
import hmac
import unicodedata
from pathlib import Path

import cbor2
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEYSET, SECRET_KEY_SLOT, RECOVERY_SLOT = 1, 2, 3
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Bad(Exception):
    """What was read is not what the document allows."""


def check(right: bool, what: str) -> None:
    if not right:
        raise Bad(what)


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def hkdf(key: bytes, info: bytes, size: int = 32, salt: bytes = b"") -> bytes:
    return HKDF(algorithm=SHA256(), length=size, salt=salt, info=info).derive(key)


def argon2id(secret: bytes, salt: bytes, memory: int, passes: int, lanes: int) -> bytes:
    return hash_secret_raw(secret, salt, passes, memory, lanes, 32, Type.ID)


class Box:
    """Section 1, ``Seal``: a key at work for one purpose."""

    def __init__(self, key: bytes, info: bytes, commitment: bytes | None = None) -> None:
        expanded = hkdf(key, info, 64)
        known = commitment is None or hmac.compare_digest(expanded[32:], commitment)
        check(known, "another key")
        self.cipher = AESGCM(expanded[:32])

    def open(self, sealed: bytes, aad: bytes) -> bytes:
        return self.cipher.decrypt(sealed[:12], sealed[12:], aad)


def decode(data: bytes) -> dict:
    """Section 1, CBOR.  The re-encoding is the check; a real reader looks for tags first."""
    value: dict = cbor2.loads(data)
    check(cbor2.dumps(value, canonical=True) == data, "CBOR")
    return value


def encode(value: object) -> bytes:
    return cbor2.dumps(value, canonical=True)


def signed_by(public: bytes, domain: bytes, message: bytes, signature: bytes) -> bool:
    try:
        tagged = bytes([len(domain)]) + domain + message
        Ed25519PublicKey.from_public_bytes(public).verify(signature, tagged)
    except Exception:  # noqa: BLE001 - whatever it was, it is not signed
        return False
    return True


class HpkeKey:
    """Section 1, HPKE: the private key of a 32-byte seed."""

    def __init__(self, seed: bytes) -> None:
        expanded = hashlib.shake_256(seed).digest(96)
        self.key = MLKEM768X25519PrivateKey(
            MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
            X25519PrivateKey.from_private_bytes(expanded[64:]),
        )

    def open(self, sealed: bytes, info: bytes) -> bytes:
        suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
        return suite.decrypt(sealed, self.key, info)


def device_key(path: Path, capsule: bytes) -> bytes:
    """Section 9, the device key file."""
    rows = dict(line.split() for line in path.read_text("ascii").splitlines())
    return bytes.fromhex(rows[capsule[58:74].hex()])


def open_capsule(data: bytes, device: bytes, passphrase: str, code: str, time: int) -> bytes:
    """Section 9: U."""
    number = int.from_bytes
    check(data[:10] == b"KEYSTCAP\0\1", "capsule")
    memory, passes, lanes = number(data[74:78], "big"), data[78], data[79]
    light, heavy = data[80:96], data[96:112]
    first, count = number(data[112:120], "big"), number(data[120:124], "big")
    header, sealed, table = data[:156], data[156:248], data[248:]
    check(len(table) == 3 * count, "size of the table")
    entries = [number(table[at : at + 3], "big") for at in range(0, len(table), 3)]
    check(max(entries) < 10**6, "entries")
    one = argon2id(normal(passphrase), light, 65_536, 3, 4)
    lineage = sha256(data[:74] + light + heavy)
    pads = hkdf(device + one, b"keystead/v1/capsule/table", salt=lineage)
    for window in (time // 30, time // 30 - 1, time // 30 + 1):
        if not first <= window < first + count:
            continue
        target = (entries[window - first] + int(code) - keystream(pads, window)) % 10**6
        two = argon2id(target.to_bytes(4, "big") + one, heavy, memory, passes, lanes)
        try:
            box = Box(two + device, b"keystead/v1/capsule/key" + lineage, header[124:])
        except Bad:
            continue
        return box.open(sealed, header + sha256(table))[:32]
    raise Bad("passphrase, code or device key")


def normal(passphrase: str) -> bytes:
    return unicodedata.normalize("NFC", passphrase).encode()


def keystream(key: bytes, position: int) -> int:
    block = Cipher(AES256(key), CTR((position // 2).to_bytes(16, "big"))).encryptor()
    eight = block.update(bytes(16))[8 * (position % 2) :][:8]
    return int.from_bytes(eight, "big") % 10**6


def kit_code(text: str, size: int) -> bytes:
    """Section 8, the writing of Secret Key and recovery code."""
    plain = text.replace("-", "").replace(" ", "").upper()
    number = 0
    for symbol in plain[:-1]:
        number = number * 32 + SYMBOLS.index(symbol)
    check((SYMBOLS + "*~$=U")[number % 37] == plain[-1], "check symbol")
    return number.to_bytes(size, "big")


def open_record(raw: bytes, key: bytes, info: bytes) -> bytes:
    """Section 8: the plaintext of a record."""
    fields = decode(raw)
    clear = {number: value for number, value in fields.items() if number < 8}
    return Box(key, info, fields[7]).open(fields[8], encode(clear))


def unlock_with_slot(records: list[bytes], kind: int, code: str, passphrase: str = "") -> bytes:
    """Section 8: U, by the Secret Key with its passphrase, or by the recovery code."""
    for raw in records:
        fields = decode(raw)
        if fields[1] != kind:
            continue
        if kind == RECOVERY_SLOT:
            key, info = kit_code(code, 32), b"keystead/v1/slot/recovery"
        else:
            stretched = argon2id(normal(passphrase), fields[5], *fields[6])
            key, info = stretched + kit_code(code, 20), b"keystead/v1/slot/secret-key"
        return open_record(raw, key, info + fields[5])
    raise Bad("no such slot")


def keysets(records: list[bytes], unlock_key: bytes) -> tuple[bytes, list[HpkeKey]]:
    """Section 8: the member id, and the private HPKE keys that U opens."""
    member, found = b"", []
    for raw in records:
        fields = decode(raw)
        if fields[1] == KEYSET:
            plain = open_record(raw, unlock_key, b"keystead/v1/keyset")
            member = fields[3]
            found.append(HpkeKey(plain[32:]))
    return member, found
