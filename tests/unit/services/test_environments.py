import pytest

from keystead.core.errors import BadName
from keystead.services import environments
from keystead.vault.errors import NameTaken, NoSuchObject
from tests.support.vaults import World, add, values


def test_a_new_environment_has_a_key_of_its_own(world: World):
    vault = world.one.open()
    made = environments.add(vault, "qa", "staging")
    assert (made.name, made.order, made.colour) == ("qa", 3, "staging")
    assert vault.environments()[-1] == made
    add(vault, "K", "alpha", environment="qa")
    assert values(vault) == {"K": "alpha"}
    assert vault.epoch_key(made.id).scope.environment == made.id


def test_names_are_checked_and_taken_once(world: World):
    vault = world.one.open()
    for name, error in (("Not a name", BadName), ("dev", NameTaken)):
        with pytest.raises(error):
            environments.add(vault, name)
        with pytest.raises(error):
            environments.rename(vault, "prod", name)
    with pytest.raises(NoSuchObject) as caught:
        environments.find(vault, "nowhere")
    assert caught.value.data["candidates"] == ["dev", "staging", "prod"]


def test_a_renamed_environment_keeps_what_is_in_it(world: World):
    vault = world.one.open()
    secret = add(vault, "K")
    assert environments.rename(vault, "dev", "local").name == "local"
    (renamed,) = vault.secrets()
    assert (renamed.id, renamed.environment) == (secret.id, "local")
    assert renamed.environment_id == secret.environment_id
