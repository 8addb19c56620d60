"""What the first step of a change asks for."""

from dataclasses import dataclass, field
from pathlib import Path

from keystead.core.secret_types import SecretText


@dataclass(frozen=True)
class Proof:
    """Empty for what the step does not ask for; ``code`` is of the authenticator, ``sheet``
    the Secret Key or the recovery code; ``key_file``: None for where the key is kept now."""

    passphrase: SecretText
    code: str = ""
    sheet: SecretText = field(default_factory=lambda: SecretText(""))
    key_file: Path | None = None
