from keystead.core.clock import Clock


class Stopped:
    """The least that a clock is."""

    def now(self) -> float:
        return 12.5

    def monotonic(self) -> float:
        return 1.0


def test_a_plain_object_with_two_methods_is_a_clock() -> None:
    clock: Clock = Stopped()
    assert (clock.now(), clock.monotonic()) == (12.5, 1.0)
