import time

from keystead.core.clock import Clock
from keystead.system.clock import SystemClock


def test_it_tells_the_time_of_the_system():
    clock: Clock = SystemClock()
    assert abs(clock.now() - time.time()) < 5
    assert clock.monotonic() <= clock.monotonic()
