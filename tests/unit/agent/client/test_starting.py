"""Starting the agent: what it inherits, and what happens when it does not come up."""

import json
import os
import sys
import time
from pathlib import Path

import pytest

from keystead.agent.client.connection import Connection
from keystead.agent.client.starting import start
from keystead.agent.errors import AgentNotStarted

REPORT = """
import json, os, sys, time
facts = {
    "session": os.getsid(0) == os.getpid(), "folder": os.getcwd(), "mask": os.umask(0),
    "variables": sorted(os.environ), "files": sorted(os.listdir("/proc/self/fd")),
}
open(sys.argv[1] + ".part", "w").write(json.dumps(facts))
os.rename(sys.argv[1] + ".part", sys.argv[1])
"""


class Answered:
    """Stands for a connection, once the child has written its report."""

    def __init__(self, report: Path) -> None:
        self.report = report

    def __call__(self) -> Connection | None:
        return self if self.report.exists() else None  # type: ignore[return-value]


def test_it_has_its_own_session_and_nothing_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("KEYSTEAD_PASSPHRASE", "secret")
    report = tmp_path / "report"
    open_file = os.open(tmp_path, os.O_RDONLY)
    os.set_inheritable(open_file, True)
    try:
        start([sys.executable, "-c", REPORT, str(report)], Answered(report))
    finally:
        os.close(open_file)
    facts = json.loads(report.read_text())
    assert facts["session"]
    assert facts["folder"] == "/"
    assert facts["mask"] == 0o077
    assert not [name for name in facts["variables"] if name.startswith("KEYSTEAD_")]
    assert len(facts["files"]) <= 4


def test_a_command_that_does_not_exist_is_told():
    with pytest.raises(AgentNotStarted, match="could not be started"):
        start(["/no/such/program"], lambda: None)


def test_one_that_fails_is_not_waited_for():
    began = time.monotonic()
    with pytest.raises(AgentNotStarted, match="did not come up") as found:
        start([sys.executable, "-c", "raise SystemExit(3)"], lambda: None)
    assert found.value.data == {"status": 3}
    assert time.monotonic() - began < 15


def test_one_that_ends_well_leaves_the_place_to_another():
    with pytest.raises(AgentNotStarted):
        start([sys.executable, "-c", ""], lambda: None, patience=1.0)
