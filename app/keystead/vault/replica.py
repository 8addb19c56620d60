"""The replica: the private SQLite database of one device; a cache of commits and blobs.

It can be made again from the vault file at any time.  Commits and blobs name themselves
by their hashes; the *manifest*, sealed under the unlock key, names the heads from which
every commit must be reachable, so that rows put in, put back or taken out are noticed.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from keystead.core.secret_types import SecretBytes
from keystead.crypto.aead import Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.errors import FileProblem
from keystead.vault.cbor import decode, encode
from keystead.vault.errors import NewerFormat, ReplicaDamaged, VaultDamaged
from keystead.vault.fields import Reader
from keystead.vault.host import Host

APPLICATION_ID = 0x4B535444
SCHEMA = 1

_TABLES = """
CREATE TABLE manifest (sealed BLOB NOT NULL);
CREATE TABLE commits (row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, raw BLOB NOT NULL);
CREATE TABLE blobs (row INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, data BLOB NOT NULL);
CREATE TABLE records (row INTEGER PRIMARY KEY, raw BLOB NOT NULL);
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
class Manifest:
    """What this device last wrote: a counter, the heads, and the number of commits."""

    generation: int
    heads: tuple[bytes, ...]
    count: int


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
    def create(
        cls,
        host: Host,
        path: Path,
        vault_id: bytes,
        unlock_key: SecretBytes,
        batch: Batch,
        heads: tuple[bytes, ...],
    ) -> "Replica":
        """A new database in a private folder, with all commits of the batch in it.

        It is made in memory and put in place in one step, so that there is never half a
        replica; what lay there is replaced.  FileProblem leaves it.
        """
        made = cls(":memory:", vault_id, unlock_key)
        made._db.executescript("BEGIN;" + _TABLES)
        made._db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        made._db.execute(f"PRAGMA user_version={SCHEMA}")
        made._write_rows(batch)
        made._put_manifest(Manifest(0, heads, len(batch.commits)))
        made._db.execute("COMMIT")
        data = made._db.serialize()
        made.close()
        host.private_folder(path.parent)
        # What SQLite left behind for the old database would be rolled back into the new.
        host.remove(path.with_name(path.name + "-journal"))
        host.write_atomic(path, data)
        return cls.open(path, vault_id, unlock_key)

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
        with _sqlite_errors():
            rows = self._db.execute("SELECT sealed FROM manifest").fetchall()
        if len(rows) != 1:
            raise damaged()
        try:
            raw = self._sealer.open(rows[0][0], self._vault_id)
            reader = Reader(decode(raw, 1024 * 1024))
            heads = tuple(head for head in reader.array(1) if isinstance(head, bytes))
            return Manifest(reader.integer(0), heads, reader.integer(2))
        except (DecryptionFailed, VaultDamaged, TypeError) as error:
            raise damaged() from error

    def commits(self) -> dict[bytes, bytes]:
        """The raw bytes of all commits by their *recomputed* ids, in order of arrival."""
        with _sqlite_errors():
            rows = self._db.execute("SELECT raw FROM commits ORDER BY row").fetchall()
        try:
            return {hashlib.sha256(raw).digest(): raw for (raw,) in rows}
        except TypeError as error:
            raise damaged() from error

    def blob(self, digest: bytes) -> bytes | None:
        """A blob whose bytes have this SHA-256, or None where there is none."""
        if digest in self._at_hand:
            return self._at_hand[digest]
        with _sqlite_errors():
            row = self._db.execute("SELECT data FROM blobs WHERE digest=?", (digest,)).fetchone()
        if row is None or not isinstance(row[0], bytes):
            return None
        return row[0] if hashlib.sha256(row[0]).digest() == digest else None

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
        with _sqlite_errors():
            return self._db.execute("SELECT digest, data FROM blobs").fetchall()

    def digests(self) -> set[bytes]:
        """The digests of all blobs; a row whose bytes are others counts as missing."""
        return set(self.blobs())

    def records(self) -> tuple[bytes, ...]:
        """The member records, raw; whoever uses one checks its signature."""
        with _sqlite_errors():
            rows = self._db.execute("SELECT raw FROM records ORDER BY row").fetchall()
        return tuple(dict.fromkeys(raw for (raw,) in rows if isinstance(raw, bytes)))

    # Writing ---------------------------------------------------------------------------

    def write(
        self,
        batch: Batch,
        heads: tuple[bytes, ...],
        count: int,
        generation: int | None = None,
    ) -> None:
        """Write a batch and the manifest that names the new heads, in one transaction.

        ``generation``: of the manifest that this one follows; read where it is not given.
        """
        before = self.manifest().generation if generation is None else generation
        with _sqlite_errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._write_rows(batch)
                self._put_manifest(Manifest(before + 1, heads, count))
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

    def _put_manifest(self, manifest: Manifest) -> None:
        fields = {0: manifest.generation, 1: list(manifest.heads), 2: manifest.count}
        sealed = self._sealer.seal(encode(fields), self._vault_id)  # type: ignore[arg-type]
        self._db.execute("DELETE FROM manifest")
        self._db.execute("INSERT INTO manifest (sealed) VALUES (?)", (sealed,))

    def rekey(self, unlock_key: SecretBytes) -> None:
        """Seal the manifest under another unlock key, in one transaction."""
        manifest, before = self.manifest(), self._sealer
        self._sealer = _sealer(unlock_key)
        try:
            self.write(Batch(), manifest.heads, manifest.count, manifest.generation)
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


def damaged() -> ReplicaDamaged:
    """The one error for a database that this device did not leave so."""
    return ReplicaDamaged(
        "This device's private copy of the vault is damaged or was changed by something else. "
        "The vault file is untouched: 'keystead repair' makes the copy anew from it."
    )


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
