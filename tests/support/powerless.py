"""Processes as an ordinary user's: without root's right to look into every process.

Tests often run as root, for whom no process is closed.  What is run behind ``PREFIX`` keeps
its user and its files but has no capability, and no child of it gets one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

PREFIX: tuple[str, ...] = (
    ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
)

# Says for each file of a process whether it can be read, and whether its memory holds a text.
_LOOK = r"""
import json, re, sys
pid, wanted = sys.argv[1], [bytes.fromhex(word) for word in sys.argv[2:]]
found = {"memory": [], "environ": "", "exe": ""}
import os
try: found["exe"] = os.readlink(f"/proc/{pid}/exe")
except OSError: pass
try: found["environ"] = open(f"/proc/{pid}/environ", "rb").read().decode("utf-8", "replace")
except OSError: found["environ"] = None
try:
    memory = open(f"/proc/{pid}/mem", "rb", 0)
    areas = open(f"/proc/{pid}/maps").read().splitlines()
except OSError:
    found["memory"] = None
else:
    for area in areas:
        span, rights = area.split()[:2]
        start, end = (int(one, 16) for one in span.split("-"))
        if not rights.startswith("rw") or end - start > 1 << 28: continue
        try:
            memory.seek(start); data = memory.read(end - start)
        except OSError: continue
        found["memory"] += [one.hex() for one in wanted if one in data]
print(json.dumps(found))
"""


def look_into(pid: int, *wanted: bytes) -> dict[str, object]:
    """What another program of the user gets to see of a process.

    ``memory``: those of ``wanted`` (in hex) that are in it, None where it is closed;
    ``environ``: what it was started with, None where closed; ``exe``: its program, or ''.
    """
    words = [one.hex() for one in wanted]
    done = subprocess.run(
        [*PREFIX, sys.executable, "-c", _LOOK, str(pid), *words],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def command_lines() -> dict[int, bytes]:
    """The arguments of every process that can be seen."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found[int(entry.name)] = (entry / "cmdline").read_bytes()
            except OSError:
                continue
    return found
