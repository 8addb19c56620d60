from pathlib import Path

from keystead.gui.pages.known import short_path


def test_what_lies_below_the_home_folder_is_shortened():
    home = Path("/home/mara")
    assert short_path(home / "Sync" / "work.keystead", home) == "~/Sync/work.keystead"
    assert short_path(Path("/media/stick/work.keystead"), home) == "/media/stick/work.keystead"
    assert short_path(Path("/x")) == "/x"
