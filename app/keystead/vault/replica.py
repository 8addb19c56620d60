"""The replica: the private SQLite database of one device; a cache of commits, blobs, state.

It can be made again from the vault file at any time.  Commits and blobs name themselves
by their hashes; the *manifest*, sealed under the unlock key, pins the rows of the state
(``vault.saved_state``), so that rows put in, put back or taken out are noticed.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import structs

from keystead.core.secret_types import SecretBytes
from keystead.crypto.aead import Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.errors import FileProblem
from keystead.vault import manifest as manifests
from keystead.vault.errors import NewerFormat, VaultDamaged, damaged
from keystead.vault.host import Host
from keystead.vault.manifest import Manifest

APPLICATION_ID = 0x4B535444
SCHEMA = 1

_TABLES = """
CREATE TABLE manifest (sealed BLOB NOT NULL);
CREATE TABLE commits (
    row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, raw BLOB NOT NULL, node BLOB);
CREATE TABLE blobs (row INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, data BLOB NOT NULL);
CREATE TABLE records (row INTEGER PRIMARY KEY, raw BLOB NOT NULL);
CREATE TABLE pages (number INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE cold (slot INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
"""

# DELETE and EXTRA: a commit that returned survives a power cut.  secure_delete: what was
# purged is overwritten.  temp_store and trusted_schema: nothing spills into temporary
# files, and a schema put in by somebody runs no functions.
_PRAGMAS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
)


@dataclass(frozen=True)
class StateRows:
    """Sealed rows of the state, and the manifest that pins them; ``whole``: in place of all
    that there were.  ``nodes`` by commit id, ``pages`` and ``cold`` by number."""

    manifest: Manifest
    nodes: tuple[tuple[bytes, bytes], ...] = ()
    pages: tuple[tuple[int, bytes], ...] = ()
    cold: tuple[tuple[int, bytes], ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class Batch:
    """What one transaction changes; ``records`` None leaves them as they are."""

    commits: tuple[tuple[bytes, bytes], ...] = ()
    blobs: tuple[tuple[bytes, bytes], ...] = ()
    records: tuple[bytes, ...] | None = None
    purged: tuple[bytes, ...] = ()


class Replica:
    """One open database.  Errors of SQLite come out as ReplicaDamaged or FileProblem."""

    def __init__(self, path: Path | str, vault_id: bytes, unlock_key: SecretBytes) -> None:
        self._vault_id = vault_id
        self._sealer = _sealer(unlock_key)
        self._at_hand: Mapping[bytes, bytes] = {}
        with _sqlite_errors():
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    @classmethod
    def in_memory(cls, vault_id: bytes, unlock_key: SecretBytes) -> "Replica":
        """A new database, to be filled and then put into its place."""
        made = cls(":memory:", vault_id, unlock_key)
        made._db.executescript(_TABLES)
        made._db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        made._db.execute(f"PRAGMA user_version={SCHEMA}")
        return made

    def place(self, host: Host, path: Path) -> None:
        """Put a database made in memory to ``path``, in one step, so that there is never half
        a replica, and close it.  What lay there is replaced; FileProblem leaves it."""
        data = self._db.serialize()
        self.close()
        host.private_folder(path.parent)
        # What SQLite left behind for the old database would be rolled back into the new.
        host.remove(path.with_name(path.name + "-journal"))
        host.write_atomic(path, data)

    @classmethod
    def open(cls, path: Path, vault_id: bytes, unlock_key: SecretBytes) -> "Replica":
        """The database at path.

        Raises ReplicaDamaged where it is none of ours, NewerFormat where its version says so.
        """
        replica = cls(path, vault_id, unlock_key)
        try:
            with _sqlite_errors():
                replica._prepare()
                replica._check_schema()
        except Exception:
            replica.close()
            raise
        return replica

    def _prepare(self) -> None:
        for pragma in _PRAGMAS:
            self._db.execute(pragma)

    def _check_schema(self) -> None:
        application = self._db.execute("PRAGMA application_id").fetchone()[0]
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise damaged()
        if version > SCHEMA:
            raise NewerFormat("This vault was opened by a newer Keystead here. Please update.")
        if version != SCHEMA:
            raise damaged()

    def close(self) -> None:
        """Close the database; it may be called twice."""
        self._db.close()

    # Reading ---------------------------------------------------------------------------

    def manifest(self) -> Manifest:
        """The sealed manifest; ReplicaDamaged where it is not what this device wrote."""
        rows = self._rows("SELECT sealed FROM manifest")
        if len(rows) != 1:
            raise damaged()
        try:
            return manifests.from_bytes(self._sealer.open(rows[0][0], self._vault_id))
        except (DecryptionFailed, VaultDamaged, TypeError) as error:
            raise damaged() from error

    def pages(self) -> dict[int, bytes]:
        """The sealed hot pages by number."""
        return dict(self._rows("SELECT number, sealed FROM pages"))

    def cold_row(self, slot: int) -> bytes | None:
        """The sealed cold row of a slot, or None."""
        return self._one("SELECT sealed FROM cold WHERE slot=?", slot)

    def node(self, commit_id: bytes) -> bytes | None:
        """The sealed node of a commit, or None."""
        return self._one("SELECT node FROM commits WHERE id=?", commit_id)

    def nodes(self) -> list[tuple[bytes, bytes]]:
        """(commit id, sealed node) of every commit that has one, in order of arrival."""
        return [
            (commit_id, sealed)
            for commit_id, sealed in self._rows("SELECT id, node FROM commits ORDER BY row")
            if isinstance(commit_id, bytes) and isinstance(sealed, bytes)
        ]

    def commit(self, commit_id: bytes) -> bytes | None:
        """The raw bytes of a commit, or None where it is missing or has another hash."""
        raw = self._one("SELECT raw FROM commits WHERE id=?", commit_id)
        return raw if raw is not None and _is_whole(commit_id, raw) else None

    def commits(self) -> dict[bytes, bytes]:
        """The raw bytes of all commits by their *recomputed* ids, in order of arrival; who
        put them there, only their nodes tell."""
        rows = self._rows("SELECT raw FROM commits ORDER BY row")
        try:
            return {hashlib.sha256(raw).digest(): raw for (raw,) in rows}
        except TypeError as error:
            raise damaged() from error

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        with _sqlite_errors():
            return self._db.execute(statement).fetchall()

    def _one(self, statement: str, key: int | bytes) -> bytes | None:
        """The one value of the one row, where it is a byte string."""
        with _sqlite_errors():
            row = self._db.execute(statement, (key,)).fetchone()
        return row[0] if row is not None and isinstance(row[0], bytes) else None

    def blob(self, digest: bytes) -> bytes | None:
        """A blob whose bytes have this SHA-256, or None where there is none."""
        if digest in self._at_hand:
            return self._at_hand[digest]
        data = self._one("SELECT data FROM blobs WHERE digest=?", digest)
        return data if data is not None and _is_whole(digest, data) else None

    @contextmanager
    def blobs_at_hand(self, known: Mapping[bytes, bytes] | None = None) -> Iterator[None]:
        """Read all blobs at once, for opening, which asks for most of them one by one; or
        have those ready that were just written."""
        self._at_hand = self.blobs() if known is None else known
        try:
            yield
        finally:
            self._at_hand = {}

    def blobs(self) -> dict[bytes, bytes]:
        """All blobs by the digests of their bytes."""
        return {digest: data for digest, data in self._blob_rows() if _is_whole(digest, data)}

    def torn(self) -> tuple[bytes, ...]:
        """The digests of rows whose bytes are not, or no longer, those that they name."""
        return tuple(digest for digest, data in self._blob_rows() if not _is_whole(digest, data))

    def _blob_rows(self) -> list[tuple[bytes, bytes]]:
        return self._rows("SELECT digest, data FROM blobs")

    def names(self) -> set[bytes]:
        """The digests of all blobs, as their rows name them: nothing is read or hashed."""
        return {digest for (digest,) in self._rows("SELECT digest FROM blobs")}

    def digests(self) -> set[bytes]:
        """The digests of all blobs; a row whose bytes are others counts as missing."""
        return set(self.blobs())

    def records(self) -> tuple[bytes, ...]:
        """The member records, raw; whoever uses one checks its signature."""
        rows = self._rows("SELECT raw FROM records ORDER BY row")
        return tuple(dict.fromkeys(raw for (raw,) in rows if isinstance(raw, bytes)))

    # Writing ---------------------------------------------------------------------------

    def write(self, batch: Batch, state: StateRows) -> None:
        """Write a batch and the state that it comes to, in one transaction."""
        with _sqlite_errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._write_rows(batch)
                self._write_state(state)
                self._db.execute("COMMIT")
            except BaseException:
                self._db.rollback()
                raise

    def _write_rows(self, batch: Batch) -> None:
        db = self._db
        db.executemany("INSERT OR REPLACE INTO commits (id, raw) VALUES (?, ?)", batch.commits)
        db.executemany("INSERT OR REPLACE INTO blobs (digest, data) VALUES (?, ?)", batch.blobs)
        db.executemany("DELETE FROM blobs WHERE digest=?", ((item,) for item in batch.purged))
        if batch.records is not None:
            db.execute("DELETE FROM records")
            db.executemany("INSERT INTO records (raw) VALUES (?)", ((r,) for r in batch.records))

    def _write_state(self, state: StateRows) -> None:
        db = self._db
        if state.whole:
            db.execute("DELETE FROM pages")
            db.execute("DELETE FROM cold")
        marks = ((sealed, commit_id) for commit_id, sealed in state.nodes)
        db.executemany("UPDATE commits SET node=? WHERE id=?", marks)
        db.executemany("INSERT OR REPLACE INTO pages (number, sealed) VALUES (?, ?)", state.pages)
        db.executemany("INSERT OR REPLACE INTO cold (slot, sealed) VALUES (?, ?)", state.cold)
        sealed = self._sealer.seal(manifests.to_bytes(state.manifest), self._vault_id)
        db.execute("DELETE FROM manifest")
        db.execute("INSERT INTO manifest (sealed) VALUES (?)", (sealed,))

    def rekey(self, unlock_key: SecretBytes) -> None:
        """Seal the manifest under another unlock key, in one transaction.  Whoever had the old
        one knows the key in it, so it says that the state is to be sealed anew."""
        manifest, before = self.manifest(), self._sealer
        self._sealer = _sealer(unlock_key)
        again = structs.replace(manifest, generation=manifest.generation + 1, renew=True)
        try:
            self.write(Batch(), StateRows(again))
        except BaseException:
            self._sealer = before
            raise

    def check(self) -> None:
        """SQLite's own integrity check; ReplicaDamaged where it finds something."""
        with _sqlite_errors():
            if self._db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise damaged()


def _sealer(unlock_key: SecretBytes) -> Sealer:
    return Sealer(unlock_key.reveal(), b"keystead/v1/replica")


class _sqlite_errors:  # noqa: N801 - reads as a statement
    """Turns SQLite's errors into ours: an environment fault is not damage."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, sqlite3.OperationalError) and _is_environment(str(error)):
            raise FileProblem(
                "The disk is full or cannot be written. Nothing was changed; "
                "make room and try again."
            ) from error
        if isinstance(error, sqlite3.Error):
            raise damaged() from error


def _is_environment(text: str) -> bool:
    return any(
        word in text for word in ("full", "readonly", "disk I/O", "locked", "unable to open")
    )


def _is_whole(digest: bytes, data: object) -> bool:
    return isinstance(data, bytes) and hashlib.sha256(data).digest() == digest
