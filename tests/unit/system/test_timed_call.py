import threading

import pytest

from keystead.system.timed_call import call_within


def test_results_and_errors_come_back():
    assert call_within(10, lambda: 5) == 5
    with pytest.raises(ZeroDivisionError):
        call_within(10, lambda: 1 // 0)


def test_what_takes_too_long_is_left_behind():
    free = threading.Event()
    with pytest.raises(TimeoutError):
        call_within(0.05, lambda: free.wait(30))
    free.set()
