"""New values of every format: characters, passphrases, key pairs and signed tokens."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass

from keystead.core import generator
from keystead.core.errors import BadValue
from keystead.core.recipes import KEY_PAIRS, TEXTS, Algorithm, Format, Recipe, Writing, check_recipe
from keystead.core.secret_types import SecretText
from keystead.services import passphrases

DAY = 86_400
PHRASE_BITS = 128
"""Random bits of a passphrase where none are asked for: ten words."""

_DEFAULT_SIZES = {Format.ED25519: 256, Format.ECDSA: 256, Format.RSA: 3072}


@dataclass(frozen=True)
class Made:
    """``bits``: what guessing it takes, None for a JWT, which is as strong as its key;
    ``public``: the public half of a key pair; ``length``: characters."""

    value: SecretText
    bits: float | None
    public: str = ""

    @property
    def whole_bits(self) -> int | None:
        """``bits`` rounded down: what is promised is there."""
        return None if self.bits is None else int(self.bits)

    @property
    def length(self) -> int:
        """Characters of the value."""
        return len(self.value)


def make(recipe: Recipe, now: float, key: SecretText | None = None) -> Made:
    """A new value.  ``now``: Unix seconds; ``key`` signs a JWT and goes with nothing else.

    Raises BadValue for a recipe that makes no sense, TooWeak under 128 bits unless allowed,
    BadSigningKey for a key that does not fit.
    """
    recipe = check_recipe(recipe)
    if key is not None and recipe.form is not Format.JWT:
        raise BadValue("A key to sign with goes with a JWT only.")
    if recipe.form in TEXTS:
        value = generator.generate(recipe, now)
        return Made(value, generator.entropy_bits(recipe, generator.length_of(recipe)))
    if recipe.form is Format.PASSPHRASE:
        return _phrase(recipe)
    if recipe.form in KEY_PAIRS:
        return _key_pair(recipe)
    return Made(_token(recipe, now, key), None)


def _phrase(recipe: Recipe) -> Made:
    words = math.ceil((recipe.bits or PHRASE_BITS) / passphrases.LIST_BITS)
    strength = words * passphrases.LIST_BITS
    generator.check_strength(recipe, strength)
    return Made(SecretText(passphrases.suggest(words=words)), strength)


def _key_pair(recipe: Recipe) -> Made:
    from keystead.crypto import key_pairs

    algorithm, bits = recipe.form.value, recipe.bits or _DEFAULT_SIZES[recipe.form]
    strength = float(key_pairs.STRENGTHS[algorithm, bits])
    generator.check_strength(recipe, strength)
    key, ssh = key_pairs.new(algorithm, bits), recipe.writing is Writing.SSH
    private = SecretText(key_pairs.private_text(key, ssh).decode("ascii"))
    return Made(private, strength, key_pairs.public_text(key, ssh).decode("ascii"))


def _token(recipe: Recipe, now: float, key: SecretText | None) -> SecretText:
    from keystead.crypto import web_tokens

    if key is None:
        raise BadValue("A JWT is signed with a key. Give it with --key-stdin.")
    claims = {"iat": int(now), **_claims(recipe.claims)}
    if recipe.expires_in is not None:
        if "exp" in claims:
            raise BadValue("The claims say exp already. Give it there, or a lifetime, not both.")
        claims["exp"] = int(now) + recipe.expires_in * DAY
    return web_tokens.sign(claims, (recipe.algorithm or Algorithm.HS256).value, key)


def _claims(text: str) -> Mapping[str, object]:
    """The claims of a JSON object; BadValue, without a word of it, for anything else."""
    if not text.strip():
        return {}
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadValue('Claims are a JSON object, such as {"sub": "deploy", "scope": "read"}.')
    for name in ("exp", "iat", "nbf"):
        if name in found and (isinstance(found[name], bool) or not isinstance(found[name], int)):
            raise BadValue(f"{name} is a time in whole seconds since 1970.")
    return found


def _no_number(word: str) -> object:
    raise ValueError(word)
