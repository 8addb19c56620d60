"""python -m tests.bench [NAME] [--write]: measure, print Markdown, write build/bench/NAME.json.

Without NAME: every module here that has ``measure() -> list[Measurement]``, each in a process
of its own, and then docs/benchmarks.md.  With a NAME, ``--write`` renews that page, too, from
all results that are there.  A study that takes long has ``main(argv)`` instead and runs only
when it is named, with its arguments.
"""

import compileall
import importlib
import json
import subprocess
import sys

from tests.bench import page
from tests.bench.report import Measurement, markdown


def main(arguments: list[str]) -> int:
    """Exit code 2 when there is no such measurement, 1 where one failed."""
    # As an installed program has it; where Python may not write it, every start would compile.
    compileall.compile_dir(page.ROOT / "app", quiet=2)
    words = [word for word in arguments if word != "--write"]
    if not words:
        failed = max(_apart(name) for name in page.CHAPTERS)
        page.write()
        return failed
    name = words[0]
    if name not in {*page.CHAPTERS, *page.STUDIES}:
        known = ", ".join(sorted({*page.CHAPTERS, *page.STUDIES}))
        print(f"No measurement {name!r}. There are: {known}", file=sys.stderr)
        return 2
    module = importlib.import_module(f"tests.bench.{name}")
    if name in page.STUDIES:
        sys.argv = words
        return int(module.main())
    _report(name, module.measure())
    if "--write" in arguments:
        page.write()
    return 0


def _apart(name: str) -> int:
    """One measurement in a new process: what an earlier one left in memory slows none."""
    done = subprocess.run((sys.executable, "-m", "tests.bench", name), check=False)
    return min(done.returncode, 1)


def _report(name: str, measurements: list[Measurement]) -> None:
    print(f"\n## {page.title(name)}\n\n{markdown(measurements)}", flush=True)
    page.RESULTS.mkdir(parents=True, exist_ok=True)
    result = {"machine": page.machine(), "measured": [each.as_json() for each in measurements]}
    text = json.dumps(result, indent=1, ensure_ascii=False)
    (page.RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
