import msgspec
import pytest

from keystead.core.model import Secret, Stage, State, Version


def made(*stages: Stage) -> Secret:
    versions = tuple(
        Version(id=bytes([number]), number=number, stage=stage, created=0)
        for number, stage in enumerate(stages, 1)
    )
    return Secret(
        id=b"i", name="A", environment="dev", environment_id=b"e", created=0, versions=versions
    )


def test_the_current_version_is_the_newest_current_one() -> None:
    found = made(Stage.RETIRED, Stage.CURRENT, Stage.CURRENT, Stage.PENDING).current
    assert found is not None
    assert found.number == 3


def test_without_a_current_version_there_is_none() -> None:
    assert made().current is None
    assert made(Stage.REVOKED, Stage.PENDING).current is None


def test_a_secret_is_frozen() -> None:
    with pytest.raises(AttributeError):
        made().name = "B"  # type: ignore[misc]


def test_a_secret_survives_msgpack() -> None:
    secret = made(Stage.CURRENT)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(secret), type=Secret) == secret


def test_the_states_are_those_that_scripts_know() -> None:
    assert [state.value for state in State] == [
        "ok",
        "expiring",
        "expired",
        "rotation-due",
        "overlap",
        "revoked",
        "trash",
        "conflict",
    ]
