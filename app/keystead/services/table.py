"""Making the table of codes: short ones here, long ones in a child process."""

import subprocess
from collections.abc import Sequence
from typing import IO

from keystead.crypto.offset_table import ENTRY, Progress, build
from keystead.services.errors import TableFailed
from keystead.services.table_child import PROGRESS, REQUEST, TABLE
from keystead.vault.capsule import WINDOWS_A_DAY, TableBuilder

IN_PROCESS = 14 * WINDOWS_A_DAY
"""Entries up to which starting a process costs more than it spares: about 0.1 s."""


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


def table_builder(command: Sequence[str]) -> TableBuilder:
    """What makes tables; ``command`` starts ``table_child.main`` on its standard streams."""

    def make(
        totp_secret: bytes, key: bytes, target: int, first: int, count: int, progress: Progress
    ) -> bytes:
        if count <= IN_PROCESS:
            return build(totp_secret, key, target, first, count, progress)
        request = REQUEST.pack(totp_secret, key, target, first, count)
        return _in_child(command, request, count, progress)

    return make


def _in_child(command: Sequence[str], request: bytes, count: int, progress: Progress) -> bytes:
    """The table from the child; TableFailed where it does not deliver it whole."""
    try:
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise _failed() from error
    with child:
        assert child.stdin is not None  # noqa: S101 - both are pipes
        assert child.stdout is not None  # noqa: S101
        try:
            child.stdin.write(request)
            child.stdin.close()
            return _answer(child.stdout, count, progress)
        except BrokenPipeError as error:
            raise _failed() from error
        finally:
            # Whatever stopped us, cancelling included: nobody waits for its work.
            child.kill()


def _answer(stream: IO[bytes], count: int, progress: Progress) -> bytes:
    while (kind := stream.read(1)) == b"P":
        numbers = stream.read(PROGRESS.size - 1)
        if len(numbers) != PROGRESS.size - 1:
            raise _failed()
        _, done, total = PROGRESS.unpack(kind + numbers)
        progress(done, total)
    table = stream.read(ENTRY * count) if kind == TABLE else b""
    if len(table) != ENTRY * count:
        raise _failed()
    return table


def _failed() -> TableFailed:
    return TableFailed(
        "The table of codes could not be made, because its process ended early. Nothing was "
        "changed; try again."
    )
