import pytest

from keystead.core.durations import DAY, HOUR
from keystead.core.model import Risk, Secret
from keystead.core.policy import Rotation, default_rotation, interval, overlap, rotation


def made(
    risk: Risk | None, rotate_every: int | None = None, own_overlap: int | None = None
) -> Secret:
    return Secret(
        id=b"i",
        name="A",
        environment="dev",
        environment_id=b"e",
        created=0,
        risk=risk,
        rotate_every=rotate_every,
        overlap=own_overlap,
    )


@pytest.mark.parametrize(
    ("risk", "days", "seconds"),
    [
        (Risk.HIGH, 30, 24 * HOUR),
        (Risk.MODERATE, 90, 48 * HOUR),
        (Risk.LOW, 180, 7 * DAY),
        (None, None, 48 * HOUR),
    ],
)
def test_the_class_decides_where_the_secret_does_not(
    risk: Risk | None, days: int | None, seconds: int
) -> None:
    assert default_rotation(risk) == Rotation(days, seconds)
    assert rotation(made(risk)) == Rotation(days, seconds)


def test_the_secrets_own_words_come_first() -> None:
    secret = made(Risk.HIGH, 45, 3_600)
    assert (interval(secret), overlap(secret)) == (45, 3_600)


def test_an_own_interval_of_nought_is_never_and_no_overlap_is_none() -> None:
    secret = made(Risk.HIGH, 0, 0)
    assert rotation(secret) == Rotation(None, 0)
