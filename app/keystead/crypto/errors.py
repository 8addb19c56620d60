"""What can go wrong in the primitives.

    KeysteadError
    ├── OutOfMemory          the computer could not lend the memory that Argon2id needs
    ├── UsageProblem
    │   ├── BadPassphrase    empty, or holds characters that cannot be kept stable
    │   ├── BadCode          not six ASCII digits
    │   ├── BadKitCode       a code of the Emergency Kit with a slip in it
    │   └── BadSigningKey    a key that does not fit the algorithm of a JWT
    ├── Refused
    │   └── BadParameters    a cost, size or range outside what is safe
    └── Damaged
        ├── DecryptionFailed    wrong key, wrong context, or changed bytes
        └── SignatureInvalid    not signed by that key for that purpose

A failed check always raises; nothing here returns False.  DecryptionFailed never says
which of its causes it was: an attacker must not learn more than "no".
"""

from keystead.errors import Damaged, KeysteadError, Refused, UsageProblem


class DecryptionFailed(Damaged):
    """The sealed bytes do not open: wrong key, wrong context, or they were changed."""

    code = "decryption-failed"


class SignatureInvalid(Damaged):
    """The signature is not by this key over this message for this purpose."""

    code = "signature-invalid"


class BadParameters(Refused):
    """A cost, size or range lies outside what is safe; nothing was derived."""

    code = "bad-parameters"


class OutOfMemory(KeysteadError):
    """Argon2id did not get its memory or threads; ``data["memory_kib"]`` is what it needs."""

    code = "out-of-memory"


class BadKitCode(UsageProblem):
    """A Secret Key or recovery code was copied with a slip."""

    code = "bad-kit-code"


class BadPassphrase(UsageProblem):
    """A passphrase that is empty or cannot be kept stable between computers."""

    code = "bad-passphrase"


class BadCode(UsageProblem):
    """What was given as an authenticator code is not six ASCII digits."""

    code = "bad-code"


class BadSigningKey(UsageProblem):
    """A key that does not fit the algorithm it is to sign with."""

    code = "bad-signing-key"
