import subprocess
from pathlib import Path

import pytest

from keystead.system import git
from keystead.system.git import Exposure, exposure, work_tree


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "down").mkdir(parents=True)
    run(tmp_path, "init")
    return tmp_path


def run(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def test_outside_of_any_work_tree(tmp_path: Path):
    assert exposure(tmp_path / ".env") is Exposure.OUTSIDE
    assert work_tree(tmp_path / ".env") is None


def test_inside_of_one(tree: Path):
    path = tree / "deep" / "down" / ".env"
    assert work_tree(path) == tree
    assert exposure(path) is Exposure.EXPOSED
    path.touch()
    run(tree, "add", "deep")
    assert exposure(path) is Exposure.TRACKED
    run(tree, "rm", "--cached", "deep/down/.env")
    (tree / ".gitignore").write_text(".env\n")
    assert exposure(path) is Exposure.IGNORED


def test_names_that_look_like_options_or_patterns(tree: Path):
    (tree / ".gitignore").write_text("*.env\n!secret.env\n")
    assert exposure(tree / "--help.env") is Exposure.IGNORED
    assert exposure(tree / "secret.env") is Exposure.EXPOSED


def test_without_a_git_that_answers_a_file_counts_as_exposed(tree: Path, monkeypatch):
    monkeypatch.setenv("PATH", str(tree))
    assert exposure(tree / ".env") is Exposure.EXPOSED
    slow = tree / "git"
    slow.write_text("#!/bin/sh\nexec /bin/sleep 5\n")
    slow.chmod(0o755)
    monkeypatch.setattr(git, "_TIMEOUT", 0.1)
    assert exposure(tree / ".env") is Exposure.EXPOSED


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://ann:s3cret@example.org/a/b.git", "https://example.org/a/b.git"),
        ("https://token@example.org:8443/a", "https://example.org:8443/a"),
        ("ssh://git@example.org/a", "ssh://example.org/a"),
        ("git@example.org:a/b.git", "example.org:a/b.git"),
        ("/srv/git/a.git", "/srv/git/a.git"),
        ("https://a:b@c@example.org", "https://example.org"),
    ],
)
def test_no_credentials_are_left_in_an_address(address: str, kept: str):
    assert git.without_credentials(address) == kept


def test_the_repository_of_a_file(tree: Path):
    path = tree / "deep" / ".env"
    assert git.remote(path) == ""
    run(tree, "remote", "add", "fork", "git@example.org:me/b.git")
    assert git.remote(path) == "example.org:me/b.git"
    run(tree, "remote", "add", "origin", "https://ann:s3cret@example.org/a/b.git")
    assert git.remote(path) == "https://example.org/a/b.git"
    assert git.remote(Path("/.env")) == ""


def test_a_git_that_does_not_answer_names_no_repository(tree: Path, monkeypatch):
    monkeypatch.setenv("PATH", str(tree))
    assert git.remote(tree / ".env") == ""
