"""The layout: where each frame lies in the vault file that was last encoded here.

The file's bytes are a function of its contents, so after a change nearly all of them are those
of the file that lies there: only new frames are made, and put between the old ones.
"""

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from keystead.vault import vault_file
from keystead.vault.vault_file import BLOB, COMMIT, HEADER, RECORD, VaultContents

DEPTH = 8
"""Bytes in front of a commit's id by which commits come parents first."""


def commit_key(depth: int, commit_id: bytes) -> bytes:
    """What commits are ordered by: depth, then id."""
    return depth.to_bytes(DEPTH, "big") + commit_id


class _Section(NamedTuple):
    """The frames of one kind: their keys, in order, and how many bytes each has."""

    keys: list[bytes]
    lengths: "array[int]"


def _section(keys: Iterable[bytes], frames: Iterable[bytes]) -> _Section:
    return _Section(list(keys), array("L", map(len, frames)))


@dataclass(frozen=True)
class Layout:
    """Of one encoded file; ``body`` is the SHA-256 of all before its closing frame."""

    body: bytes
    start: int
    commits: _Section
    blobs: _Section

    def fits(self, data: bytes) -> bool:
        """Whether these are the bytes that it is the layout of."""
        end = len(data) - len(vault_file.closing(self.body))
        return (
            data[max(end, 0) :] == vault_file.closing(self.body)
            and hashlib.sha256(memoryview(data)[:end]).digest() == self.body
        )


def encode(contents: VaultContents, keys: Iterable[bytes]) -> tuple[bytes, Layout]:
    """The bytes of a vault file, and their layout; ``keys`` are those of its commits."""
    names = sorted(contents.blobs)
    head = vault_file.header(contents.vault_id) + _records(contents.records)
    commits = vault_file.frames(COMMIT, contents.commits)
    blobs = vault_file.frames(BLOB, [contents.blobs[name] for name in names])
    return _closed(head, [*commits, *blobs], _section(keys, commits), _section(names, blobs))


class Change(NamedTuple):
    """Payloads to put in, by key, and the keys of those to leave out."""

    new: Mapping[bytes, bytes]
    gone: Collection[bytes] = ()


def splice(
    layout: Layout,
    data: bytes,
    records: tuple[bytes, ...],
    commits: Mapping[bytes, bytes],
    blobs: Change,
) -> tuple[bytes, Layout]:
    """What ``encode`` would give for the changed contents: all ``records``, new ``commits`` by
    key, and blobs.  ``layout`` fits ``data``, and what goes is in it.  TooLarge."""
    old = memoryview(data)
    head = bytes(old[:HEADER]) + _records(records)
    parts: list[bytes | memoryview] = []
    between = layout.start + sum(layout.commits.lengths)
    new_commits = _spliced(layout.commits, old[layout.start :], COMMIT, Change(commits), parts)
    new_blobs = _spliced(layout.blobs, old[between:], BLOB, blobs, parts)
    return _closed(head, parts, new_commits, new_blobs)


def _spliced(
    section: _Section,
    old: memoryview,
    kind: int,
    change: Change,
    parts: list[bytes | memoryview],
) -> _Section:
    """The changed section, whose bytes are put at the end of ``parts``."""
    names, lengths = section
    ends = [0, *accumulate(lengths)]
    made = dict(zip(change.new, vault_file.frames(kind, [*change.new.values()]), strict=True))
    keys, sizes, at = list[bytes](), array("L"), 0
    for key in sorted({*made, *change.gone}):
        place = bisect_left(names, key)
        parts.append(old[ends[at] : ends[place]])
        keys += names[at:place]
        sizes += lengths[at:place]
        at = place
        if key in made:
            parts.append(made[key])
            keys.append(key)
            sizes.append(len(made[key]))
        else:
            at += 1
    parts.append(old[ends[at] : ends[-1]])
    return _Section(keys + names[at:], sizes + lengths[at:])


def _records(records: tuple[bytes, ...]) -> bytes:
    return b"".join(vault_file.frames(RECORD, sorted(records)))


def _closed(
    head: bytes, parts: Iterable[bytes | memoryview], commits: _Section, blobs: _Section
) -> tuple[bytes, Layout]:
    body = b"".join((head, *parts))
    digest = hashlib.sha256(body).digest()
    return body + vault_file.closing(digest), Layout(digest, len(head), commits, blobs)
