"""The commits of a vault by id, each read and decoded when it is asked for."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from keystead.vault.commit import Commit, parse


class CommitSource(Protocol):
    """Where commits were saved."""

    def commit_ids(self) -> list[bytes]:
        """The ids of all that this device took in, in order of arrival."""
        ...

    def has_commit(self, commit_id: bytes) -> bool:
        """Whether this device took it in."""
        ...

    def commit(self, commit_id: bytes) -> bytes | None:
        """The raw bytes of one, whose hash is right, or None."""
        ...


class Commits(Mapping[bytes, Commit]):
    """Saved commits and those that came since; iteration is in order of arrival.

    ``count``: how many are saved, as the manifest says.
    """

    def __init__(self, source: CommitSource | None = None, count: int = 0) -> None:
        self._source = source
        self._count = count
        self._ids: dict[bytes, None] | None = None if source is not None else {}
        self.fresh: dict[bytes, Commit] = {}

    def _saved(self) -> dict[bytes, None]:
        if self._ids is None:
            assert self._source is not None  # noqa: S101 - else there are none
            self._ids = dict.fromkeys(self._source.commit_ids())
        return self._ids

    def __getitem__(self, commit_id: bytes) -> Commit:
        found = self.fresh.get(commit_id)
        if found is not None:
            return found
        raw = self._source.commit(commit_id) if self._source is not None else None
        if raw is None:
            raise KeyError(commit_id)
        return parse(raw)

    def __contains__(self, commit_id: object) -> bool:
        if commit_id in self.fresh:
            return True
        if self._ids is None and self._source is not None and isinstance(commit_id, bytes):
            return self._source.has_commit(commit_id)
        return commit_id in self._saved()

    def __iter__(self) -> Iterator[bytes]:
        yield from self._saved()
        yield from self.fresh

    def __len__(self) -> int:
        return self._count + len(self.fresh)

    def add(self, commit: Commit) -> None:
        """Take in one that is not here."""
        self.fresh[commit.id] = commit

    def settle(self, source: CommitSource) -> None:
        """The fresh ones are saved, and come from ``source`` when they are needed again."""
        self._count += len(self.fresh)
        if self._ids is not None:
            self._ids.update(dict.fromkeys(self.fresh))
        self._source, self.fresh = source, {}
