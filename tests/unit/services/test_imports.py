import pytest

from keystead.errors import UsageProblem
from keystead.formats.errors import ImportProblem
from keystead.services import imports, revocation, secrets
from keystead.vault.errors import NameTaken, NoSuchObject
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add, named, values


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "SAME", "same")
    add(opened, "OLD", "old")
    add(opened, "GONE", "gone")
    secrets.trash(opened, [named(opened, "GONE")])
    return opened


def test_what_a_file_would_change(vault: OpenVault):
    planned = imports.plan(vault, "dev", b"NEW=1\nSAME=same\nOLD=newer\nGONE=back\n")
    assert [item.name for item in planned.new] == ["NEW", "GONE"]
    assert [item.name for item in planned.changed] == ["OLD"]
    assert [item.name for item in planned.same] == ["SAME"]
    assert planned.invalid == ()


def test_an_import_is_one_commit(vault: OpenVault):
    count = len(vault.state.commits)
    imports.apply(vault, imports.plan(vault, "dev", b"NEW=1\nSAME=same\nOLD=newer\n"))
    assert len(vault.state.commits) == count + 1
    assert values(vault) == {"SAME": "same", "OLD": "newer", "NEW": "1"}
    assert [version.stage.value for version in named(vault, "OLD").versions] == [
        "previous",
        "current",
    ]


def test_the_same_file_again_changes_nothing(vault: OpenVault):
    data = b"NEW=1\nOLD=newer\n"
    imports.apply(vault, imports.plan(vault, "dev", data))
    count = len(vault.state.commits)
    imports.apply(vault, imports.plan(vault, "dev", data))
    assert len(vault.state.commits) == count


def test_bad_lines_stop_the_import_until_they_are_left_out(vault: OpenVault):
    data = b"GOOD=1\n2BAD=x\nBIG=" + b"v" * 65_537 + b"\nno line at all\n"
    planned = imports.plan(vault, "dev", data)
    assert [(item.line, item.name) for item in planned.invalid] == [
        (2, None),
        (3, "BIG"),
        (4, None),
    ]
    before = values(vault)
    with pytest.raises(ImportProblem) as caught:
        imports.apply(vault, planned)
    assert caught.value.data["line"] == 2
    assert "2 more lines" in caught.value.message
    assert values(vault) == before
    imports.apply(vault, planned.without_invalid())
    assert values(vault) == {**before, "GOOD": "1"}


def test_one_bad_line_is_named_alone(vault: OpenVault):
    with pytest.raises(ImportProblem) as caught:
        imports.apply(vault, imports.plan(vault, "dev", b"2BAD=x\n"))
    assert "more lines" not in caught.value.message


def test_names_without_a_value_are_left_out(vault: OpenVault):
    planned = imports.plan(vault, "dev", b"EMPTY=\nNEW=1\n")
    assert [(item.line, item.name) for item in planned.empty] == [(1, "EMPTY")]
    imports.apply(vault, planned)
    assert "EMPTY" not in values(vault)


def test_a_name_twice_in_a_file_is_one_secret(vault: OpenVault):
    planned = imports.plan(vault, "prod", b"K=first\nK=second\n")
    imports.apply(vault, planned.without_invalid())
    assert [item.name for item in vault.secrets()].count("K") == 1
    assert values(vault)["K"] == "second"
    assert planned.notes


def test_a_plan_that_time_has_passed_by(vault: OpenVault):
    planned = imports.plan(vault, "dev", b"NEW=1\nOTHER=2\n")
    add(vault, "NEW")
    with pytest.raises(NameTaken):
        imports.apply(vault, planned)
    assert "OTHER" not in values(vault)


def test_other_environments_are_left_alone(vault: OpenVault):
    planned = imports.plan(vault, "prod", b"SAME=same\n")
    assert [item.name for item in planned.new] == ["SAME"]
    with pytest.raises(NoSuchObject):
        imports.plan(vault, "nowhere", b"K=1\n")


def test_other_formats_are_told_by_the_ending(world: World):
    vault = world.one.open()
    planned = imports.plan(vault, "dev", b'{"A": "x", "B": 5}', imports.format_of("a.json"))
    assert [item.name for item in planned.new] == ["A"]
    assert [item.name for item in planned.invalid] == ["B"]
    assert imports.format_of(".env") == imports.format_named(None) == "dotenv"
    with pytest.raises(UsageProblem) as caught:
        imports.format_named("xml")
    assert caught.value.data["candidates"] == ["dotenv", "json", "yaml", "toml"]


def test_only_the_lines_taken_are_imported(vault: OpenVault):
    planned = imports.plan(vault, "dev", b"A_KEY=1\nB_KEY=2\n")
    imports.apply(vault, planned.taking(frozenset({2})))
    assert {"A_KEY", "B_KEY"} & {secret.name for secret in vault.secrets()} == {"B_KEY"}


def test_a_value_that_was_revoked_is_not_imported(vault: OpenVault):
    revocation.revoke(vault, [named(vault, "OLD")], "leaked")
    planned = imports.plan(vault, "dev", b"NEW=fine\nAGAIN=old\nOLD=old\n")
    assert [item.name for item in planned.new] == ["NEW"]
    assert not planned.changed
    assert [(item.line, item.name) for item in planned.invalid] == [(2, "AGAIN"), (3, "OLD")]
    assert planned.invalid[0].reason.startswith("This value was revoked as dev/OLD.")
    with pytest.raises(ImportProblem):
        imports.apply(vault, planned)
