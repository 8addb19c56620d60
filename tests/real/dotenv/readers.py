"""The real readers, each run once for a whole batch of files."""

import contextlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import dotenv

from tests.real.tools import npm_modules, program

TIMEOUT = 120  # seconds

_NODE_SCRIPT = """
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'))
const parse = process.argv[1] === 'node' ? require('util').parseEnv : require(process.argv[1]).parse
process.stdout.write(JSON.stringify(texts.map(text => Object.entries(parse(text)))))
"""

_SHELL_SCRIPT = """
for file in "$@"; do
    ( set -a; . "$file" >/dev/null 2>&1; exec "$ENV_PROGRAM" -0 )
    printf '\\1end\\0'
done
"""


def _bare_environment() -> dict[str, str]:
    return {"PATH": os.environ["PATH"]}


@contextlib.contextmanager
def _files(texts: Sequence[str]) -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(texts):
            path = Path(folder) / f"{number}.env"
            path.write_bytes(text.encode())
            paths.append(str(path))
        yield paths


def python_dotenv(texts: Sequence[str]) -> list[dict[str, str]]:
    """`dotenv_values` with its defaults: what `load_dotenv` would set."""
    with _files(texts) as paths:
        found = [dotenv.dotenv_values(path) for path in paths]
    return [{k: v for k, v in values.items() if v is not None} for values in found]


def _javascript(module: str, texts: Sequence[str]) -> list[dict[str, str]]:
    done = subprocess.run(
        [program("node"), "-e", _NODE_SCRIPT, module],
        input=json.dumps(list(texts)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=_bare_environment(),
        timeout=TIMEOUT,
        check=True,
    )
    return [dict(pairs) for pairs in json.loads(done.stdout)]


def npm_dotenv(version: str, texts: Sequence[str]) -> list[dict[str, str]]:
    """`require('dotenv').parse`; ``version`` is the major one, see tests/real/npm."""
    return _javascript(str(npm_modules() / f"dotenv{version}"), texts)


def node_parse(texts: Sequence[str]) -> list[dict[str, str]]:
    """`util.parseEnv`, which is the parser of --env-file, for many files at once."""
    return _javascript("node", texts)


def node_env_file(text: str) -> dict[str, str]:
    """The environment of `node --env-file`, without what it had before."""
    script = "process.stdout.write(JSON.stringify(process.env))"
    with _files([text]) as paths:
        done = subprocess.run(
            [program("node"), f"--env-file={paths[0]}", "-e", script],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=_bare_environment(),
            timeout=TIMEOUT,
            check=True,
        )
    found: dict[str, str] = json.loads(done.stdout)
    return {name: value for name, value in found.items() if name != "PATH"}


def shell(command: Sequence[str], texts: Sequence[str]) -> list[dict[str, str]]:
    """The environment after `set -a; . FILE` in a subshell for each file."""
    names = {"PATH", "ENV_PROGRAM", "PWD", "OLDPWD", "SHLVL", "_", "POSIXLY_CORRECT"}
    with _files(texts) as paths:
        done = subprocess.run(
            [*command, "-c", _SHELL_SCRIPT, "sh", *paths],
            capture_output=True,
            env=_bare_environment() | {"ENV_PROGRAM": program("env")},
            timeout=TIMEOUT,
            check=False,
        )
    found: list[dict[str, str]] = []
    current: dict[str, str] = {}
    for item in done.stdout.split(b"\0")[:-1]:
        if item == b"\1end":
            found.append(current)
            current = {}
            continue
        name, _, value = item.decode("utf-8", "surrogateescape").partition("=")
        if name not in names:
            current[name] = value
    assert len(found) == len(texts), done.stderr.decode()
    return found


def node_major() -> int:
    """The major version of the Node here."""
    done = subprocess.run(
        [program("node"), "--version"], capture_output=True, text=True, timeout=TIMEOUT, check=True
    )
    return int(done.stdout.removeprefix("v").partition(".")[0])
