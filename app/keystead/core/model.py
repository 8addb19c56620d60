"""What a key is: Secret, Version, Environment and the words around them.

All times are whole Unix seconds (UTC), all days ``datetime.date`` in UTC, all spans
seconds or days as the name says.  Nothing here holds a value: a value is decrypted
only when it is revealed, copied, exported or injected.

Encoded they are arrays in the order of their fields, for this device's private copy alone:
that is half the size and time of maps. New fields go last.
"""

from datetime import date
from enum import StrEnum

import msgspec


class Stage(StrEnum):
    """Where one Version of a Secret stands."""

    PENDING = "pending"
    CURRENT = "current"
    PREVIOUS = "previous"
    RETIRED = "retired"
    REVOKED = "revoked"


class State(StrEnum):
    """The one word that lists show for a Secret."""

    OK = "ok"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    ROTATION_DUE = "rotation-due"
    OVERLAP = "overlap"
    REVOKED = "revoked"
    TRASH = "trash"
    CONFLICT = "conflict"


class Kind(StrEnum):
    """What sort of credential it is."""

    API_KEY = "api-key"
    TOKEN = "token"
    JWT = "jwt"
    OAUTH_CLIENT = "oauth-client"
    KEY_PAIR = "key-pair"
    PASSWORD = "password"
    CERTIFICATE = "certificate"
    CONNECTION_STRING = "connection-string"


class Access(StrEnum):
    """How much the key may do at its issuer."""

    READ_ONLY = "read-only"
    STANDARD = "standard"
    ADMIN = "admin"
    TEMPORARY = "temporary"


class Risk(StrEnum):
    """Risk class; each has a default rotation interval and overlap (core.policy)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


class Restrictions(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The limits that the issuer holds for the key, as free text or lists."""

    ip_ranges: tuple[str, ...] = ()
    referrers: tuple[str, ...] = ()
    user_agents: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    endpoints: tuple[str, ...] = ()
    time_window: str = ""
    region: str = ""
    quota: str = ""


class Place(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Where a value was put: a file, a program, a pipeline.

    ``kind``: ``file``, ``program``, or a word of the user's; ``version``: the number of the
    Version that was put there, 0 where nobody noted it; ``at``: Unix seconds; ``host``: the
    computer; ``remote``: the repository of the folder, without credentials; ``form``: how
    a file was written, as ``profile`` or ``profile+base64``.
    """

    kind: str
    where: str
    version: int = 0
    at: int = 0
    host: str = ""
    remote: str = ""
    form: str = ""


class Placed(StrEnum):
    """How far one place is with the new value of a renewal."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


class Step(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One place of a renewal; ``note`` says why it is skipped or was not written."""

    place: Place
    placed: Placed = Placed.OPEN
    at: int = 0
    note: str = ""


class Renewal(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A rotation under way: the new Version's id, the places, when it was verified, and how.

    ``former``: id of the Version that it replaces, b"" where there was none; ``switched``:
    when the new value became the current one.  Times are Unix seconds, 0 for not yet.
    """

    version: bytes
    former: bytes = b""
    started: int = 0
    steps: tuple[Step, ...] = ()
    verified: int = 0
    verified_by: str = ""
    switched: int = 0


class Task(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One thing to do, or done, in an incident; ``at``: Unix seconds, 0 while it is open."""

    what: str
    at: int = 0
    by: str = ""


class Incident(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Why values of a Secret were revoked, and what was done about it.

    ``id``: 16 bytes, the same for all keys revoked at once; ``opened`` and ``closed``: Unix
    seconds, 0 for not yet.
    """

    id: bytes
    opened: int
    by: str
    reason: str
    tasks: tuple[Task, ...] = ()
    closed: int = 0


class Decision(StrEnum):
    """What a review came to."""

    KEEP = "keep"
    ROTATE = "rotate"
    REVOKE = "revoke"
    NARROW = "narrow"


class Review(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The last look at whether a key is still needed as it is; ``at``: Unix seconds."""

    at: int
    by: str
    decision: Decision = Decision.KEEP
    note: str = ""


class Held(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What the vault's policies say for a Secret, where they say something.

    ``every``: days, 0 for never, None for what the risk class has; ``overlap``: seconds, None
    likewise; ``leads``: days, None for what the settings say; ``sources``: where each of the
    three comes from, in words, '' where it is not said.
    """

    every: int | None = None
    overlap: int | None = None
    leads: tuple[int, ...] | None = None
    sources: tuple[str, str, str] = ("", "", "")


class Version(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One value of a Secret, without the value.

    ``number`` counts from 1 in order of creation; ``length`` is the value's size in
    bytes; ``overlap_until`` is set while a previous value stays valid.  ``fingerprint``:
    16 bytes, keyed, alike for equal values of this vault, b"" for retired Versions.
    ``bits``: what guessing it takes, as judged when it was written, 0 where nobody did;
    ``malformed``: it does not have the form that its issuer gives its keys.
    """

    id: bytes
    number: int
    stage: Stage
    created: int
    created_by: str = ""
    length: int = 0
    overlap_until: int | None = None
    purged: bool = False
    fingerprint: bytes = b""
    bits: int = 0
    malformed: bool = False


class Secret(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One API key or other credential; (name, environment) is unique outside the trash.

    ``rotate_every`` is in days, ``overlap`` in seconds; ``hint`` is the issuer's public
    prefix of the value (such as ``sk_live_``), never a part of the secret itself.
    ``conflicts`` names the fields in which two unseen edits met.  ``places`` is what people
    noted, ``used_in`` where exports and programs put a value, as the journal tells.
    ``policy`` names one of the vault's own policies; ``leads``: days before an expiry or a
    rotation to remind, None for what the settings say; ``held``: what the policies say.
    """

    id: bytes
    name: str
    environment: str
    environment_id: bytes
    created: int
    service: str = ""
    description: str = ""
    owner: str = ""
    kind: Kind = Kind.API_KEY
    permissions: tuple[str, ...] = ()
    access: Access = Access.STANDARD
    restrictions: Restrictions = Restrictions()
    risk: Risk | None = None
    expires: date | None = None
    rotate_every: int | None = None
    overlap: int | None = None
    last_rotated: int | None = None
    last_used: int | None = None
    rotate_url: str = ""
    revoke_url: str = ""
    tags: tuple[str, ...] = ()
    notes: str = ""
    places: tuple[Place, ...] = ()
    hint: str = ""
    versions: tuple[Version, ...] = ()
    trashed: int | None = None
    conflicts: tuple[str, ...] = ()
    renewal: Renewal | None = None
    incidents: tuple[Incident, ...] = ()
    policy: str = ""
    leads: tuple[int, ...] | None = None
    reviewed: Review | None = None
    used_in: tuple[Place, ...] = ()
    held: Held | None = None

    @property
    def current(self) -> Version | None:
        """The Version that copy, export and injection give; None when there is none."""
        for version in reversed(self.versions):
            if version.stage is Stage.CURRENT:
                return version
        return None


class Environment(msgspec.Struct, frozen=True, gc=False):
    """dev, staging, prod …: a compartment with its own keys.

    ``colour`` is a token name (``prod``, ``staging``, ``dev`` or ``""`` for neutral).
    """

    id: bytes
    name: str
    order: int = 0
    colour: str = ""
