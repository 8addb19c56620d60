"""audit: list, JSON lines, file, proof."""

import json


def test_what_happened_is_listed(agent, line, tmp_path):
    assert line("get", "dev/API_KEY").code == 0
    out = line("audit", "--action", "use").out
    assert "reveal" in out
    assert "dev/API_KEY v1" in out
    lines = [json.loads(one) for one in line("audit", "--json").out.splitlines()]
    assert {"time", "action", "secret"} <= set(lines[0])
    assert line("audit", "nothing-like-this").err == "Nothing of that kind happened.\n"
    assert "the newest 1;" in line("audit", "--limit", "1").err
    path = tmp_path / "audit.jsonl"
    assert "records written" in line("audit", "-o", str(path)).err
    assert line("audit", "-o", str(path)).code == 5
    written = json.loads(line("audit", "-o", str(path), "--force", "--json").out)
    assert written["records"] == len(path.read_text().splitlines())


def test_the_proof(agent, line):
    assert "follow on each other" in line("audit", "--verify").err
    assert json.loads(line("audit", "--verify", "--json").out)["ok"] is True


def test_a_broken_chain_ends_with_6(agent, line, monkeypatch):
    from keystead.services.audit_proof import Proof

    broken = Proof(3, b"c" * 32, "Commit 6363 is not what was signed.")
    monkeypatch.setattr("keystead.services.audit_proof.verify", lambda _: broken)
    found = line("audit", "--verify")
    assert found.code == 6
    assert found.err == "keystead: Commit 6363 is not what was signed. The 3 before it hold.\n"
