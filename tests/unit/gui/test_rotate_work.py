"""What the worker does for the assistant, without a window."""

import pytest

from keystead.core import renewal
from keystead.core.model import Placed, Secret
from keystead.core.recipes import Recipe
from keystead.core.secret_types import SecretText
from keystead.gui import rotate_work
from keystead.services import places
from keystead.services.errors import NoRotation
from keystead.services.owner import Owner
from tests.support.demo_vault import DemoVault
from tests.support.vaults import add, named


@pytest.fixture
def owner(tmp_path):
    made = DemoVault(tmp_path).open()
    add(made.vault, "A", "alpha")
    add(made.vault, "B", "beta")
    places.note(made.vault, named(made.vault, "A"), "pipeline", "CI")
    yield made
    made.lock()


def key(owner: Owner) -> Secret:
    return named(owner.vault, "A")


def test_from_the_value_to_the_end(owner: Owner):
    rotate_work.begin(owner, key(owner), SecretText("new"))
    assert rotate_work.resume(owner, key(owner)) == key(owner)
    secret = rotate_work.mark(owner, key(owner), 1, Placed.DONE)
    assert renewal.steps(secret)[0].note == "by hand"
    secret = rotate_work.mark(owner, key(owner), 1, Placed.OPEN)
    assert renewal.steps(secret)[0].note == ""
    assert rotate_work.write_files(owner, secret) == secret
    assert rotate_work.verified(owner, secret, "by hand").renewal is not None
    rotate_work.switch(owner, secret)
    assert rotate_work.finish(owner, secret).renewal is None


def test_back_again(owner: Owner):
    rotate_work.begin(owner, key(owner), SecretText("new"))
    assert rotate_work.undo(owner, key(owner)).left == ()
    with pytest.raises(NoRotation):
        rotate_work.resume(owner, key(owner))


def test_many_but_those_under_way(owner: Owner):
    rotate_work.begin(owner, key(owner), SecretText("new"))
    both = [key(owner), named(owner.vault, "B")]
    assert rotate_work.begin_many(owner, both, Recipe()) == 1
    assert renewal.underway(named(owner.vault, "B")) is not None
