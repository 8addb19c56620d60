"""What was recognised of a value, and how it is put in words."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from keystead.core.dates import day_of
from keystead.core.model import Kind, Risk

MAX_FACT: Final = 200
"""Characters of a text out of a value that are shown."""

_AN = ("a", "e", "i", "o", "npm", "xai", "rsa", "sql", "http", "x2", "x4")


@dataclass(frozen=True)
class Recognition:
    """What to fill in, and why.  ``prefix`` is public; ``what``: the thing in words;
    ``facts``: names and texts that may be shown; ``ends``: Unix seconds at which the value
    ceases to be valid; ``checksum_fits`` None where there is none; ``tells_expiry``: the value
    says how long it is valid; ``well_formed`` False where it begins as such values do and goes
    on otherwise: shortened, or mistyped; ``remarks``: what else is odd, each to go on from
    ``but``; ``public``: it may be known to anybody."""

    what: str
    kind: Kind
    service: str = ""
    prefix: str = ""
    risk: Risk | None = None
    rotate_url: str = ""
    revoke_url: str = ""
    documentation: str = ""
    ends: float | None = None
    tells_expiry: bool = False
    checksum_fits: bool | None = None
    facts: tuple[tuple[str, str], ...] = ()
    well_formed: bool = True
    remarks: tuple[str, ...] = ()
    public: bool = False

    @property
    def words(self) -> str:
        """``Looks like a Stripe live secret key``, and what is odd about it."""
        named = f"{self.service} {self.what}".strip()
        article = "an" if named.lower().startswith(_AN) else "a"
        told = f"Looks like {article} {named}" + (", which is no secret" if self.public else "")
        slips = self._slips
        return f"{told}, but {' and '.join(slips)}" if slips else told

    @property
    def expires(self) -> date | None:
        """The last day, in UTC, on which it is valid; None where it does not tell."""
        return None if self.ends is None else day_of(self.ends)

    def is_expired(self, now: float) -> bool:
        """Whether it was valid until a moment before ``now`` (Unix seconds)."""
        return self.ends is not None and self.ends <= now

    @property
    def is_malformed(self) -> bool:
        """Whether the issuer cannot have given it out so."""
        return self.checksum_fits is False or not self.well_formed

    @property
    def is_odd(self) -> bool:
        """Whether ``words`` hold a "but"."""
        return bool(self._slips)

    @property
    def _slips(self) -> tuple[str, ...]:
        if self.checksum_fits is False:
            return ("its checksum does not fit", *self.remarks)
        if self.well_formed or self.remarks:
            return self.remarks
        return ("it has not the form of one",)


def shown(text: str) -> str:
    """A text of the value in one line that may be printed, of 200 characters at most."""
    return "".join(sign for sign in text if sign.isprintable())[:MAX_FACT]
