"""The locks hold all that pyproject.toml asks for, by name, version and hash, and no place."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.source_tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {
    level: (ROOT / "requirements" / f"{level}.lock").read_text(encoding="utf-8")
    for level in ("run", "dev", "package")
}
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)( ; .+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def test_every_line_is_a_pinned_version_or_a_hash():
    for text in LOCKS.values():
        strange = [
            line for line in text.splitlines() if not PIN.match(line) and not HASH.match(line)
        ]
        assert strange == []


def test_every_requirement_is_locked_within_its_bounds():
    groups = PROJECT["dependency-groups"]
    build = groups["build"]
    dev = [entry for entry in groups["dev"] if isinstance(entry, str)]
    asked = {
        "run": [*PROJECT["project"]["dependencies"], *build],
        "dev": [*PROJECT["project"]["dependencies"], *build, *dev],
        "package": [*PROJECT["project"]["dependencies"], *groups["package"]],
    }
    for level, requirements in asked.items():
        pins = _pins(level)
        for requirement in map(Requirement, requirements):
            version = pins.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement.name} is not in {level}.lock"
            assert requirement.specifier.contains(version), requirement


def test_the_locks_agree():
    run, dev, package = _pins("run"), _pins("dev"), _pins("package")
    assert {name: dev.get(name) for name in run} == run
    shared = dev.keys() & package.keys()
    assert {name: package[name] for name in shared} == {name: dev[name] for name in shared}


def test_the_build_backend_is_locked():
    names = {canonicalize_name(Requirement(text).name) for text in _build_requires()}
    assert names <= set(_pins("run"))


def _build_requires() -> list[str]:
    requires: list[str] = PROJECT["build-system"]["requires"]
    return requires


def _pins(level: str) -> dict[str, str]:
    found = (PIN.match(line) for line in LOCKS[level].splitlines())
    return {match[1]: match[2] for match in found if match}
