import copy
import logging
import pickle

import pytest

from keystead.core.secret_types import SecretBytes, SecretText

SECRET = "correct-horse-battery"


@pytest.mark.parametrize("value", [SecretText(SECRET), SecretBytes(SECRET.encode())])
def test_no_way_of_printing_shows_the_value(value: SecretText | SecretBytes) -> None:
    shown = [repr(value), str(value), f"{value}", f"{value:>40}", f"{[value]}", "%s" % value]  # noqa: UP031
    assert not any(SECRET in text for text in shown)


def test_a_log_line_shows_a_mask(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("keystead.test").warning("value %s", SecretText(SECRET))
    assert SECRET not in caplog.text


@pytest.mark.parametrize("value", [SecretText(SECRET), SecretBytes(SECRET.encode())])
def test_pickling_copying_and_hashing_are_refused(value: SecretText | SecretBytes) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(value)
    with pytest.raises(TypeError):
        copy.deepcopy(value)
    with pytest.raises(TypeError):
        hash(value)


def test_equality_is_by_content_and_type() -> None:
    assert SecretText(SECRET) == SecretText(SECRET)
    assert SecretText(SECRET) != SecretText(SECRET + "x")
    assert SecretBytes(b"a") == SecretBytes(b"a")
    assert SecretBytes(b"a") != SecretBytes(b"b")
    assert SecretText("a") != "a"
    assert SecretBytes(b"a") != b"a"
    assert SecretText("\ud800") == SecretText("\ud800")


def test_reveal_and_length() -> None:
    assert SecretText(SECRET).reveal() == SECRET
    assert len(SecretText(SECRET)) == len(SECRET)
    assert SecretBytes(b"abc").reveal() == b"abc"
    assert len(SecretBytes(b"abc")) == 3
