"""The column beside: the ring, and both values."""

from msgspec import structs

from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.rotate.dialog import RotateDialog
from tests.support.window import OpenWindow


def test_both_values_are_there_and_an_answer_too_late_is_dropped(
    window: OpenWindow, begun: RotateDialog
):
    secret = window.secret("GITHUB_TOKEN")
    assert list(begun.beside.boxes) == [secret.versions[-1].id, secret.versions[-2].id]
    assert "after the switch" in begun.beside.ring.accessibleName()
    stranger = structs.replace(secret.versions[-1], id=b"x" * 16)
    begun.beside.show_value(stranger, SecretText("s3cret"))
    boxes = dict(begun.beside.boxes)
    begun.beside.show_secret(secret, 0.0)
    assert begun.beside.boxes == boxes
