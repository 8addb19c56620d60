"""The export's work on the vault, without a window."""

from pathlib import Path

import pytest

from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.errors import NotFound, Refused
from keystead.gui.export_work import ignore, look_at, make_preview, write_file
from keystead.services import secrets
from keystead.services.export import Exposure
from keystead.services.owner import Owner
from tests.support.demo_vault import PEM, DemoVault


@pytest.fixture
def owner(tmp_path: Path) -> Owner:
    owner = DemoVault(tmp_path).open()
    for name, value in (("A", "ghp_aaaaaaaaaaaaaaaaaaaa"), ("B", PEM)):
        secrets.add(owner.vault, SecretDraft(name=name, environment="dev"), SecretText(value))
    return owner


def test_a_preview_is_either_a_file_or_what_stands_in_its_way(owner: Owner):
    fine = make_preview(owner, "dev", "npm-dotenv", None)
    assert fine.rendered is not None
    assert fine.names == ("A", "B")
    refused = make_preview(owner, "dev", "docker", None)
    assert refused.rendered is None
    assert [one.name for one in refused.refusals] == ["B"]
    assert [line.note for line in refused.lines] == ["", "cannot be written"]


def test_two_keys_of_one_name_are_told_and_can_be_left_out(owner: Owner):
    draft = SecretDraft(name="A", environment="dev")
    value = SecretText("ghp_bbbbbbbbbbbbbbbbbbbb")
    owner.vault.write([secrets.new_change(owner.vault, draft, value, is_free=True)])
    refused = make_preview(owner, "dev", "npm-dotenv", None)
    assert refused.rendered is None
    assert refused.names == ("A", "B")
    assert [(one.name, one.reason[:31]) for one in refused.refusals] == [
        ("A", "is the name of two keys, made a")
    ]
    assert make_preview(owner, "dev", "npm-dotenv", ["B"]).rendered is not None


def test_other_errors_are_not_swallowed(owner: Owner):
    with pytest.raises(NotFound):
        make_preview(owner, "dev", "docker", ["NOWHERE"])


def test_nothing_is_written_without_a_finished_file(owner: Owner, tmp_path: Path):
    refused = make_preview(owner, "dev", "docker", None)
    with pytest.raises(Refused):
        write_file(owner, "dev", refused, tmp_path / "x.env", False)


def test_an_export_stands_in_the_journal(owner: Owner, tmp_path: Path):
    preview = make_preview(owner, "dev", "shell", ["A"])
    written = write_file(owner, "dev", preview, tmp_path / "x.sh", False)
    assert written.keys == 1
    (event,) = [event for _, event in owner.vault.journal.events]
    assert event.where == str(tmp_path / "x.sh")


def test_a_target_is_looked_at(owner: Owner, tmp_path: Path):
    assert look_at(owner, tmp_path / "a.env").exposure is Exposure.OUTSIDE
    assert "no folder" in look_at(owner, tmp_path / "no" / "a.env").problem
    assert "folder" in look_at(owner, tmp_path).problem
    (tmp_path / "b.env").write_text("X=1\n")
    assert look_at(owner, tmp_path / "b.env").foreign
    assert look_at(owner, tmp_path / "b.env").exists


def test_a_preview_with_base64_can_be_written_into_a_file(owner: Owner, tmp_path: Path):
    path = tmp_path / "docker.env"
    path.write_text("MINE=1\n")
    refused = make_preview(owner, "dev", "docker", None, [])
    fine = make_preview(owner, "dev", "docker", None, ["B"])
    assert (refused.rendered, fine.as_base64) == (None, ("B",))
    written = write_file(owner, "dev", fine, path, False, update=True)
    assert written.keys == 2
    assert path.read_text().startswith("MINE=1\n\n# Added by Keystead")
    assert "B_BASE64=" in path.read_text()


def test_a_file_outside_of_git_needs_no_rule(owner: Owner, tmp_path: Path):
    assert ignore(owner, tmp_path / "a.env").exposure is Exposure.OUTSIDE
    assert not (tmp_path / ".gitignore").exists()
