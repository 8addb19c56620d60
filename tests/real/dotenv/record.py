"""Recording what a real reader does, where its toolchain is too much for every test run.

    python3 -m tests.real.dotenv.record go "godotenv 1.5.1" ./program

writes `recorded/go.json`; the program is built from `programs/` and speaks as is said
there.  `test_recorded.py` compares our models with these tables.
"""

import json
import random
import subprocess
import sys
from pathlib import Path

from tests.unit.formats.nasty import CLASSES, random_file, random_value

FOLDER = Path(__file__).parent / "recorded"
_TIMEOUT = 60  # seconds
_FILES = 250


def texts(seed: str) -> list[str]:
    """Files that are hardly `.env` files, files of odd values, and the shared classes."""
    source = random.Random(seed)
    found = [random_file(source) for _ in range(_FILES)]
    for _ in range(_FILES):
        quotes = [source.choice(("", "'", '"')) for _ in "AB"]
        found.append(
            "".join(
                f"{name}={quote}{random_value(source)}{quote}\n"
                for name, quote in zip("AB", quotes, strict=True)
            )
        )
    for value in CLASSES.values():
        found += [f"A={quote}{value}{quote}\nB=1\n" for quote in ("", "'", '"')]
    return [text for text in found if not set(text) & set("\0\1\2")]


def run(command: list[str], given: list[str]) -> list[dict[str, str] | None]:
    """What the program makes of each text; None where the reader fails."""
    done = subprocess.run(
        command, input="\0".join(given).encode(), capture_output=True, env={}, timeout=_TIMEOUT,
        check=True,
    )  # fmt: skip
    answers = done.stdout.decode().split("\0")[:-1]
    assert len(answers) == len(given)
    return [None if "\2" in answer else _pairs(answer) for answer in answers]


def _pairs(answer: str) -> dict[str, str]:
    split = (pair.partition("=") for pair in answer.split("\1")[:-1])
    return {name: value for name, _, value in split}


def main(arguments: list[str]) -> int:
    """Write the table; exit code 2 for too few words."""
    if len(arguments) < 3:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    name, version, *command = arguments
    given = texts(name)
    table = {"reader": version, "files": list(zip(given, run(command, given), strict=True))}
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(table, ensure_ascii=True, indent=0) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
