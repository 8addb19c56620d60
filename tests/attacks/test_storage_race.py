"""Two processes write one vault file as fast as they can: every change is in it in the end."""

import subprocess
import sys
from pathlib import Path

from tests.support.hammer import to_json
from tests.support.vaults import World, values

ROOT = Path(__file__).resolve().parents[2]
CHANGES = 25


def hammering(world: World, name: str) -> subprocess.Popen[bytes]:
    place = to_json(world.device(name).place)
    start = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'app')!r}];"
    start += "from tests.support.hammer import from_json, main;"
    start += "main(from_json(sys.argv[1]), sys.argv[2], int(sys.argv[3]))"
    return subprocess.Popen([sys.executable, "-c", start, place, name.upper(), str(CHANGES)])


def test_two_processes_that_hammer_one_file_lose_nothing(world: World):
    processes = [hammering(world, name) for name in ("a", "b")]
    assert [process.wait() for process in processes] == [0, 0]
    # What lost the last race lies in its replica; the next look at the file carries it over.
    for name in ("a", "b"):
        vault = world.device(name).open()
        vault.publish()
        vault.close()
    expected = {
        f"{name}_{number}": f"{name} {number}" for name in ("A", "B") for number in range(CHANGES)
    }
    for name in ("a", "b", "fresh"):
        assert values(world.device(name).open()) == expected
