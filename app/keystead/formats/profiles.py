"""The registry of export profiles: one module under `targets/` each."""

from keystead.formats.dotenv_write import render
from keystead.formats.errors import CannotExpress
from keystead.formats.target import Profile
from keystead.formats.targets import docker, general, node, npm_dotenv, python_dotenv, shell

__all__ = ["DEFAULT_PROFILE", "PROFILES", "CannotExpress", "Profile", "render"]

PROFILES: dict[str, Profile] = {
    module.PROFILE.name: module.PROFILE
    for module in (general, python_dotenv, npm_dotenv, node, shell, docker)
}
DEFAULT_PROFILE = general.PROFILE.name
