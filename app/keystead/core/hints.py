"""What a value says of itself: the issuer's public prefix, service and kind.

Only a text from the table is ever returned, never a slice of the value; and only
where enough is left behind it that the prefix gives nothing away.
"""

import re

import msgspec

from keystead.core.model import Kind
from keystead.core.secret_types import SecretText

# Behind the prefix there must be this much, or the value may be no key but a word.
MIN_REST = 12

_TOKEN = re.compile(r"[A-Za-z0-9_\-./+=~]+")
_JWT = re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


class Hint(msgspec.Struct, frozen=True, gc=False):
    """``prefix`` is public and may be shown before the mask; ``service`` may be empty."""

    prefix: str
    service: str
    kind: Kind


# Prefixes as the issuers document them; the longest that fits wins.
_TOKENS = (
    Hint("sk_live_", "Stripe", Kind.API_KEY),
    Hint("sk_test_", "Stripe", Kind.API_KEY),
    Hint("rk_live_", "Stripe", Kind.API_KEY),
    Hint("rk_test_", "Stripe", Kind.API_KEY),
    Hint("pk_live_", "Stripe", Kind.API_KEY),
    Hint("pk_test_", "Stripe", Kind.API_KEY),
    Hint("whsec_", "Stripe", Kind.TOKEN),
    Hint("ghp_", "GitHub", Kind.TOKEN),
    Hint("gho_", "GitHub", Kind.TOKEN),
    Hint("ghu_", "GitHub", Kind.TOKEN),
    Hint("ghs_", "GitHub", Kind.TOKEN),
    Hint("ghr_", "GitHub", Kind.TOKEN),
    Hint("github_pat_", "GitHub", Kind.TOKEN),
    Hint("glpat-", "GitLab", Kind.TOKEN),
    Hint("gldt-", "GitLab", Kind.TOKEN),
    Hint("glrt-", "GitLab", Kind.TOKEN),
    Hint("AKIA", "AWS", Kind.API_KEY),
    Hint("ASIA", "AWS", Kind.API_KEY),
    Hint("AIza", "Google", Kind.API_KEY),
    Hint("GOCSPX-", "Google", Kind.OAUTH_CLIENT),
    Hint("ya29.", "Google", Kind.TOKEN),
    Hint("sk-proj-", "OpenAI", Kind.API_KEY),
    Hint("sk-svcacct-", "OpenAI", Kind.API_KEY),
    Hint("sk-admin-", "OpenAI", Kind.API_KEY),
    Hint("sk-ant-", "Anthropic", Kind.API_KEY),
    Hint("sk-or-v1-", "OpenRouter", Kind.API_KEY),
    Hint("hf_", "Hugging Face", Kind.TOKEN),
    Hint("r8_", "Replicate", Kind.TOKEN),
    Hint("xoxb-", "Slack", Kind.TOKEN),
    Hint("xoxp-", "Slack", Kind.TOKEN),
    Hint("xoxa-", "Slack", Kind.TOKEN),
    Hint("xapp-", "Slack", Kind.TOKEN),
    Hint("SG.", "SendGrid", Kind.API_KEY),
    Hint("npm_", "npm", Kind.TOKEN),
    Hint("pypi-", "PyPI", Kind.TOKEN),
    Hint("dop_v1_", "DigitalOcean", Kind.TOKEN),
    Hint("shpat_", "Shopify", Kind.TOKEN),
    Hint("shpss_", "Shopify", Kind.TOKEN),
    Hint("sntrys_", "Sentry", Kind.TOKEN),
    Hint("hvs.", "Vault", Kind.TOKEN),
    Hint("dckr_pat_", "Docker", Kind.TOKEN),
    Hint("tskey-", "Tailscale", Kind.API_KEY),
    Hint("lin_api_", "Linear", Kind.API_KEY),
    Hint("ntn_", "Notion", Kind.TOKEN),
    Hint("PMAK-", "Postman", Kind.API_KEY),
    Hint("phc_", "PostHog", Kind.API_KEY),
    Hint("sbp_", "Supabase", Kind.TOKEN),
)
_SCHEMES = (
    Hint("postgres://", "PostgreSQL", Kind.CONNECTION_STRING),
    Hint("postgresql://", "PostgreSQL", Kind.CONNECTION_STRING),
    Hint("mysql://", "MySQL", Kind.CONNECTION_STRING),
    Hint("mariadb://", "MariaDB", Kind.CONNECTION_STRING),
    Hint("mongodb://", "MongoDB", Kind.CONNECTION_STRING),
    Hint("mongodb+srv://", "MongoDB", Kind.CONNECTION_STRING),
    Hint("redis://", "Redis", Kind.CONNECTION_STRING),
    Hint("rediss://", "Redis", Kind.CONNECTION_STRING),
    Hint("amqp://", "RabbitMQ", Kind.CONNECTION_STRING),
    Hint("amqps://", "RabbitMQ", Kind.CONNECTION_STRING),
    Hint("-----BEGIN CERTIFICATE-----", "", Kind.CERTIFICATE),
    Hint("-----BEGIN PRIVATE KEY-----", "", Kind.KEY_PAIR),
    Hint("-----BEGIN ENCRYPTED PRIVATE KEY-----", "", Kind.KEY_PAIR),
    Hint("-----BEGIN RSA PRIVATE KEY-----", "", Kind.KEY_PAIR),
    Hint("-----BEGIN EC PRIVATE KEY-----", "", Kind.KEY_PAIR),
    Hint("-----BEGIN OPENSSH PRIVATE KEY-----", "", Kind.KEY_PAIR),
)
_JWT_HINT = Hint("eyJ", "", Kind.JWT)
_BY_LENGTH = tuple(sorted(_TOKENS, key=lambda hint: len(hint.prefix), reverse=True))
PREFIXES = frozenset(hint.prefix for hint in (*_TOKENS, *_SCHEMES, _JWT_HINT))


def hint_of(value: SecretText) -> Hint | None:
    """The public prefix of a value and what it suggests; None when it says nothing.

    A token needs at least 12 token characters behind its prefix.
    """
    text = value.reveal()
    for hint in _SCHEMES:
        if text.startswith(hint.prefix) and len(text) > len(hint.prefix):
            return hint
    if _TOKEN.fullmatch(text) is None:
        return None
    if _JWT.fullmatch(text) is not None:
        return _JWT_HINT
    for hint in _BY_LENGTH:
        if text.startswith(hint.prefix):
            return hint if len(text) - len(hint.prefix) >= MIN_REST else None
    return None


def prefix_of(value: SecretText) -> str:
    """The public prefix that may be shown before the mask; empty when there is none."""
    hint = hint_of(value)
    return "" if hint is None else hint.prefix


def is_public_prefix(text: str) -> bool:
    """Whether a stored hint is one from the table; another is never shown."""
    return text in PREFIXES
