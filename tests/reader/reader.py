"""A reader of Keystead vaults, written from docs/vault-format.md alone.

    python -m tests.reader.reader VAULT CAPSULE DEVICE_KEYS PASSPHRASE CODE [TIME]

It shares no code with the program and imports nothing of it.
"""

import json
import sys
import time as clock
from pathlib import Path

from cryptography.exceptions import InvalidTag

from tests.reader.keys import (
    Bad,
    Box,
    check,
    decode,
    device_key,
    encode,
    hkdf,
    keysets,
    open_capsule,
    sha256,
    signed_by,
)
from tests.reader.policies import BY_RISK, FOLLOWED, OWN, REMINDERS, rows
from tests.reader.rights import Rights

RECORD, COMMIT, BLOB = 1, 2, 3
GRANT, RENEW, EPOCH, DELIVER, SEALED = 1, 3, 4, 5, 6
OVERVIEW, VALUE, AUDIT = 1, 2, 3
ROLES = {OVERVIEW: b"overview", VALUE: b"value", AUDIT: b"audit"}
SECRET, ENVIRONMENT, VAULT = 1, 2, 4
NAMES = {
    10: "name", 11: "service", 12: "description", 13: "owner", 14: "kind", 15: "permissions",
    16: "access", 18: "risk", 19: "expires", 20: "rotate_every", 25: "tags", 26: "notes",
    28: "hint", 29: "created",
}  # fmt: skip


def frames(data: bytes) -> tuple[bytes, dict[int, list[bytes]]]:
    """Section 2: vault id, and the payloads by kind."""
    check(data[:10] == b"KEYSTEAD\0\1", "not a vault")
    found: dict[int, list[bytes]] = {RECORD: [], COMMIT: [], BLOB: []}
    at = 42
    while True:
        head, size = data[at + 4 : at + 9], int.from_bytes(data[at + 5 : at + 9], "big")
        payload, end = data[at + 9 : at + 9 + size], at + 17 + size
        check(data[at : at + 4] == b"\xf0\x9f\x97\x9d" and end <= len(data), "frame")
        check(data[end - 8 : end] == sha256(head + payload)[:8], "frame")
        if head[0] == 0:
            check(payload == sha256(data[:at]) and end == len(data), "end")
            return data[10:42], found
        found[head[0]].append(payload)
        at = end


class Reader:
    """A vault file, read with one member's unlock key."""

    def __init__(self, data: bytes, unlock_key: bytes) -> None:
        self.id, parts = frames(data)
        self.blobs = {sha256(blob): blob for blob in parts[BLOB]}
        self.member, self.private = keysets(parts[RECORD], unlock_key)
        self.commits: dict[bytes, dict] = {}
        self.past: dict[bytes, set[bytes]] = {}
        self.depth: dict[bytes, int] = {}
        for raw in parts[COMMIT]:
            self.take_in(raw)
        self.rights = Rights(self.commits, self.past)
        self.epochs = {
            (op[1], key): op
            for key, commit in self.commits.items()
            for op in commit[6]
            if op[0] == EPOCH
        }
        self.keys: dict[tuple[bytes, bytes], bytes | None] = {}
        self.objects: dict[tuple, dict] = {}
        self.quarantined = 0
        for key in self.commits:
            self.apply(key)

    # Section 3 -------------------------------------------------------------------------------

    def take_in(self, raw: bytes) -> None:
        commit, key = decode(raw), sha256(raw)
        check(commit[0] == 1 and all(parent in self.past for parent in commit[4]), "commit")
        check(commit[1] == self.id if commit[4] else key == self.id, "vault")
        past = set(commit[4]).union(*(self.past[parent] for parent in commit[4]))
        message = encode({number: value for number, value in commit.items() if number != 7})
        keys = self.public_keys(commit, past)
        signed = (signed_by(k, b"keystead/v1/commit", message, commit[7]) for k in keys)
        check(any(signed), "signature")
        self.commits[key], self.past[key] = commit, past
        self.depth[key] = 1 + max((self.depth[parent] for parent in commit[4]), default=0)

    def public_keys(self, commit: dict, past: set[bytes]) -> list[bytes]:
        author = commit[2]
        if not past:
            return [op[10] for op in commit[6] if op[0] == GRANT and op[8] == author]
        renewals = [key for key in past if self.commits[key][2] == author and self.renewal(key)]
        newest = [key for key in renewals if not any(key in self.past[k] for k in renewals)]
        if newest:
            return [self.renewal(key)[10] for key in newest]
        return [
            op[10]
            for key in past
            for op in self.commits[key][6]
            if op[0] == GRANT and op[8] == author and 10 in op and self.is_theirs(key, op)
        ]

    def renewal(self, key: bytes) -> dict:
        return next((op for op in self.commits[key][6] if op[0] == RENEW), {})

    def is_theirs(self, key: bytes, op: dict) -> bool:
        return key == self.id or op[8] == sha256(b"keystead/v1/member" + op[10] + op[11])[:16]

    # Section 5 -------------------------------------------------------------------------------

    def key(self, environment: bytes, epoch: bytes) -> bytes | None:
        name = environment, epoch
        if name not in self.keys and name in self.epochs:
            ways = [*self.received(name), *self.linked(name)]
            committed = self.epochs[name][5]
            info = b"keystead/v1/epoch/commitment" + self.id + environment
            self.keys[name] = next((key for key in ways if hkdf(key, info) == committed), None)
        return self.keys.get(name)

    def received(self, name: tuple[bytes, bytes]):
        environment = name[0]
        committed = self.epochs[name][5]
        for key, commit in self.commits.items():
            for op in commit[6]:
                makes = op[0] == EPOCH and (op[1], key) == name
                if not makes and not (op[0] == DELIVER and (op[1], op[3]) == name):
                    continue
                info = b"keystead/v1/epoch/deliver" + self.id + environment + committed
                for member, digest in op[6]:
                    if member == self.member:
                        yield from self.opened(digest, info + commit[2] + member)

    def opened(self, digest: bytes, info: bytes):
        for private in self.private:
            try:
                yield private.open(self.blobs[digest], info)
            except (InvalidTag, ValueError):
                continue

    def linked(self, name: tuple[bytes, bytes]):
        for (environment, newer), op in self.epochs.items():
            for older, digest in op[7]:
                if (environment, older) != name or older not in self.past[newer]:
                    continue
                holder = self.key(environment, newer)
                if holder:
                    yield Box(holder, b"keystead/v1/epoch/link").open(self.blobs[digest], older)

    def open(self, role: int, op: dict, author: bytes, digest: bytes, place: bytes = b"") -> bytes:
        environment, epoch = op[1], op[3]
        key = self.key(environment, epoch)
        check(key is not None, "no key")
        aad = b"keystead/v1/blob" + self.id + environment + epoch + author + bytes([role]) + place
        box = Box(key or b"", b"keystead/v1/epoch/" + ROLES[role])
        return box.open(self.blobs[digest], aad)

    # Sections 6 and 7 ------------------------------------------------------------------------

    def apply(self, key: bytes) -> None:
        author = self.commits[key][2]
        for op in self.commits[key][6]:
            if op[0] != SEALED:
                continue
            allowed = self.rights.permitted(author, op[2], op[1], key)
            if not allowed or op[3] not in self.past[key]:
                self.quarantined += 1
                continue
            self.effect(key, op, key)

    def effect(self, key: bytes, op: dict, at: bytes) -> None:
        """One sealed operation of commit ``key``, at the place of ``at``."""
        author = self.commits[key][2]
        try:
            body = decode(self.open(OVERVIEW, op, author, op[4]))
        except InvalidTag:
            body = decode(self.open(AUDIT, op, author, op[4]))
            check(body[0] == 2, "an edit as an event")
        if body[0] == 1:
            self.write(author, op, body, at)
        elif body[0] == 3:
            for secret, version, _ in body[1]:
                self.entity(op[1], SECRET, secret)["purged"].add(version)
        elif body[0] == 4 and key == at and body[1] in self.past[at]:
            theirs = self.commits[body[1]]
            for other in theirs[6]:
                fits = other[0] == SEALED and other[2] == body[2] and other[1] == op[1]
                if fits and not self.rights.permitted(theirs[2], other[2], other[1], body[1]):
                    self.effect(body[1], other, at)
        elif body[0] == 5:
            seals = self.entity(op[1], SECRET, body[1])["seals"]
            seals.setdefault(body[2], []).append((op, author, body[3]))

    def entity(self, *name) -> dict:
        empty: dict = {"registers": {}, "versions": {}, "seals": {}, "of": {}, "revoked": set()}
        return self.objects.setdefault(name, empty | {"purged": set()})

    def write(self, author: bytes, op: dict, body: dict, at: bytes) -> None:
        found = self.entity(op[1], body[1], body[2])
        for number, value in body[3].items():
            self.put(found["registers"], number, value, at)
        for version, length, fingerprint, digest in body.get(4, []):
            check(0 <= length <= 65_536 and len(fingerprint) == 16, "version")
            rank = self.depth[at], at, version
            found["versions"][version] = min(rank, found["versions"].get(version, rank))
            found["seals"].setdefault(version, []).insert(0, (op, author, digest))
        for version, registers in body.get(5, []):
            for number, value in registers.items():
                self.put(found["of"].setdefault(version, {}), number, value, at)
        found["revoked"].update(body.get(6, []))

    def put(self, registers: dict, number: int, value: object, at: bytes) -> None:
        values = registers.setdefault(number, {})
        if not any(at in self.past[writer] for writer in values):
            for writer in [writer for writer in values if writer in self.past[at]]:
                del values[writer]
            values[at] = value

    # What it comes to ------------------------------------------------------------------------

    def shown(self, registers: dict, number: int, missing: object = None):
        values = registers.get(number, {})
        return values[min(values)] if values else missing

    def of_kind(self, kind: int) -> dict[tuple, dict]:
        return {name: found for name, found in self.objects.items() if name[1] == kind}

    def report(self) -> dict:
        """Names and values, ready for JSON."""
        (vault,) = self.of_kind(VAULT).values()
        titles = {
            name[2]: self.shown(found["registers"], 10)
            for name, found in self.of_kind(ENVIRONMENT).items()
        }
        secrets = [
            self.secret(name, titles)
            for name, found in self.of_kind(SECRET).items()
            if found["versions"].keys() - found["purged"]
        ]
        return {
            "vault": self.shown(vault["registers"], 10),
            "environments": sorted(titles.values()),
            "quarantined": self.quarantined,
            "secrets": sorted(secrets, key=lambda item: (item["environment"], item["name"])),
        }

    def policies(self) -> dict:
        """Own policies by name, those of risk classes by environment, '' for the vault, and
        what the Secrets say of policy and reminders, by name."""
        (vault,) = self.of_kind(VAULT).values()
        places = {"": vault} | {
            self.shown(found["registers"], 10): found
            for found in self.of_kind(ENVIRONMENT).values()
        }
        secrets = [found["registers"] for found in self.of_kind(SECRET).values()]
        return {
            "own": rows([*vault["registers"].get(OWN, {}).values()]),
            "classes": {
                place: rows([*found["registers"].get(BY_RISK, {}).values()])
                for place, found in places.items()
            },
            "followed": {
                self.shown(one, 10): [self.shown(one, FOLLOWED, ""), self.shown(one, REMINDERS)]
                for one in secrets
            },
        }

    def secret(self, name: tuple, titles: dict) -> dict:
        found = self.objects[name]
        registers = found["registers"]
        life = list(registers.get(1, {}).values())
        counted = {n: [one for one in values.values() if n != 2 or one not in found["revoked"]]
                   for n, values in registers.items()}  # fmt: skip
        different = [n for n, values in counted.items() if len({*map(repr, values)}) > 1]
        ranked = sorted(found["versions"], key=lambda version: found["versions"][version])
        return {
            "environment": titles[name[0]],
            "trashed": bool(life) and not any(life),
            "conflicts": sorted("value" if n == 2 else NAMES[n] for n in different if n != 1),
            **{word: self.shown(registers, number) for number, word in NAMES.items()},
            "versions": [self.version(name, found, item) for item in ranked],
        }

    def version(self, name: tuple, found: dict, version: bytes) -> dict:
        purged = version in found["purged"]
        return {
            "stage": self.stage(found, version),
            "value": None if purged else self.value(name, found, version),
        }

    def stage(self, found: dict, version: bytes) -> str:
        if version in found["revoked"]:
            return "revoked"
        values = found["registers"].get(2, {})
        current = {by: one for by, one in values.items() if one not in found["revoked"]}
        if current and version == current[min(current)]:
            return "current"
        if version in current.values():
            return "previous"
        return str(self.shown(found["of"].get(version, {}), 1, "previous"))

    def value(self, name: tuple, found: dict, version: bytes) -> str:
        for op, author, digest in found["seals"][version]:
            if digest in self.blobs:
                padded = self.open(VALUE, op, author, digest, name[2] + version)
                return padded[4 : 4 + int.from_bytes(padded[:4], "big")].decode()
        raise Bad("the value is missing")


def main(arguments: list[str]) -> None:
    vault, capsule, keys, passphrase, code, *time = arguments
    data = Path(capsule).read_bytes()
    device = device_key(Path(keys), data)
    when = int(time[0]) if time else int(clock.time())
    unlock_key = open_capsule(data, device, passphrase, code, when)
    report = Reader(Path(vault).read_bytes(), unlock_key).report()
    sys.stdout.write(json.dumps(report, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
