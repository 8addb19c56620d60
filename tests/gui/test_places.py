"""Places in the detail pane: what is gone, what is behind, forgetting one."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.link import LinkLabel
from keystead.services import export
from keystead.services.places import look
from keystead.services.whereabouts import of_file
from tests.support.window import OpenWindow


def words(window: OpenWindow) -> list[str]:
    labels = window.view.detail.places.findChildren(ElidedLabel)
    return [label.words() for label in labels if label.isVisible() and label.words()]


def put(window: OpenWindow, *paths: Path) -> None:
    """Values of dev were written to these files."""

    def work(owner) -> None:
        for path in paths:
            export.record(owner.vault, "prod", ["GITHUB_TOKEN"], of_file(path, "node"))

    window.controller.work(work)
    window.settle()


def test_versions_and_older_values_are_told(window: OpenWindow, qtbot: QtBot):
    window.choose("STRIPE_SECRET_KEY")
    qtbot.waitUntil(lambda: "still v6" in words(window))
    found = words(window)
    assert found[found.index("~/src/shop-api/.env") + 1] == "v7"
    assert window.view.detail.places.has_places


def test_an_answer_that_tells_nothing_new_leaves_the_lines(window: OpenWindow):
    places = window.view.detail.places
    secret = window.choose("STRIPE_SECRET_KEY")
    lines = places.findChildren(IconButton)
    window.settle()
    places.show_now(secret, look(secret))
    assert places.findChildren(IconButton) == lines
    assert all(line.isVisible() for line in lines)


def test_a_file_that_is_gone_is_said_and_can_be_forgotten(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path
):
    here, gone = tmp_path / "here.env", tmp_path / "gone.env"
    here.write_text("")
    put(window, here, gone)
    window.choose("GITHUB_TOKEN")
    qtbot.waitUntil(lambda: "gone" in words(window))
    found = words(window)
    assert found.index("gone") == found.index(str(gone)) + 1
    buttons = window.view.detail.places.findChildren(IconButton)
    (button,) = [one for one in buttons if one.accessibleName().endswith("gone.env")]
    button.click()
    qtbot.waitUntil(lambda: str(here) in words(window) and str(gone) not in words(window))


def test_many_places_are_listed_on_request(window: OpenWindow, qtbot: QtBot, tmp_path: Path):
    put(window, *(tmp_path / f"{number}.env" for number in range(8)))
    window.choose("GITHUB_TOKEN")
    qtbot.waitUntil(lambda: "7.env" not in "".join(words(window)) and len(words(window)) > 6)
    window.settle()
    links = window.view.detail.places.findChildren(LinkLabel)
    (link,) = [one for one in links if one.isVisible()]
    assert link.text() == "2 more"
    link.click()
    qtbot.waitUntil(lambda: len([one for one in words(window) if one.endswith(".env")]) == 8)
