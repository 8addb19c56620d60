"""What the table is to show: a view, an environment, a service or a tag, and a search."""

from dataclasses import dataclass, replace
from typing import Self

from keystead.core.query import parse
from keystead.core.views import View
from keystead.gui.models.snapshot import VaultSnapshot

ENVIRONMENT, SERVICE, TAG, VIEW = "env", "service", "tag", "view"


@dataclass(frozen=True)
class Scope:
    """One entry of the sidebar and the words typed beside it.

    ``key`` as the sidebar gives it: ``view:trash``, ``env:prod``, ``service:AWS``,
    ``tag:ci``.
    """

    key: str = f"{VIEW}:{View.ALL}"
    words: str = ""

    @property
    def view(self) -> View:
        """The view; ``All`` where an environment, a service or a tag was chosen."""
        kind, _, name = self.key.partition(":")
        return View(name) if kind == VIEW else View.ALL

    @property
    def in_trash(self) -> bool:
        """True in the trash."""
        return self.view is View.TRASH

    @property
    def environment(self) -> str:
        """The environment chosen, or ''."""
        kind, _, name = self.key.partition(":")
        return name if kind == ENVIRONMENT else ""

    def with_words(self, words: str) -> Self:
        """The same entry, another search."""
        return replace(self, words=words)

    def rows(self, snapshot: VaultSnapshot) -> list[int]:
        """The rows of the snapshot that belong here, in its order."""
        rows = snapshot.index.find(parse(self.words), self.view)
        kind, _, name = self.key.partition(":")
        secrets = snapshot.secrets
        if kind == TAG:
            return [row for row in rows if name in secrets[row].tags]
        if kind == SERVICE:
            return [row for row in rows if secrets[row].service == name]
        if kind == ENVIRONMENT:
            return [row for row in rows if secrets[row].environment == name]
        return rows
