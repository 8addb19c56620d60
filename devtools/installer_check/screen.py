"""A private X server whose picture lies in a file, so that looking costs the program nothing."""

import mmap
import os
import struct
import subprocess
import time
import zlib
from collections import Counter
from pathlib import Path
from typing import Self

from devtools.shell import stop

WIDTH, HEIGHT = 1440, 900
_FOLDER = "frame"
_FILE = "Xvfb_screen0"
_PIXEL = 4
_SIZE, _COLOURS, _BYTES_PER_LINE = 0, 19, 12
"""Places of 32-bit numbers in the header of an XWD file."""
_COLOUR_ENTRY = 12


class Screen:
    """Xvfb on a display number that it chooses; ends with the ``with`` block."""

    def __init__(self, folder: Path) -> None:
        frame = folder / _FOLDER
        frame.mkdir()
        reading, writing = os.pipe()
        command = ["setpriv", "--pdeathsig", "TERM", "Xvfb", "-displayfd", str(writing)]
        # -ac: whoever is the user in the bare system may draw on it.
        command += ["-ac", "-nolisten", "tcp", "-noreset", "-dpi", "96", "-fbdir", str(frame)]
        command += ["-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
        self._server = subprocess.Popen(
            command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as pipe:
            number = pipe.readline().strip()
        if not number:
            stop("Xvfb did not start.")
        self.name = f":{number}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait()


class Picture:
    """What a Screen shows, read from its file."""

    def __init__(self, folder: Path) -> None:
        with (folder / _FOLDER / _FILE).open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack(">25I", self._map[:100])
        self._start = header[_SIZE] + header[_COLOURS] * _COLOUR_ENTRY
        self._line = header[_BYTES_PER_LINE]

    def pixels(self) -> bytes:
        """All lines, four bytes a pixel (blue, green, red, none)."""
        return self._map[self._start : self._start + HEIGHT * self._line]

    def _sample(self) -> bytes:
        """Some lines of it: looking must not take the processor from what is looked at."""
        lines = range(self._start, self._start + HEIGHT * self._line, _EVERY * self._line)
        return b"".join(self._map[at : at + self._line] for at in lines)

    def wait_for_change(self, seconds: float) -> float:
        """Wait until the picture is not what it is now; ``time.perf_counter`` of then.

        TimeoutError when nothing changes.
        """
        deadline = time.perf_counter() + seconds
        before = self._sample()
        while self._sample() == before:
            if time.perf_counter() > deadline:
                raise TimeoutError("nothing was painted")
            time.sleep(0.002)
        return time.perf_counter()

    def wait_for_rest(self, still: float = 1.0, seconds: float = 30.0) -> None:
        """Wait until nothing but a blinking cursor's worth changes for *still* seconds."""
        deadline = time.perf_counter() + seconds
        last, since = self.pixels(), time.perf_counter()
        while time.perf_counter() - since < still and time.perf_counter() < deadline:
            time.sleep(0.1)
            now = self.pixels()
            if _differing(now, last) > _CURSOR:
                last, since = now, time.perf_counter()

    def save(self, path: Path) -> None:
        """Write it as a PNG file."""
        lines = self.pixels()
        rows = bytearray()
        for y in range(HEIGHT):
            line = lines[y * self._line : y * self._line + WIDTH * _PIXEL]
            colours = bytearray(WIDTH * 3)
            colours[0::3], colours[1::3], colours[2::3] = line[2::4], line[1::4], line[0::4]
            rows += b"\x00" + colours
        size = struct.pack(">2I5B", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", size), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))

    def is_blank(self) -> bool:
        """Whether it shows hardly more than one colour."""
        pixels = self.pixels()
        counted = Counter(memoryview(pixels).cast("I"))
        (_, most), *others = counted.most_common(20)
        return len(others) < 10 or most > 0.995 * WIDTH * HEIGHT


_EVERY = 50
"""Of so many lines, one is looked at while waiting for a paint."""
_CURSOR = 64
"""Pixels that a text cursor may change."""


def _differing(one: bytes, other: bytes) -> int:
    if one == other:
        return 0
    pairs = zip(memoryview(one).cast("I"), memoryview(other).cast("I"), strict=True)
    return sum(first != second for first, second in pairs)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
