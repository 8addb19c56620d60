"""What an entry of the sidebar and a search show together."""

from pathlib import Path

from keystead.core.model import Environment, Secret
from keystead.core.views import View
from keystead.gui.models.scope import Scope
from keystead.gui.models.snapshot import About, VaultSnapshot, make_snapshot

NOW = 1_795_378_380.0


def key(
    name: str, environment: str = "dev", trashed: int | None = None, **fields: object
) -> Secret:
    secret_id = f"{environment}/{name}".encode().ljust(16)[:16]
    return Secret(secret_id, name, environment, b"e" * 16, 0, trashed=trashed, **fields)  # type: ignore[arg-type]


def snapshot(*secrets: Secret) -> VaultSnapshot:
    environments = (Environment(b"d" * 16, "dev"), Environment(b"p" * 16, "prod"))
    return make_snapshot(About("V", Path("v")), secrets, environments, NOW)


SHOWN = snapshot(
    key("A", service="AWS", tags=("ci",)),
    key("B", "prod", service="AWS East", tags=("ci tools",)),
    key("C", "prod", service="Stripe"),
    key("D", trashed=1, service="AWS"),
)


def names(scope: Scope) -> list[str]:
    return [SHOWN.secrets[row].name for row in scope.rows(SHOWN)]


def test_all_leaves_the_trash_out():
    assert names(Scope()) == ["A", "B", "C"]
    assert names(Scope("view:trash")) == ["D"]
    assert Scope("view:trash").in_trash


def test_an_entry_means_its_name_and_not_what_begins_like_it():
    assert names(Scope("service:AWS")) == ["A"]
    assert names(Scope("tag:ci")) == ["A"]
    assert names(Scope("env:prod")) == ["B", "C"]


def test_a_search_narrows_the_entry():
    scope = Scope("env:prod").with_words("stripe")
    assert names(scope) == ["C"]
    assert scope.environment == "prod"
    assert scope.view is View.ALL
    assert names(Scope("env:prod").with_words("env:dev")) == []


def test_a_service_with_blanks_is_found_whole():
    assert names(Scope("service:AWS East")) == ["B"]
    assert names(Scope("tag:ci tools")) == ["B"]
