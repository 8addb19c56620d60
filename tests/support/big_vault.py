"""Vaults of realistic keys in any number, made in seconds, for measurements."""

import base64
import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Protocol

from keystead.core.drafts import SecretDraft
from keystead.core.model import Access, Kind, Risk
from keystead.core.secret_types import SecretBytes, SecretText
from keystead.services import secrets
from keystead.services.home import Home
from keystead.vault.commit import Commit, Header, sign
from keystead.vault.registry import VaultEntry
from keystead.vault.session import OpenVault
from keystead.vault.writer import SecretChange
from tests.support.clock import FakeClock
from tests.support.homes import MadeVault, home_at, parts

SERVICES = (
    "Stripe", "GitHub", "AWS", "OpenAI", "Twilio", "SendGrid", "Cloudflare", "Datadog", "Sentry",
    "Slack", "Google Maps", "Mailgun", "Algolia", "Auth0", "Okta", "PagerDuty", "Segment", "Mapbox",
    "Postmark", "Supabase", "Vercel", "Netlify", "Linear", "Notion", "Shopify", "Square", "Plaid",
    "Anthropic", "Fastly", "Grafana",
)  # fmt: skip
ENVIRONMENTS = ("dev", "staging", "prod")
WORDS = (
    "API", "BILLING", "SEARCH", "MAIL", "WEBHOOK", "ADMIN", "REPORTS", "MOBILE", "WEB", "WORKER",
    "IMPORT", "EXPORT", "CACHE", "QUEUE", "METRICS", "STATUS",
)  # fmt: skip
TAGS = ("billing", "ci", "mobile", "legacy", "partner", "internal", "customer", "analytics")
NOTES = (
    "",
    "",
    "Made for the nightly import; ask the data team before it is rotated.",
    "Restricted to the addresses of the office and of the build machines.\n"
    "The console shows the last use with a delay of a day.",
)
TODAY = date(2026, 1, 1)
"""The day at which a FakeClock starts."""


def drafts(count: int, seed: int = 1) -> Iterator[tuple[SecretDraft, SecretText]]:
    """Keys with their values, the same ones for the same seed; names differ in each environment."""
    random = Random(seed)
    for number in range(count):
        service = random.choice(SERVICES)
        name = f"{service.upper().replace(' ', '_')}_{random.choice(WORDS)}_KEY_{number // 3}"
        environment = ENVIRONMENTS[number % 3]
        yield _draft(random, name, service, environment), _value(random)


def _draft(random: Random, name: str, service: str, environment: str) -> SecretDraft:
    expires = TODAY + timedelta(days=random.randrange(1, 700)) if random.random() < 0.5 else None
    return SecretDraft(
        name=name,
        environment=environment,
        service=service,
        description=f"{service} for the {random.choice(WORDS).lower()} part of the product",
        owner=random.choice(("Ann", "Ben", "Cat", "Platform team", "")),
        kind=random.choice((Kind.API_KEY, Kind.API_KEY, Kind.TOKEN, Kind.PASSWORD)),
        permissions=tuple(random.sample(("read", "write", "charges:read", "repo"), 2)),
        access=random.choice(list(Access)),
        risk=random.choice((None, *Risk)),
        expires=expires,
        rotate_every=random.choice((None, 30, 90, 180)),
        rotate_url=f"https://console.example.com/{service.lower().replace(' ', '-')}/keys",
        tags=tuple(sorted(random.sample(TAGS, random.randrange(4)))),
        notes=random.choice(NOTES),
    )


def _value(random: Random) -> SecretText:
    prefix = random.choice(("sk_live_", "ghp_", "AKIA", "SG.", "xoxb-", "", ""))
    token = base64.urlsafe_b64encode(random.randbytes(random.choice((16, 24, 32, 64, 96))))
    return SecretText(prefix + token.decode().rstrip("="))


def dotenv(count: int, seed: int = 1) -> bytes:
    """A `.env` file of that many lines, each key once."""
    lines = [f"{d.name}_{d.environment.upper()}={v.reveal()}\n" for d, v in drafts(count, seed)]
    return "".join(lines).encode()


class UnlockedVault(Protocol):
    """A vault that was unlocked already: where it lies, and its unlock key."""

    @property
    def home(self) -> Home: ...
    @property
    def clock(self) -> FakeClock: ...
    @property
    def entry(self) -> VaultEntry: ...
    @property
    def unlock_key(self) -> SecretBytes: ...


def made(folder: Path, count: int, per_commit: int = 1) -> MadeVault:
    """A vault of ``count`` keys, made by as many commits as a person would have made it
    with (``per_commit`` 1) or by imports of so many keys each; published and closed."""
    clock = FakeClock()
    vault = MadeVault(home_at(folder / "home", parts(clock)), folder)
    opened = opened_vault(vault)
    fill(opened, count, per_commit)
    opened.publish()
    opened.close()
    return vault


def opened_vault(vault: UnlockedVault) -> OpenVault:
    """The vault, opened with its unlock key alone."""
    host, place = vault.home.parts.host, vault.home.place(vault.entry)
    return OpenVault.open(host, vault.clock, place, vault.unlock_key)


def fill(vault: OpenVault, count: int, per_commit: int = 1, seed: int = 1) -> None:
    """Add that many keys, all commits in one transaction."""
    changes = (
        secrets.new_change(vault, draft, value, is_free=True)
        for draft, value in drafts(count, seed)
    )
    write_all(vault, changes, per_commit)


def edit_all(vault: OpenVault, seed: int, per_commit: int = 1, count: int | None = None) -> None:
    """Give every key, or the first ``count``, a new value, all commits in one transaction."""
    random = Random(seed)
    changes = (
        secrets.value_change(vault, secret, _value(random)) for secret in vault.secrets()[:count]
    )
    write_all(vault, changes, per_commit)


def write_all(vault: OpenVault, changes: Iterator[SecretChange], per_commit: int) -> None:
    """Write changes, so many in a commit, all commits in one transaction."""
    keys = {one.id: vault.epoch_key(one.id) for one in vault.environments()}
    commits: list[Commit] = []
    blobs: dict[bytes, bytes] = {}
    heads = vault.state.heads()
    while chunk := list(itertools.islice(changes, per_commit)):
        draft = vault.draft()
        for change in chunk:
            used = vault.right_to_write(change.environment)
            draft.add_change(keys[change.environment], used, change)
        now = int(vault.clock.now()) + len(commits)
        header = Header(vault.vault_id, vault.member, vault.place.device, heads, now)
        commits.append(sign(header, tuple(draft.operations), vault.keyset.signing))
        heads = (commits[-1].id,)
        blobs |= draft.blobs
    vault.store(commits, blobs)
    vault.publication.mark_changed()
