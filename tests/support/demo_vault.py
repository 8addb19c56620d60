"""A vault with keys like those of the mock-ups, on a clock that stands at one moment."""

import os
import shutil
from contextlib import ExitStack
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from keystead.core.drafts import SecretDraft
from keystead.core.durations import DAY, HOUR, MINUTE
from keystead.core.model import Kind, Place, Restrictions, Risk, Secret
from keystead.core.secret_types import SecretBytes, SecretText
from keystead.services import secrets
from keystead.services.owner import Owner, OwnerKind
from keystead.services.secrets import Action
from keystead.services.whereabouts import of_program
from keystead.system.host import SystemHost
from keystead.vault import place as places
from keystead.vault import records
from keystead.vault.founding import found
from keystead.vault.identity import Keyset
from keystead.vault.registry import KEYRING, VaultEntry
from keystead.vault.session import OpenVault
from tests.support.clock import FakeClock
from tests.support.homes import home_at, parts

NOW = 1_795_378_380.0  # Sunday 22 November 2026, 20:13 UTC
TODAY = date(2026, 11, 22)
DEVICE = b"demo".ljust(16, b"-")
VAULT_NAME = "Harbour Studio"


@dataclass(frozen=True)
class Demo:
    """A key: days since its value was new, days to its expiry, seconds since its last use."""

    name: str
    service: str
    environment: str
    age: int
    expires: int | None
    used: int | None
    value: str
    rotate: int | None = 90
    tags: tuple[str, ...] = ()


KEYS = (
    Demo("SENDGRID_API_KEY", "SendGrid", "staging", 91, -1, 6 * DAY, "SG.", 120),
    Demo("GITHUB_TOKEN", "GitHub", "prod", 87, 3, 12 * MINUTE, "ghp_", 0, ("ci",)),
    Demo("NPM_TOKEN", "npm", "prod", 24, 6, 4 * HOUR, "npm_", 0, ("ci",)),
    Demo("AWS_ACCESS_KEY_ID", "AWS", "prod", 78, 12, MINUTE, "AKIA", 0, ("shop-api",)),
    Demo("AWS_SECRET_ACCESS_KEY", "AWS", "prod", 78, 12, MINUTE, "", 0, ("shop-api",)),
    Demo("OPENAI_API_KEY", "OpenAI", "prod", 52, 38, 5, "sk-proj-", 90, ("shop-api",)),
    Demo("OPENAI_API_KEY", "OpenAI", "dev", 40, 50, 30 * HOUR, "sk-proj-"),
    Demo("ANTHROPIC_API_KEY", "Anthropic", "dev", 33, 57, 3 * HOUR, "sk-ant-"),
    Demo("CLOUDFLARE_API_TOKEN", "Cloudflare", "prod", 21, 160, 8 * DAY, "", 180),
    Demo("STRIPE_WEBHOOK_SECRET", "Stripe", "staging", 64, 250, 26 * HOUR, "whsec_", 180,
         ("billing",)),
    Demo("GITLAB_DEPLOY_TOKEN", "GitLab", "staging", 12, 340, 5 * HOUR, "glpat-", 180, ("ci",)),
    Demo("JWT_SIGNING_KEY", "Own", "prod", 101, None, 10, "", 90, ("shop-api",)),
    Demo("TWILIO_AUTH_TOKEN", "Twilio", "prod", 97, None, 2 * DAY, ""),
    Demo("DATABASE_URL", "PostgreSQL", "prod", 55, None, MINUTE, "postgres://", 180, ("shop-api",)),
    Demo("DATABASE_URL", "PostgreSQL", "staging", 115, None, 40 * MINUTE, "postgres://", 180),
    Demo("SENTRY_DSN", "Sentry", "prod", 117, None, 3 * MINUTE, "https://", 180),
    Demo("SLACK_BOT_TOKEN", "Slack", "dev", 1, None, 4 * DAY, "xoxb-"),
    Demo("REDIS_URL", "Redis", "staging", 14, None, HOUR, "redis://", 90, ("shop-api",)),
    Demo("MAILGUN_API_KEY", "Mailgun", "dev", 30, None, None, "", None, ("billing",)),
    Demo("GOOGLE_MAPS_API_KEY", "Google", "dev", 44, 320, 3 * DAY, "AIza", 365),
    Demo("AWS_ACCESS_KEY_ID", "AWS", "dev", 10, None, HOUR, "AKIA", 90),
    Demo("AWS_SECRET_ACCESS_KEY", "AWS", "dev", 10, None, HOUR, "", 90),
    Demo("GITHUB_TOKEN", "GitHub", "dev", 20, 70, 2 * HOUR, "ghp_", 90, ("ci",)),
    Demo("HF_TOKEN", "Hugging Face", "dev", 8, None, 9 * DAY, "hf_"),
    Demo("STRIPE_SECRET_KEY", "Stripe", "dev", 16, None, 2 * DAY, "sk_test_", 90, ("billing",)),
    Demo("DATABASE_URL", "PostgreSQL", "dev", 200, None, DAY, "postgres://", 0),
)  # fmt: skip

STRIPE = SecretDraft(
    name="STRIPE_SECRET_KEY",
    environment="prod",
    service="Stripe",
    description="Charges and refunds in the EU shop. Used by shop-api and the nightly payout job.",
    owner="Mara Lindqvist",
    permissions=("charges:write", "refunds:write", "payouts:read", "customers:read"),
    restrictions=Restrictions(ip_ranges=("10.2.0.0/16", "192.0.2.0/24"), region="EU"),
    risk=Risk.HIGH,
    expires=TODAY + timedelta(30),
    rotate_url="https://dashboard.stripe.com/apikeys",
    tags=("billing", "shop-api"),
    places=(
        Place("file", str(Path.home() / "src/shop-api/.env"), 7),
        Place("repository", "harbour/shop-api · Actions", 6),
        Place("program", str(Path.home() / "bin/nightly-payout"), 7),
    ),
)
_LINES = "\n".join(["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCB"] * 26)
PEM = f"-----BEGIN PRIVATE KEY-----\n{_LINES}\n-----END PRIVATE KEY-----"


class DemoVault:
    """The vault on disk; ``open`` gives its Owner, on the thread that calls."""

    def __init__(self, folder: Path, *, now: float = NOW, name: str = VAULT_NAME) -> None:
        self.clock = FakeClock(now)
        self.host = SystemHost()
        self.key = SecretBytes(os.urandom(32))
        keyset, member = Keyset.generate(), os.urandom(16)
        founding = found(keyset, member, DEVICE, name, "Mara Lindqvist", int(now) - 400 * DAY)
        self.place = places.Place(
            founding.vault_id,
            folder / "harbour.keystead",
            folder / "replicas" / "replica.db",
            folder / "state",
            DEVICE,
        )
        self._folder = folder
        self.host.private_folder(self.place.state)
        record = records.keyset_record(founding.vault_id, member, 1, self.key, keyset)
        founding.write(self.host, self.place, [record], self.key)

    def copy_to(self, folder: Path) -> "DemoVault":
        """The same vault in another folder, with a clock of its own."""
        shutil.copytree(self._folder, folder, dirs_exist_ok=True)
        other = copy(self)
        other.clock = FakeClock(self.clock.now())
        other._folder = folder
        other.place = places.Place(
            self.place.vault_id,
            folder / self.place.file.name,
            folder / "replicas" / "replica.db",
            folder / "state",
            DEVICE,
        )
        return other

    def open(self, idle_after: float = 300.0) -> Owner:
        """Open it, as the window does."""
        # A key of its own: the lock wipes it.
        key = SecretBytes(self.key.reveal())
        vault = OpenVault.open(self.host, self.clock, self.place, key)
        home = home_at(self._folder / "home", parts(self.clock, host=self.host))
        now, place = int(self.clock.now()), self.place
        entry = VaultEntry(
            place.vault_id, VAULT_NAME, place.file, bytes(16), DEVICE, KEYRING, now, now
        )
        return Owner(home, entry, vault, OwnerKind.WINDOW, ExitStack(), idle_after)

    def elsewhere(self) -> OpenVault:
        """The same vault on another computer of the same person."""
        folder = self.place.file.parent / "elsewhere"
        place = places.Place(
            self.place.vault_id,
            self.place.file,
            folder / "replicas" / "replica.db",
            folder / "state",
            b"elsewhere".ljust(16, b"-"),
        )
        self.host.private_folder(place.state)
        return OpenVault.open(self.host, self.clock, place, self.key)

    def fill(self) -> None:
        """Put the keys in, each at its time."""
        owner = self.open()
        vault, now = owner.vault, self.clock.now()
        try:
            for demo in KEYS:
                self._add(vault, demo, now)
            self._add_stripe(vault, now)
            self._add_trash(vault, now)
            self.clock.set(now)
            self._use(vault, now)
            vault.publish()
        finally:
            self.clock.set(now)
            vault.close()

    def _add(self, vault: OpenVault, demo: Demo, now: float) -> Secret:
        self.clock.set(now - demo.age * DAY)
        expires = None if demo.expires is None else TODAY + timedelta(demo.expires)
        draft = SecretDraft(
            name=demo.name,
            environment=demo.environment,
            service=demo.service,
            kind=Kind.API_KEY,
            expires=expires,
            rotate_every=demo.rotate,
            tags=demo.tags,
        )
        # Made up: nothing to judge about their form.
        made = secrets.new_change(vault, draft, SecretText(made_up(demo.value)), fill=False)
        vault.write([replace(made, judged=None)])
        return secrets.by_id(vault, made.secret)

    def _add_stripe(self, vault: OpenVault, now: float) -> None:
        self.clock.set(now - 300 * DAY)
        secret = secrets.add(vault, STRIPE, SecretText(made_up("sk_live_")), fill=False)
        for days in (240, 180, 120, 60, 31):
            self.clock.set(now - days * DAY)
            secret = secrets.edit(vault, secret, {}, SecretText(made_up("sk_live_")))
        self.clock.set(now - 7.2 * HOUR)
        secrets.edit(vault, secret, {}, SecretText(made_up("sk_live_")))

    def _add_trash(self, vault: OpenVault, now: float) -> None:
        for name in ("OLD_MAILCHIMP_KEY", "LEGACY_SOAP_PASSWORD", "TEST_TOKEN"):
            secret = self._add(vault, Demo(name, "Own", "dev", 200, None, None, ""), now)
            self.clock.set(now - 3 * DAY)
            secrets.trash(vault, [secret])

    def _use(self, vault: OpenVault, now: float) -> None:
        used = {(demo.name, demo.environment): demo.used for demo in KEYS}
        used["STRIPE_SECRET_KEY", "prod"] = 2 * MINUTE
        for secret in vault.secrets():
            ago = used.get((secret.name, secret.environment))
            if ago is not None and secret.trashed is None:
                self.clock.set(now - ago)
                secrets.reveal(vault, secret, Action.COPY, of_program("shop-api"))

    def add_pem(self) -> None:
        """A value with line breaks, which docker cannot read."""
        owner = self.open()
        draft = SecretDraft(name="GCP_PRIVATE_KEY", environment="prod", service="Google")
        secrets.add(owner.vault, draft, SecretText(PEM))
        owner.vault.publish()
        owner.vault.close()


def made_up(prefix: str) -> str:
    """A value that no service ever gave out, with the public prefix of its issuer."""
    return prefix + os.urandom(24).hex()
