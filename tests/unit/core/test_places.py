from keystead.core.model import Place, Secret, Stage, Version
from keystead.core.places import all_places, is_behind, is_file

FILE = Place("file", "/a/.env", 1, 5, "box")
NOTED = Place("pipeline", "GitHub Actions")


def secret(*versions: Version) -> Secret:
    return Secret(
        b"s" * 16, "A", "dev", b"e" * 16, 1, versions=versions,
        used_in=(FILE,), places=(Place("file", "/a/.env"), NOTED),
    )  # fmt: skip


def test_what_people_noted_stands_beside_what_uses_tell():
    assert all_places(secret()) == (FILE, NOTED)


def test_an_older_value_is_behind():
    old, new = Version(b"1", 1, Stage.PREVIOUS, 1), Version(b"2", 2, Stage.CURRENT, 2)
    assert is_behind(FILE, secret(old, new))
    assert not is_behind(NOTED, secret(old, new))
    assert not is_behind(FILE, secret(Version(b"1", 1, Stage.CURRENT, 1)))
    assert is_behind(FILE, secret(Version(b"1", 1, Stage.REVOKED, 1)))


def test_only_a_whole_path_can_be_looked_for():
    assert is_file(FILE)
    assert not is_file(Place("file", "~/.env"))
    assert not is_file(Place("program", "/bin/sh"))
