"""The registry of export profiles: one module under `targets/` each."""

from keystead.formats.dotenv_write import render
from keystead.formats.errors import CannotExpress
from keystead.formats.target import Profile
from keystead.formats.targets import (
    compose,
    direnv,
    docker,
    documents,
    dotenvx,
    general,
    go,
    nextjs,
    node,
    npm_dotenv,
    php,
    python_dotenv,
    ruby,
    rust,
    shell,
    systemd,
)

__all__ = ["DEFAULT_PROFILE", "PROFILES", "CannotExpress", "Profile", "render"]

_DOTENV = (
    module.PROFILE
    for module in (
        general, python_dotenv, npm_dotenv, node, nextjs, dotenvx, shell, systemd,
        docker, compose, direnv, ruby, php, go, rust,
    )
)  # fmt: skip
PROFILES: dict[str, Profile] = {
    profile.name: profile for profile in (*_DOTENV, documents.JSON, documents.YAML, documents.TOML)
}
DEFAULT_PROFILE = general.PROFILE.name
