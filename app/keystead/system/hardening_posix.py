"""Hardening on macOS and other POSIX systems; Linux has more (``hardening_linux``)."""

import contextlib
import os
import resource
import sys

assert sys.platform != "win32"  # noqa: S101 - tells mypy which platform this file is for


def no_core_dumps() -> None:
    """No core file, whatever the shell allows."""
    limit_core(0)


def limit_core(size: int) -> None:
    """Let no core file exceed ``size`` bytes; a lower hard limit stays."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    wanted = size if hard == resource.RLIM_INFINITY else min(size, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (wanted, hard))


def hide_memory() -> None:
    """Nothing to do: macOS lets no program read another without a right of its own."""


def erase_variable(name: str) -> None:
    """Overwrite the value in the block that the process was started with."""
    import ctypes

    library = ctypes.CDLL(None)
    library.getenv.restype = ctypes.c_void_p
    library.getenv.argtypes = (ctypes.c_char_p,)
    library.strlen.argtypes = (ctypes.c_void_p,)
    library.strlen.restype = ctypes.c_size_t
    place = library.getenv(os.fsencode(name))
    if place:
        ctypes.memset(place, 0, library.strlen(place))
