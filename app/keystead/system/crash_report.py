"""Crashes told by kind and place: never the text of an error or a variable, which could hold
a value.

``install`` covers what Python would print by itself: an exception that nobody catches, one
in a thread, and one where there is nobody to raise it to.
"""

import contextlib
import faulthandler
import sys
import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


def report(kind: type[BaseException], trace: "TracebackType | None") -> str:
    """Kind and places, the innermost last; no text of the error, no source lines."""
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"  {code.co_filename}:{trace.tb_lineno} in {code.co_name}\n")
        trace = trace.tb_next
    return f"keystead: {kind.__name__} was not foreseen\n{''.join(places)}"


def install() -> None:
    """Take the place of the interpreter's own reports, which print the error's text.

    A crash below Python is told by ``faulthandler``, which prints files, lines and names.
    """
    # stderr may be closed, or no file.
    with contextlib.suppress(OSError, RuntimeError, ValueError, AttributeError):
        faulthandler.enable()
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread


def _uncaught(
    kind: type[BaseException], _error: BaseException, trace: "TracebackType | None"
) -> None:
    # sys.stderr is None in a process without a console.
    if sys.stderr is not None and not issubclass(kind, KeyboardInterrupt):
        sys.stderr.write(report(kind, trace))


def _unraisable(found: "sys.UnraisableHookArgs") -> None:
    _uncaught(found.exc_type, found.exc_value or found.exc_type(), found.exc_traceback)


def _in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_type is not SystemExit:
        _uncaught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
