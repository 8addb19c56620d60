"""The one error family of Keystead; standard library only, open to every layer.

    KeysteadError           failed
    ├── UsageProblem        the request itself is wrong: a name, a date, an option
    ├── AccessDenied        locked, or passphrase, code or key are not right
    ├── NotFound            what was asked for does not exist
    ├── Refused             policy or the user said no
    ├── Damaged             a file is damaged, incomplete, foreign or rolled back
    ├── Conflicting         something else is in the way: an owner, a name, a merge
    │   └── Busy            another process holds the lock
    └── FileProblem         the file system said no; what was there is intact

Every error carries a message fit for a person, a stable ``code`` for programs and
``data`` for callers.  No message and no data ever holds a secret.
"""

TYPE_CHECKING = False
# Every command loads this module; the type checker alone needs typing, which is slow to load.
if TYPE_CHECKING:
    from typing import ClassVar


class KeysteadError(Exception):
    """Anything that Keystead can explain.

    ``message``: one or two sentences: what happened, what is safe, what to do next.
    ``data``: JSON-ready fields for callers, such as a line number or candidates.
    """

    code: "ClassVar[str]" = "failed"

    def __init__(self, message: str, **data: object) -> None:
        super().__init__(message)
        self.message = message
        self.data = data

    def __str__(self) -> str:
        return self.message


class UsageProblem(KeysteadError):
    """The request is wrong in itself and would be wrong at any time."""

    code = "usage"


class AccessDenied(KeysteadError):
    """The vault is locked, or what was given does not open it."""

    code = "locked"


class NotFound(KeysteadError):
    """The Secret, environment, vault or file does not exist."""

    code = "not-found"


class Refused(KeysteadError):
    """Policy, the user, or the safety of a value stands against it."""

    code = "refused"


class Damaged(KeysteadError):
    """A file is damaged, incomplete, of another vault, or rolled back."""

    code = "damaged"


class Conflicting(KeysteadError):
    """Something that exists stands in the way: a name, an owner, two values."""

    code = "conflict"


class FileProblem(KeysteadError):
    """The file system said no: unreadable, read-only, full.  What was there is intact."""

    code = "file"


class Busy(Conflicting):
    """Another process holds the lock."""

    code = "busy"
