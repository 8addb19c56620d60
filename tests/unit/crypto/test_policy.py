"""Caps on the cost of an unlock, and calibration."""

import time
from collections.abc import Callable

import pytest

from keystead.crypto.errors import BadParameters
from keystead.crypto.kdf import Argon2Params, argon2id
from keystead.crypto.policy import SHIPPED, KdfPolicy

MIB = 1024
LARGE = 64 << 30
CHEAP = KdfPolicy(Argon2Params(32, 1), Argon2Params(64, 1), ceiling_kib=256, target_seconds=0.001)
WIDE = KdfPolicy(Argon2Params(32, 3), Argon2Params(1024, 3), 2048 * MIB, target_seconds=1.0)


def took(seconds: float) -> Callable[[], float]:
    """A timer that shows this span between its two readings."""
    return iter([100.0, 100.0 + seconds]).__next__


def test_the_shipped_policy_is_that_of_the_design() -> None:
    assert SHIPPED.light == Argon2Params(64 * MIB, 3, 4)
    assert SHIPPED.floor == Argon2Params(256 * MIB, 3, 4)
    assert SHIPPED.ceiling_kib == 2048 * MIB
    assert SHIPPED.target_seconds == 1.0


@pytest.mark.parametrize("memory", [256 * MIB, 300 * MIB + 1, 2048 * MIB])
@pytest.mark.parametrize("passes", [3, 10])
def test_costs_within_the_caps_pass(memory: int, passes: int) -> None:
    SHIPPED.check(Argon2Params(memory, passes, 4), LARGE)


@pytest.mark.parametrize(
    "params",
    [
        Argon2Params(256 * MIB, 2),
        Argon2Params(256 * MIB, 11),
        Argon2Params(256 * MIB, 2**31),
        Argon2Params(256 * MIB, -3),
        Argon2Params(256 * MIB - 1, 3),
        Argon2Params(2048 * MIB + 1, 3),
        Argon2Params(2**32, 3),
        Argon2Params(0, 3),
        Argon2Params(256 * MIB, 3, 1),
        Argon2Params(256 * MIB, 3, 5),
        Argon2Params(256 * MIB, 3, 0),
    ],
)
def test_costs_outside_the_caps_are_refused_before_anything_is_derived(
    params: Argon2Params,
) -> None:
    start = time.process_time()
    with pytest.raises(BadParameters):
        SHIPPED.check(params, LARGE)
    assert time.process_time() - start < 0.1


def test_at_most_half_the_memory_is_used() -> None:
    gib = 1 << 30
    params = Argon2Params(1024 * MIB, 3)
    SHIPPED.check(params, 2 * gib)
    with pytest.raises(BadParameters) as caught:
        SHIPPED.check(params, 2 * gib - 2048)
    assert "1024 MiB" in caught.value.message
    assert "Emergency Kit" in caught.value.message
    assert caught.value.data == {"memory_kib": 1024 * MIB}
    assert SHIPPED.limit_kib(2 * gib) == 1024 * MIB
    assert SHIPPED.limit_kib(LARGE) == 2048 * MIB


def test_a_cheap_policy_is_another_object() -> None:
    CHEAP.check(CHEAP.floor, 1 << 20)
    assert len(argon2id(b"secret", bytes(16), CHEAP.floor)) == 32
    with pytest.raises(BadParameters):
        SHIPPED.check(CHEAP.floor, LARGE)


@pytest.mark.parametrize(
    ("seconds", "memory_size", "expected"),
    [
        pytest.param(5.0, LARGE, Argon2Params(1024, 3), id="slow: the floor"),
        pytest.param(1.0, LARGE, Argon2Params(1024, 3), id="just right"),
        pytest.param(0.1, LARGE, Argon2Params(10240, 3), id="memory grows with the time"),
        pytest.param(0.3, LARGE, Argon2Params(3408, 3), id="a multiple of 16 KiB"),
        pytest.param(1 / 1024, LARGE, Argon2Params(1024 * MIB, 3), id="1 GiB"),
        pytest.param(1 / 2048, LARGE, Argon2Params(1024 * MIB, 6), id="then passes"),
        pytest.param(0.0, LARGE, Argon2Params(1024 * MIB, 10), id="at most ten"),
        pytest.param(0.01, 64 << 20, Argon2Params(32 * MIB, 9), id="half the memory, then passes"),
    ],
)
def test_calibration_takes_memory_first(
    seconds: float, memory_size: int, expected: Argon2Params
) -> None:
    made = WIDE.calibrate(memory_size, took(seconds))
    assert made == expected
    WIDE.check(made, memory_size)


def test_calibration_with_a_real_timer_stays_within_the_policy() -> None:
    made = CHEAP.calibrate(LARGE, time.monotonic)
    CHEAP.check(made, LARGE)


def test_calibration_refuses_a_computer_that_cannot_lend_the_floor() -> None:
    with pytest.raises(BadParameters):
        SHIPPED.calibrate(256 << 20, time.monotonic)
