"""Where a value goes: the computer, the file or program, the repository of a file."""

from dataclasses import dataclass
from pathlib import Path

from keystead.system import computer, git

MAX_TEXT = 1_024
"""Characters that are kept of each part."""

IN_BASE64 = "+base64"


@dataclass(frozen=True)
class Whereabouts:
    """``where``: an absolute path, or the program; ``remote``: the repository of the folder,
    without credentials; ``form``: how a file was written, '' for programs."""

    where: str = ""
    host: str = ""
    remote: str = ""
    form: str = ""

    def in_base64(self) -> "Whereabouts":
        """The same, of a value that was written as base64."""
        if not self.form:
            return self
        return Whereabouts(self.where, self.host, self.remote, self.form + IN_BASE64)


NOWHERE = Whereabouts()


def of_program(name: str) -> Whereabouts:
    """A program on this computer, by its path or name."""
    return Whereabouts(name[:MAX_TEXT], computer.name())


def window() -> Whereabouts:
    """Our own window on this computer."""
    return of_program("window")


def of_file(path: Path, profile: str) -> Whereabouts:
    """A file on this computer, written for the reader ``profile``."""
    remote = git.remote(path)[:MAX_TEXT]
    return Whereabouts(str(path)[:MAX_TEXT], computer.name(), remote, profile)


def profile_of(form: str) -> tuple[str, bool]:
    """The reader that a file was written for, and whether as base64."""
    return form.removesuffix(IN_BASE64), form.endswith(IN_BASE64)
