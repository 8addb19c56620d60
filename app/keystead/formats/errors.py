"""What can go wrong with files in and out; no message and no data ever holds a value.

UsageProblem
└── ImportProblem     the file, or a line of it, cannot be read
Refused
├── CannotExpress     a value that the chosen reader would not get back exactly
└── FileUnread        a file that the chosen reader, or Keystead, cannot read
"""

from typing import ClassVar

from keystead.errors import Refused, UsageProblem


class ImportProblem(UsageProblem):
    """A file that cannot be imported.

    ``data``: ``line`` (from 1), ``reason`` (stable word), ``name`` (str or None), and
    ``lines``: every line that has a problem, as objects of those three.
    """

    code: ClassVar[str] = "import-problem"

    def __init__(
        self,
        message: str,
        *,
        line: int,
        reason: str,
        name: str | None = None,
        lines: list[dict[str, object]] | None = None,
    ) -> None:
        first: dict[str, object] = {"line": line, "reason": reason, "name": name}
        super().__init__(message, **first, lines=lines if lines is not None else [first])


class CannotExpress(Refused):
    """Values that the chosen reader would not read back exactly; nothing was written.

    ``data``: ``profile`` and ``values``, a list of ``{name, reason, offers}`` where
    ``offers`` are the ways out: ``run`` (`keystead run`) or ``base64`` (for a PEM).
    """

    code: ClassVar[str] = "cannot-express"

    def __init__(self, message: str, *, profile: str, values: list[dict[str, object]]) -> None:
        super().__init__(message, profile=profile, values=values)
        self.values = values


class FileUnread(Refused):
    """A file that is there and cannot be updated or compared; nothing was changed.

    ``data``: ``line`` (from 1) and ``reason``, a sentence without a value.
    """

    code: ClassVar[str] = "file-unread"

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line}: {reason} Nothing was changed.", line=line, reason=reason)
