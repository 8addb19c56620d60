"""The real readers of other languages and tools, each run once for a batch of files."""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.real.dotenv.readers import TIMEOUT
from tests.real.tools import compose_program, npm_modules, program

Found = list[dict[str, str] | None]

_PRELUDE = "const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'))\n"
_REPORT = "process.stdout.write(JSON.stringify(texts.map(one)))\n"
_NEXT = """
const {processEnv} = require(process.argv[1])
const quiet = {info() {}, error() {}}
function one(text, at) {
    for (const name of Object.keys(process.env)) delete process.env[name]
    const found = processEnv([{path: String(at), contents: text, env: {}}], '.', quiet, true)
    return Object.entries(found[1] || {})
}
"""
_DOTENVX = """
const dotenvx = require(process.argv[1])
for (const name of Object.keys(process.env)) delete process.env[name]
function one(text) {
    return Object.entries(dotenvx.parse(text, {processEnv: {}}))
}
"""
_RUBY = """
require 'dotenv'
require 'json'
ENV.clear
texts = JSON.parse(STDIN.read.force_encoding('utf-8'))
puts(JSON.generate(texts.map { |text|
  begin
    Dotenv::Parser.call(text).to_a
  rescue Dotenv::FormatError
    nil
  end
}))
"""
_PHP = """
require 'Dotenv/autoload.php';
$texts = json_decode(stream_get_contents(STDIN), true);
$found = array_map(function ($text) {
    try {
        $pairs = [];
        foreach (Dotenv\\Dotenv::parse($text) as $name => $value) {
            if ($value !== null) $pairs[] = [strval($name), $value];
        }
        return $pairs;
    } catch (Dotenv\\Exception\\ExceptionInterface $problem) {
        return null;
    }
}, $texts);
echo json_encode($found, JSON_THROW_ON_ERROR);
"""


def _run(command: Sequence[str], texts: Sequence[str]) -> Found:
    """What a script makes of a JSON list of texts: a list of pairs for each, or null."""
    done = subprocess.run(
        list(command),
        input=json.dumps(list(texts)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        timeout=TIMEOUT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [None if pairs is None else dict(pairs) for pairs in json.loads(done.stdout)]


def _javascript(script: str, modules: Sequence[str], texts: Sequence[str]) -> Found:
    paths = [str(npm_modules() / module) for module in modules]
    return _run([program("node"), "-e", _PRELUDE + script + _REPORT, *paths], texts)


def next_env(texts: Sequence[str]) -> Found:
    """`processEnv` of @next/env, in an empty environment."""
    return _javascript(_NEXT, ["@next/env"], texts)


def dotenvx(texts: Sequence[str]) -> Found:
    """`parse` of @dotenvx/dotenvx, in an empty environment."""
    return _javascript(_DOTENVX, ["@dotenvx/dotenvx"], texts)


def ruby_dotenv(texts: Sequence[str], libraries: str = "") -> Found:
    """`Dotenv::Parser` of the gem that Ruby finds, or of ``libraries``."""
    chosen = ["-I", libraries] if libraries else []
    return _run([program("ruby"), *chosen, "-e", _RUBY], texts)


def php_dotenv(texts: Sequence[str]) -> Found:
    """`Dotenv::parse` of vlucas/phpdotenv, which knows no environment."""
    return _run([program("php"), "-r", _PHP], texts)


def direnv(texts: Sequence[str], command: str = "") -> Found:
    """`direnv dotenv json FILE`, in an empty environment; None where it fails."""
    found: Found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "env"
        for text in texts:
            path.write_bytes(text.encode())
            done = subprocess.run(
                [command or program("direnv"), "dotenv", "json", str(path)],
                capture_output=True,
                env={},
                timeout=TIMEOUT,
                check=False,
            )
            found.append(json.loads(done.stdout or "{}") if done.returncode == 0 else None)
    return found


def compose(texts: Sequence[str]) -> Found:
    """`docker compose config`, all files in one project; one by one where any of them fails."""
    together = _compose(texts)
    if together is not None:
        return list(together)
    return [None if (one := _compose([text])) is None else one[0] for text in texts]


def _compose(texts: Sequence[str]) -> list[dict[str, str]] | None:
    with tempfile.TemporaryDirectory() as folder:
        services = {}
        for number, text in enumerate(texts):
            (Path(folder) / f"{number}.env").write_bytes(text.encode())
            services[f"s{number}"] = {"image": "x", "env_file": f"{number}.env"}
        (Path(folder) / "compose.json").write_text(json.dumps({"services": services}))
        done = subprocess.run(
            [compose_program(), "-f", "compose.json", "config", "--format", "json"],
            cwd=folder,
            capture_output=True,
            env={"HOME": folder},
            timeout=TIMEOUT,
            check=False,
        )
        if done.returncode != 0:
            return None
        read = json.loads(done.stdout)["services"]
        # What is printed could be read in again, where `$$` stands for `$`.
        return [
            {name: value.replace("$$", "$") for name, value in one.get("environment", {}).items()}
            for one in (read[f"s{number}"] for number in range(len(texts)))
        ]


def systemd(texts: Sequence[str]) -> Found:
    """What systemd's generator for environment.d reads: the same parser as EnvironmentFile=.

    It expands `$` afterwards and drops what is empty, as a unit does not: the texts may hold
    no `$`, and no empty value comes back.
    """
    found: Found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "environment.d" / "only.conf"
        path.parent.mkdir()
        for text in texts:
            assert "$" not in text
            path.write_bytes(text.encode())
            done = subprocess.run(
                [program(SYSTEMD_GENERATOR)],
                capture_output=True,
                env={"XDG_CONFIG_HOME": folder},
                timeout=TIMEOUT,
                check=False,
            )
            found.append(_printed(done.stdout.decode()) if done.returncode == 0 else None)
    return found


SYSTEMD_GENERATOR = (
    "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator"
)


_QUOTED = re.compile(r"\\(?:([0-7]{3})|(.))")
_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def _printed(lines: str) -> dict[str, str]:
    """NAME=value lines, where a value in double quotes is escaped as in C."""
    found: dict[str, str] = {}
    for line in lines.split("\n")[:-1]:
        name, _, value = line.partition("=")
        if value.startswith('"'):
            value = _QUOTED.sub(_character, value[1:-1])
        if name != "QT_ACCESSIBILITY":
            found[name] = value
    return found


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 8)) if match[1] else _LETTERS.get(match[2], match[2])
