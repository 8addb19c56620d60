"""Export and import by request."""

import base64
import subprocess
from datetime import timedelta

import pytest

from keystead.core.errors import BadValue
from keystead.errors import NotFound, Refused, UsageProblem
from keystead.services import secrets
from keystead.services.requests import files, reading
from keystead.vault.bodies import Action
from keystead.vault.writer import SecretChange


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_a_file_is_written_and_noted(owner, tmp_path):
    path = tmp_path / ".env"
    answer = files.export_file(owner, {"env": "dev", "profile": "shell", "path": str(path)})
    assert (answer["keys"], answer["profile"], answer["path"]) == (1, "shell", str(path))
    assert "API_KEY=one" in path.read_text()
    event = owner.vault.journal.events[-1][1]
    assert (event.action, event.where) == (Action.EXPORT, str(path))


def test_without_a_path_the_text_is_the_answer(owner):
    answer = files.export_file(owner, {"env": "dev"})
    assert "API_KEY=one" in str(answer["text"])
    assert answer["profile"] == "dotenv"


def test_a_refused_export_writes_nothing(owner, tmp_path):
    path = tmp_path / ".env"
    path.write_text("MINE=1\n")
    with pytest.raises(Refused):
        files.export_file(owner, {"env": "dev", "path": str(path)})
    assert path.read_text() == "MINE=1\n"
    with pytest.raises(UsageProblem, match="absolute"):
        files.export_file(owner, {"env": "dev", "path": "relative.env"})
    with pytest.raises(NotFound):
        files.export_file(owner, {"env": "dev", "names": ["NO_SUCH"]})
    files.export_file(owner, {"env": "dev", "path": str(path), "force": True})
    assert "API_KEY" in path.read_text()


def test_an_import_says_what_it_does_by_line(owner):
    params = {"env": "dev", "data": encoded("API_KEY=one\nNEW=2\n"), "dry_run": True}
    answer = files.import_file(owner, params)
    assert answer["same"] == [{"name": "API_KEY", "line": 1}]
    assert answer["new"] == [{"name": "NEW", "line": 2}]
    assert answer["imported"] is False
    assert files.import_file(owner, params | {"dry_run": False})["imported"] is True
    assert reading.get(owner, {"name": "NEW"})["value"] == "2"


def test_a_bad_line_stops_it_unless_it_is_left_out(owner):
    params = {"env": "dev", "data": encoded("NEW=2\nnonsense\n")}
    answer = files.import_file(owner, params)
    assert answer["imported"] is False
    assert [item["line"] for item in answer["invalid"]] == [2]
    with pytest.raises(NotFound):
        reading.get(owner, {"name": "NEW"})
    assert files.import_file(owner, params | {"skip_invalid": True})["imported"] is True


@pytest.mark.parametrize("data", ["not base64!", "AAA", "ü"])
def test_data_that_did_not_arrive_whole_is_refused(owner, data):
    with pytest.raises(BadValue):
        files.import_file(owner, {"env": "dev", "data": data})


@pytest.mark.parametrize("path", ["", "x", "../x", "/tmp/\0x"])
def test_a_path_is_absolute(path):
    with pytest.raises(UsageProblem):
        files.absolute(path)


def test_a_file_is_updated_checked_and_ignored(owner, tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    path = tmp_path / ".env"
    path.write_text("MINE=1\n")
    path.chmod(0o600)
    params = {"env": "dev", "profile": "node", "path": str(path)}
    assert files.check_file(owner, params)["missing"] == ["API_KEY"]
    answer = files.export_file(owner, params | {"update": True, "gitignore": True})
    assert (answer["added"], answer["foreign"]) == (["API_KEY"], ["MINE"])
    assert answer["gitignore"] == str(tmp_path / ".gitignore")
    assert answer["warnings"] == []
    found = files.check_file(owner, params)
    assert (found["same"], found["foreign"], found["exact"]) == (["API_KEY"], ["MINE"], False)
    assert files.check_file(owner, params | {"names": ["API_KEY"]})["exact"]
    assert owner.vault.journal.events[-1][1].action == Action.EXPORT


def test_an_update_of_nothing_makes_the_file(owner, tmp_path):
    path = tmp_path / ".env"
    files.export_file(
        owner, {"env": "dev", "path": str(path), "update": True, "base64": ["API_KEY"]}
    )
    assert path.read_text().startswith("# Written by Keystead")
    assert "API_KEY_BASE64=b25l" in path.read_text()
    for wrong in ("update", "gitignore"):
        with pytest.raises(UsageProblem, match="-o FILE"):
            files.export_file(owner, {"env": "dev", wrong: True})


def test_a_flat_file_is_imported(owner):
    params = {"env": "dev", "data": encoded("NEW: x\n"), "format": "yaml"}
    assert files.import_file(owner, params)["new"] == [{"name": "NEW", "line": 1}]


def test_an_export_names_the_keys_that_have_expired(owner, tmp_path):
    vault = owner.vault
    secret = next(one for one in vault.secrets() if one.environment == "dev")
    over = {"expires": secrets.today(vault) - timedelta(days=1)}
    vault.write([SecretChange(secret.environment_id, secret.id, over, alive=True)])
    said = ["API_KEY has expired. Its value was given all the same."]
    for target in ({}, {"path": str(tmp_path / ".env")}):
        answer = files.export_file(owner, {"env": "dev", "profile": "node"} | target)
        assert answer["warnings"] == said
