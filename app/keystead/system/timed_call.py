"""Calling what may never come back."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

Result = TypeVar("Result")


def call_within(seconds: float, call: Callable[[], Result]) -> Result:
    """What ``call`` returns or raises, unless it takes longer: then TimeoutError.

    The call runs in a thread of its own, which is left behind when the time is up; it does
    not keep the program from ending.
    """
    answers: SimpleQueue[tuple[Result | None, BaseException | None]] = SimpleQueue()

    def work() -> None:
        try:
            answers.put((call(), None))
        except BaseException as error:  # noqa: BLE001 - handed over to the caller, whatever it is
            answers.put((None, error))

    threading.Thread(target=work, name="timed call", daemon=True).start()
    try:
        result, error = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"no answer within {seconds:g} seconds") from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # set whenever error is None
