"""A throw-away vault with sample keys, and the code that opens it.

Its authenticator entry is known to the program, so its second factor is none.  No other
vault comes near this module.
"""

import base64
import secrets as random
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from keystead.core.drafts import SecretDraft
from keystead.core.model import Risk
from keystead.core.secret_types import SecretText
from keystead.crypto import totp
from keystead.crypto.offset_table import UNBIASED
from keystead.errors import UsageProblem
from keystead.services import secrets
from keystead.services.creation import Creation
from keystead.services.home import Home
from keystead.services.owner import Owner, OwnerKind
from keystead.services.parts import Parts
from keystead.system.paths import Paths


@dataclass(frozen=True)
class Sample:
    """One made-up key; ``expires`` in days from today.  ``form`` is how its issuer writes
    it, random digits where the star is or at the end."""

    name: str
    environment: str
    service: str
    form: str
    expires: int | None = None
    risk: Risk | None = None
    tags: tuple[str, ...] = ()


_DATABASE = "postgresql://app:*@localhost/app"
SAMPLES = (
    Sample("STRIPE_SECRET_KEY", "dev", "Stripe", "sk_test_", None, Risk.MODERATE, ("billing",)),
    Sample("STRIPE_SECRET_KEY", "prod", "Stripe", "sk_test_", 62, Risk.HIGH, ("billing",)),
    Sample("STRIPE_WEBHOOK_SECRET", "prod", "Stripe", "whsec_", 200, Risk.HIGH, ("billing",)),
    Sample("GITHUB_TOKEN", "dev", "GitHub", "ghp_demo", 3, Risk.MODERATE, ("ci",)),
    Sample("GITHUB_TOKEN", "prod", "GitHub", "ghp_demo", 11, Risk.HIGH, ("ci",)),
    Sample("OPENAI_API_KEY", "dev", "OpenAI", "sk-demo-", None, Risk.LOW, ("chat",)),
    Sample("SENDGRID_API_KEY", "staging", "SendGrid", "SG.demo.", 0, None, ("mail",)),
    Sample(
        "DATABASE_URL",
        "dev",
        "PostgreSQL",
        _DATABASE,
        None,
        None,
        ("shop",),
    ),
    Sample(
        "DATABASE_URL",
        "prod",
        "PostgreSQL",
        _DATABASE,
        90,
        Risk.HIGH,
        ("shop",),
    ),
    Sample("SESSION_SECRET", "dev", "", "", None, Risk.LOW, ("shop",)),
    Sample("SENTRY_DSN", "prod", "Sentry", "https://*@sentry.example.com/1", None, None, ()),
    Sample("SLACK_BOT_TOKEN", "staging", "Slack", "demo-xoxb-", 35, Risk.MODERATE, ("chat",)),
)


def make(home: Home, path: Path, key_file: Path, passphrase: str) -> str:
    """Create the vault at ``path`` and fill it; the otpauth URI of its authenticator entry.

    Raises what ``Creation`` raises.
    """
    creation = Creation(home, path, "Demo", SecretText(passphrase), key_file, "You")
    created = creation.finish()
    owner = Owner.of_created(home, created.entry, created.unlock_key, OwnerKind.COMMAND)
    try:
        today = secrets.today(owner.vault)
        changes = [
            # Made up, and meant to look so: no form of an issuer, nothing to judge.
            replace(
                secrets.new_change(
                    owner.vault,
                    SecretDraft(
                        name=one.name,
                        environment=one.environment,
                        service=one.service,
                        risk=one.risk,
                        tags=one.tags,
                        expires=None if one.expires is None else today + timedelta(one.expires),
                    ),
                    _value(one),
                    fill=False,
                ),
                judged=None,
            )
            for one in SAMPLES
        ]
        owner.vault.write(changes)
    finally:
        owner.lock()
    return creation.totp_uri.reveal()


def _value(one: Sample) -> SecretText:
    before, _, after = one.form.partition("*")
    return SecretText(before + random.token_hex(16) + after)


def home_in(folder: Path, parts: Parts) -> Home:
    """The home of a demo: all of it under one folder."""
    return Home(Paths.of(str(folder)), parts)


def code(home: Home, uri: str) -> tuple[str, float]:
    """The code for the next unlock, and the seconds until it is taken; UsageProblem.

    A capsule takes the code of the present window and of the next, unless it is used up or
    one of the few whose right code fails on purpose.
    """
    try:
        secret = base64.b32decode(parse_qs(urlsplit(uri).query)["secret"][0])
    except (KeyError, ValueError, IndexError):
        raise UsageProblem("The authenticator entry of this demo is damaged.") from None
    entry, now = home.default(), home.parts.clock.now()
    used = -1 if entry is None else home.capsule(entry.vault_id).accepted()
    window = max(totp.window_at(now), used + 1)
    while totp.truncated(secret, window) >= UNBIASED:
        window += 1
    taken_at = (window - 1) * totp.STEP
    return totp.code(secret, window), max(0.0, taken_at - now)
