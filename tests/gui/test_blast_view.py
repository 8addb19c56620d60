import pytest
from PySide6.QtWidgets import QApplication

from keystead.core.blast_radius import Copy, Radius, Related, Spot, Use, Why
from keystead.core.model import Place
from keystead.gui.vault.blast_view import BlastView
from keystead.gui.widgets.labels import ElidedLabel
from tests.support.window import OpenWindow


def words(window: OpenWindow, radius: Radius, qtbot) -> list[str]:
    assert window.controller.snapshot is not None
    view = BlastView(window.view.theme, radius, window.controller.snapshot)
    qtbot.addWidget(view)
    view.show()
    QApplication.processEvents()
    return [one.words() for one in view.findChildren(ElidedLabel)]


def test_everything_that_a_value_reaches_is_named(window: OpenWindow, qtbot):
    secret, other = window.secret("STRIPE_SECRET_KEY"), window.secret("NPM_TOKEN")
    radius = Radius(
        secret,
        (
            Spot(Place("file", "/a/.env", host="box"), Copy.HOLDS),
            Spot(Place("pipeline", "GitHub Actions")),
        ),
        ("Ann", "Bob"),
        "Bob",
        (Related(other, Why.VALUE),),
        (Use(int(window.clock.now()), "copy", "window", "box", "Ann"),),
    )
    said = words(window, radius, qtbot)
    for text in ("/a/.env", "box", "holds the value", "GitHub Actions", "Ann", "you", "NPM_TOKEN",
                 "the same value", "Copied, window on box"):  # fmt: skip
        assert text in said


@pytest.mark.parametrize("number", [8, 30])
def test_many_places_say_how_many_more(window: OpenWindow, number, qtbot):
    spots = tuple(Spot(Place("file", f"/{one}/.env")) for one in range(number))
    said = words(window, Radius(window.secret("NPM_TOKEN"), spots), qtbot)
    assert ("22 more" in said) is (number == 30)


def test_what_there_is_none_of_is_said_or_left_out(window: OpenWindow, qtbot):
    said = words(window, Radius(window.secret("NPM_TOKEN")), qtbot)
    assert "No place is known" in said
    assert "None in the last 30 days" in said
    assert "Other keys in danger" not in said
