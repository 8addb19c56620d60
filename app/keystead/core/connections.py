"""Connection strings: URLs, JDBC, libpq's and ADO's pairs.  What is told never has a password.

Passwords are pasted raw, with the very signs that end them.  So a host is told only where
nothing behind it can belong to a password still, and of pairs only what stands before it.
"""

import re
from typing import Final, NamedTuple
from urllib.parse import unquote

from keystead.core.model import Kind
from keystead.core.recognised import Recognition, shown

_SERVICES: Final = {
    "postgres": "PostgreSQL",
    "postgresql": "PostgreSQL",
    "mysql": "MySQL",
    "mariadb": "MariaDB",
    "mongodb": "MongoDB",
    "mongodb+srv": "MongoDB",
    "redis": "Redis",
    "rediss": "Redis",
    "amqp": "RabbitMQ",
    "amqps": "RabbitMQ",
    "mssql": "SQL Server",
    "sqlserver": "SQL Server",
    "clickhouse": "ClickHouse",
    "nats": "NATS",
}
# Elsewhere what stands before the @ may be a token or a password alone, whatever is in it.
_TELL_USERS: Final = frozenset(_SERVICES.values()) - {"Redis", "NATS"}
_WEB: Final = frozenset({"http://", "https://"})
_SCHEME = re.compile(r"((?:jdbc:)?([A-Za-z][A-Za-z0-9]{1,20}(?:\+[A-Za-z0-9_]{1,20})?)://)(.+)")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?(?:,[A-Za-z0-9._:-]+)*")
_USER = re.compile(r"[A-Za-z0-9._@-]{1,100}")
# libpq takes blanks round the sign, and a quoted value.
_PAIR = re.compile(r"\s*+([a-z_]{2,40})\s*+=\s*+(?:'((?:[^'\\]|\\.)*+)'|(\S*+))(?=\s|$)")
_ADO_SECRET = re.compile(r"(?:^|;)\s*+(?:password|pwd)\s*+=\s*+", re.IGNORECASE)
_ADO_KEY = re.compile(r"(?:^|;)\s*+([A-Za-z][A-Za-z ]{1,30})=([^;]*+)")
_ADO_VALUE = re.compile(r"\"([^\"]*+)\"|'([^']*+)'|\{([^}]*+)\}|([^;]*+)")
_IN_QUERY = re.compile(r"[?&;]password=([^&;]*+)", re.IGNORECASE)
_HOSTS: Final = ("server", "data source", "host", "hostaddr", "address", "addr")
_USERS: Final = ("user", "user id", "uid", "username")


class _Address(NamedTuple):
    """``name`` and ``password``: None where there is none; ``host``: as it stands there, ''
    where some sign leaves in doubt where the password ends."""

    name: str | None
    password: str | None
    host: str


def connection(text: str) -> Recognition | None:
    """What a connection string tells; None where the text is none.  Linear."""
    return _url(text) or _libpq(text) or _ado(text)


def password_of(text: str) -> str:
    """The password in a connection string, as long as it may be; '' where there is none."""
    found = _SCHEME.fullmatch(text)
    if found is not None:
        password = _address(found).password
        if password is None:
            query = _IN_QUERY.search(found[3])
            password = "" if query is None else query[1]
        return unquote(password)
    pairs = _pairs(text)
    if pairs:
        return dict(pairs).get("password", "")
    secret = _ADO_SECRET.search(text)
    value = None if secret is None else _ADO_VALUE.match(text, secret.end())
    return "" if value is None else next((one for one in value.groups() if one), "").strip()


def _url(text: str) -> Recognition | None:
    found = _SCHEME.fullmatch(text)
    if found is None or any(sign.isspace() for sign in text):
        return None
    prefix = found[1] if found[1].islower() else ""
    address = _address(found)
    scheme = found[2].lower()
    if found[1].lower() in _WEB and address.password:
        # The name before it is a token as often as a user.
        facts = _told("", address.host)
        what = "web address with a password"
        return Recognition(what, Kind.CONNECTION_STRING, prefix=prefix, facts=facts)
    service = _SERVICES.get(scheme) or _SERVICES.get(scheme.partition("+")[0])
    if service is None:
        return None
    user = (address.name or "") if service in _TELL_USERS else ""
    facts = _told(user, address.host)
    return Recognition("connection string", Kind.CONNECTION_STRING, service, prefix, facts=facts)


def _address(found: re.Match[str]) -> _Address:
    """RFC 3986 §3.2, where the userinfo may hold signs that it should not."""
    ends = "[/?#;]" if found[1][:5].lower() == "jdbc:" else "[/?#]"
    rest = found[3]
    authority = re.split(ends, rest, maxsplit=1)[0]
    info, at, host = authority.rpartition("@")
    if "@" in rest[len(authority) :]:
        if not at and _HOST.fullmatch(authority):
            return _Address(None, None, "")
        # The password may go on behind what looks like the host.
        name, colon, password = rest.rpartition("@")[0].partition(":")
        return _Address(name if _USER.fullmatch(name) else None, password if colon else None, "")
    fits = _HOST.fullmatch(host)
    host = "" if fits is None else fits[1].strip("[]").lower()
    if not at:
        return _Address(None, None, host)
    name, colon, password = info.partition(":")
    return _Address(name, password if colon else None, host)


def _told(user: str, host: str) -> tuple[tuple[str, str], ...]:
    named = (("user", shown(user)), ("host", shown(host)))
    return tuple((name, fact) for name, fact in named if fact)


def _pairs(text: str) -> list[tuple[str, str]]:
    """The pairs of libpq's form; empty where something else stands between them."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        pair = _PAIR.match(text, at)
        if pair is None:
            return []
        found.append((pair[1], pair[2] if pair[2] is not None else pair[3]))
        at = pair.end()
    return found


def _libpq(text: str) -> Recognition | None:
    """PostgreSQL's documentation, "Connection Strings", §34.1.1.1."""
    if "password" not in text or "\n" in text:
        return None
    pairs = _pairs(text)
    names = [name for name, _ in pairs]
    if "password" not in names or not {"host", "hostaddr", "dbname"} & set(names):
        return None
    before = dict(pairs[: names.index("password")])
    return _of_pairs("PostgreSQL", before)


def _ado(text: str) -> Recognition | None:
    """``Server=…;Password=…``, as ADO.NET and ODBC have it."""
    if ";" not in text or "\n" in text:
        return None
    secret = _ADO_SECRET.search(text)
    if secret is None:
        return None
    names = {pair[1].strip().lower() for pair in _ADO_KEY.finditer(text)}
    if not names & {*_HOSTS}:
        return None
    head = _ADO_KEY.finditer(text[: secret.start()])
    return _of_pairs("", {pair[1].strip().lower(): pair[2].strip() for pair in head})


def _of_pairs(service: str, before: dict[str, str]) -> Recognition:
    """Told is what stands before the password: what stands behind may be part of it."""
    host = next((before[name] for name in _HOSTS if name in before), "")
    user = next((before[name] for name in _USERS if name in before), "")
    facts = _told(user, host)
    return Recognition("connection string", Kind.CONNECTION_STRING, service, facts=facts)
