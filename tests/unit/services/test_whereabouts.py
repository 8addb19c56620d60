import subprocess
from pathlib import Path

from keystead.services import whereabouts
from keystead.services.whereabouts import NOWHERE, Whereabouts
from keystead.system import computer


def test_a_file_is_told_with_computer_repository_and_form(tmp_path: Path):
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    address = "https://ann:s3cret@example.org/a"
    subprocess.run([*git, "remote", "add", "origin", address], check=True)
    found = whereabouts.of_file(tmp_path / ".env", "node")
    expected = (str(tmp_path / ".env"), computer.name(), "https://example.org/a", "node")
    assert (found.where, found.host, found.remote, found.form) == expected
    assert found.in_base64().form == "node+base64"


def test_programs_and_the_window():
    assert whereabouts.of_program("/bin/sh") == Whereabouts("/bin/sh", computer.name())
    assert whereabouts.window().where == "window"
    assert len(whereabouts.of_program("x" * 5_000).where) == whereabouts.MAX_TEXT
    assert whereabouts.of_program("x").in_base64() == whereabouts.of_program("x")
    assert NOWHERE.where == ""


def test_a_form_says_reader_and_writing():
    assert whereabouts.profile_of("node+base64") == ("node", True)
    assert whereabouts.profile_of("node") == ("node", False)
