"""python -m tests.bench [NAME [ARGS]]: measure, print Markdown, write build/bench/NAME.json.

Without NAME: every module here that has ``measure() -> list[Measurement]``.  A study that
takes long has ``main(argv)`` instead and runs only when it is named, with its arguments.
"""

import importlib
import json
import os
import platform
import sys
from pathlib import Path

from tests.bench.report import Measurement, markdown

HERE = Path(__file__).parent
RESULTS = HERE.parents[1] / "build" / "bench"
NO_BENCH = {"__init__", "__main__", "report"}


def main(arguments: list[str]) -> int:
    """Exit code 2 when there is no such measurement."""
    names = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NO_BENCH)
    if arguments and arguments[0] not in names:
        print(f"No measurement {arguments[0]!r}. There are: {', '.join(names)}", file=sys.stderr)
        return 2
    for name in arguments[:1] or names:
        module = importlib.import_module(f"tests.bench.{name}")
        if hasattr(module, "measure"):
            _report(name, module.measure())
        elif arguments:
            sys.argv = [name, *arguments[1:]]
            module.main()
    return 0


def _report(name: str, measurements: list[Measurement]) -> None:
    print(f"\n## {name}\n\n{markdown(measurements)}", flush=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    machine = {"python": platform.python_version(), "cores": os.cpu_count()}
    result = {"machine": machine, "measured": [each.as_json() for each in measurements]}
    text = json.dumps(result, indent=1, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
