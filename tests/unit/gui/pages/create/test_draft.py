import pytest

from keystead.gui.pages.create.draft import file_name


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Harbour Studio", "harbour-studio.keystead"),
        ("../../etc", "etc.keystead"),
        ("Größe 2", "größe-2.keystead"),
        ("!!!", "vault.keystead"),
    ],
)
def test_a_file_name_is_plain(name, file):
    assert file_name(name) == file
