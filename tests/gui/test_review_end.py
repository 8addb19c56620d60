from msgspec.structs import replace

from keystead.core.model import Decision, Review
from keystead.gui.vault.review_end import ReviewEnd, told
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.labels import ElidedLabel
from tests.support.window import OpenWindow


def test_how_it_went_in_words():
    assert told([], 0)[0] == "No key is due for a review"
    decisions = [Decision.KEEP, Decision.KEEP, Decision.REVOKE]
    assert told(decisions, 3) == ("The review is done", "2 kept, 1 revoked.")
    assert told(decisions, 5) == ("That is all for now", "2 kept, 1 revoked, 2 still due.")


def test_what_is_to_do_next_is_listed(window: OpenWindow, qtbot):
    npm, stripe = window.secret("NPM_TOKEN"), window.secret("STRIPE_SECRET_KEY")
    review = Review(1, "Ann", Decision.NARROW, "read-only")
    narrowed = replace(stripe, reviewed=review)
    rows = [(npm, Decision.ROTATE), (narrowed, Decision.NARROW)]
    end = ReviewEnd(window.view.theme, rows, 2)
    qtbot.addWidget(end)
    (button,) = end.findChildren(Button)
    with qtbot.waitSignal(end.rotate_asked) as asked:
        button.click()
    assert asked.args == [npm]
    assert "read-only" in [one.words() for one in end.findChildren(ElidedLabel)]
