"""What met in a key: every content is told, and one of it is kept."""

import pytest

from keystead.errors import Conflicting, UsageProblem
from keystead.services import met, secrets
from keystead.services.requests.writing import edit as edit_request
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add, edit, named, value

GITHUB = "ghp_aaaaaaaaaaaaaaaaaaaa"


@pytest.fixture
def vault(world: World) -> OpenVault:
    """Notes, description and value of A were changed on two devices that met after it."""
    vault = world.one.open()
    add(vault, "A", "old")
    vault.publish()
    other = world.device("two").open()
    for opened, word in ((vault, "one"), (other, "two")):
        edit(opened, "A", notes=f"notes {word}", description=f"about {word}")
        edit(opened, "A", GITHUB if word == "one" else word)
        opened.clock.advance(60.0)  # type: ignore[attr-defined]
        opened.publish()
    vault.publication.take_in()
    assert {"notes", "description", "value"} <= set(named(vault, "A").conflicts)
    return vault


def test_each_content_is_told_with_its_writer_the_shown_one_first(vault: OpenVault):
    secret = named(vault, "A")
    found = met.view(vault, secret)
    assert list(found) == list(secret.conflicts)
    assert {one["content"] for one in found["notes"]} == {"notes one", "notes two"}
    assert found["notes"][0]["content"] == secret.notes
    assert [one["shown"] for one in found["notes"]] == [True, False]
    assert {one["by"] for one in found["notes"]} == {secret.versions[0].created_by}
    assert all(str(one["at"]).endswith("Z") for one in found["notes"])
    assert secret.current is not None
    assert found["value"][0]["version"] == secret.current.number
    assert sorted(str(one["version"]) for one in found["value"]) == ["2", "3"]
    assert GITHUB not in str(found)


@pytest.mark.parametrize("number", [2, 3])
def test_one_of_the_values_is_kept_with_what_was_said_of_it(vault: OpenVault, number: int):
    secret = met.keep(vault, named(vault, "A"), number)
    assert secret.current is not None
    assert secret.current.number == number
    assert secret.hint == ("ghp_" if value(vault, secret).startswith("ghp_") else "")
    assert set(secret.conflicts) == {"notes", "description"}
    with pytest.raises(Conflicting, match="No two values of A met"):
        met.keep(vault, secret, number)


def test_only_a_value_that_met_can_be_kept(vault: OpenVault):
    with pytest.raises(Conflicting, match="are v2 and v3") as caught:
        met.keep(vault, named(vault, "A"), 1)
    assert caught.value.data["versions"] == [2, 3]


def test_a_field_that_is_named_is_settled_though_it_stays_and_no_other(vault: OpenVault):
    secret = named(vault, "A")
    settled = secrets.edit(vault, secret, {"notes": secret.notes})
    assert settled.notes == secret.notes
    assert "notes" not in settled.conflicts
    assert "description" in settled.conflicts


def test_keeping_goes_with_no_other_change(vault: OpenVault):
    class Owned:
        def __init__(self) -> None:
            self.vault = vault

    with pytest.raises(UsageProblem, match="settled first"):
        edit_request(Owned(), {"name": "A", "keep_version": 2, "value": "new"})  # type: ignore[arg-type]


def test_where_nothing_met_nothing_is_told(world: World):
    vault = world.one.open()
    secret = add(vault, "A")
    assert met.view(vault, secret) == {}
    assert len(met.versions(vault, secret)) == 1
    assert met.why(secret) == ""
