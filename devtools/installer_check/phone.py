"""The newcomer's authenticator: codes by RFC 6238 from the text that ``init`` prints."""

import base64
import hashlib
import hmac
import struct
import time
from urllib.parse import parse_qs, urlsplit


class Phone:
    """Gives each code once, as the vault takes it once."""

    def __init__(self, uri: str) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(uri).query).items()}
        secret = asked["secret"]
        self._secret = base64.b32decode(secret + "=" * (-len(secret) % 8))
        self._hash = asked.get("algorithm", "SHA1").lower()
        self._digits = int(asked.get("digits", "6"))
        self._period = int(asked.get("period", "30"))
        self._last = 0

    def code(self, step: int) -> str:
        """The code of a time step since 1970."""
        message = struct.pack(">Q", step)
        digest = hmac.digest(self._secret, message, getattr(hashlib, self._hash)().name)
        at = digest[-1] & 15
        number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFF_FFFF
        return str(number % 10**self._digits).zfill(self._digits)

    def next_code(self) -> str:
        """A code that was not given before; waits for it where it must."""
        while (step := int(time.time()) // self._period) <= self._last:
            time.sleep(0.2)
        self._last = step
        return self.code(step)
