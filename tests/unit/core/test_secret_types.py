import copy
import dataclasses
import json
import logging
import pickle
import pprint
import traceback

import msgspec
import pytest

from keystead.core.secret_types import SecretBytes, SecretText

SECRET = "correct-horse-battery"


@dataclasses.dataclass
class Holder:
    name: str
    value: SecretText | SecretBytes


class Record(msgspec.Struct):
    name: str
    value: SecretText | SecretBytes


BOTH = pytest.mark.parametrize("value", [SecretText(SECRET), SecretBytes(SECRET.encode())])


@BOTH
def test_whatever_holds_one_prints_a_mask(value: SecretText | SecretBytes) -> None:
    held = {"key": [value, (value,)]}
    shown = [repr(Holder("k", value)), repr(Record("k", value)), str(held), pprint.pformat(held)]
    shown += [str(ValueError(value)), repr(ValueError("x", value)), ascii(value)]
    assert not any(SECRET in text for text in shown)
    assert all("•" in text or "\\u2022" in text for text in shown)


@BOTH
def test_no_encoder_takes_one(value: SecretText | SecretBytes) -> None:
    for encode in (
        json.dumps,
        msgspec.json.encode,
        msgspec.msgpack.encode,
        lambda one: dataclasses.asdict(Holder("k", one)),
        lambda one: msgspec.json.encode(Record("k", one)),
        vars,
        lambda one: one.__getstate__(),
        copy.copy,
    ):
        with pytest.raises(TypeError) as refused:
            encode(value)
        assert SECRET not in "".join(traceback.format_exception(refused.value))


@BOTH
def test_neither_the_interpreter_nor_mypy_takes_one_for_what_it_holds(
    value: SecretText | SecretBytes,
) -> None:
    # mypy would complain about an ignore that is not needed.
    with pytest.raises(TypeError):
        bytes(value)  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        list(value)  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        "".join(value)  # type: ignore[arg-type]


@BOTH
def test_an_exception_with_one_shows_a_mask_in_every_traceback(
    value: SecretText | SecretBytes, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError("bad", value)

    try:
        fail()
    except ValueError as error:
        found = traceback.TracebackException.from_exception(error, capture_locals=True)
        logging.getLogger("keystead.test").exception("failed with %r", value)
    assert SECRET not in "".join(found.format())
    assert SECRET not in caplog.text
    assert "•" in caplog.text


def test_a_wiped_secret_is_zeros_and_says_so() -> None:
    value = SecretBytes(SECRET.encode())
    held = value._value
    value.wipe()
    assert bytes(held) == bytes(len(SECRET))
    assert len(value) == len(SECRET)
    with pytest.raises(ValueError, match="wiped"):
        value.reveal()


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
