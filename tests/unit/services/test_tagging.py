import pytest

from keystead.core.drafts import SecretDraft
from keystead.core.errors import BadText
from keystead.core.secret_types import SecretText
from keystead.services import secrets, tagging
from keystead.vault.session import OpenVault
from tests.support.vaults import World


@pytest.fixture
def vault(world: World) -> OpenVault:
    return world.one.open()


def _add(vault, name, *tags):
    draft = SecretDraft(name=name, environment="dev", tags=tags)
    return secrets.add(vault, draft, SecretText(f"value of {name}"))


def _tags(vault):
    return {secret.name: secret.tags for secret in vault.secrets()}


def test_tags_come_and_go_in_one_commit(vault):
    chosen = [_add(vault, "A_KEY", "old", "kept"), _add(vault, "B_KEY"), _add(vault, "C_KEY", "x")]
    before = len(vault.state.heads())
    assert tagging.retag(vault, chosen[:2], ["new"], ["old"]) == 2
    assert _tags(vault) == {"A_KEY": ("kept", "new"), "B_KEY": ("new",), "C_KEY": ("x",)}
    assert len(vault.state.heads()) == before
    assert tagging.retag(vault, chosen[:2], ["new"], ["old"]) == 0


def test_a_tag_given_and_taken_is_given(vault):
    chosen = [_add(vault, "A_KEY", "ci")]
    assert tagging.retag(vault, chosen, ["ci"], ["ci"]) == 0
    assert _tags(vault) == {"A_KEY": ("ci",)}


def test_what_others_tagged_meanwhile_stays(vault):
    old = _add(vault, "A_KEY", "one")
    secrets.edit(vault, old, {"tags": ("one", "two")})
    tagging.retag(vault, [old], ["three"], [])
    assert _tags(vault) == {"A_KEY": ("one", "two", "three")}


def test_the_trash_is_left_alone(vault):
    gone = _add(vault, "A_KEY", "ci")
    secrets.trash(vault, [gone])
    assert tagging.retag(vault, [gone], ["new"], ["ci"]) == 0


def test_too_many_change_nothing(vault):
    chosen = [_add(vault, "A_KEY"), _add(vault, "B_KEY", *(f"t{number}" for number in range(50)))]
    with pytest.raises(BadText):
        tagging.retag(vault, chosen, ["one-more"], [])
    assert _tags(vault)["A_KEY"] == ()
