"""The two sheets of the Emergency Kit as text: to be printed, or saved to be printed."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.vault.errors import AlreadyThere
from keystead.vault.host import Host


class SheetKind(StrEnum):
    """Which of the two."""

    SECRET_KEY = "secret-key"
    RECOVERY = "recovery-code"


_TITLES = {SheetKind.SECRET_KEY: "Secret Key", SheetKind.RECOVERY: "Recovery code"}
_WORDS = {
    SheetKind.SECRET_KEY: (
        "Sets up another computer for this vault, together with your passphrase.\n"
        "Whoever has this sheet and the vault file still needs your passphrase.\n"
        "\n"
        "In Keystead: Open a vault, choose its file, Set up this computer. Or in a terminal:\n"
        "\n"
        "    keystead setup-device FILE\n"
    ),
    SheetKind.RECOVERY: (
        "Opens the vault when the phone or the passphrase is lost.\n"
        "Whoever has this sheet and the vault file needs nothing else: lock it away,\n"
        "and not together with the other sheet.\n"
        "\n"
        "In Keystead: Lost phone or passphrase, below the unlock button. Or in a terminal:\n"
        "\n"
        "    keystead recover FILE\n"
    ),
}


@dataclass(frozen=True)
class Sheet:
    """One sheet; ``day`` is when it was made, ISO 8601."""

    kind: SheetKind
    vault_name: str
    code: SecretText
    day: str

    @property
    def title(self) -> str:
        """``Secret Key``."""
        return _TITLES[self.kind]

    def text(self) -> SecretText:
        """The whole sheet."""
        head = f"Keystead Emergency Kit: {self.title}\nVault: {self.vault_name}\nMade: {self.day}\n"
        lines = "\n".join(f"    {line}" for line in code_lines(self.code.reveal()))
        sign = sign_words(self.code)
        lines += f"\n\n{sign}" if sign else ""
        return SecretText(f"{head}\n{lines}\n\n{_WORDS[self.kind]}")

    @property
    def use(self) -> str:
        """What it is for and how it is used, in lines."""
        return _WORDS[self.kind]

    def file_name(self, ending: str = "txt") -> str:
        """``harbour-studio-secret-key.txt``."""
        kept = "".join(c if c.isalnum() else " " for c in self.vault_name.lower())
        return f"{'-'.join(kept.split()) or 'vault'}-{self.kind}.{ending}"


def code_lines(code: str, groups: int = 4) -> list[str]:
    """The code in lines of at most ``groups`` groups, as it is shown and printed."""
    parts = code.split("-")
    return ["-".join(parts[at : at + groups]) for at in range(0, len(parts), groups)]


def sign_words(code: SecretText) -> str:
    """That a check symbol which is no letter or digit belongs to the code; '' for another."""
    last = code.reveal()[-1:]
    return f"The {last} at the end belongs to the code." if last and last in "*~$=" else ""


def save(host: Host, folder: Path, sheet: Sheet, pdf: SecretBytes | None = None) -> Path:
    """Write the sheet into ``folder``, mode 0600; the file.  AlreadyThere, FileProblem.

    ``pdf``: the bytes of a PDF file to write instead of the text.
    """
    path = folder / sheet.file_name("txt" if pdf is None else "pdf")
    if host.exists(path):
        raise AlreadyThere(
            f"'{path}' is there already. Nothing was written; choose another folder.",
            path=str(path),
        )
    data = sheet.text().reveal().encode("utf-8") if pdf is None else pdf.reveal()
    host.write_atomic(path, data)
    return path
