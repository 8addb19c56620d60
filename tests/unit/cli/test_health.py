"""health: findings, page, exit code."""

import json


def test_findings_on_the_command_line(agent, line, tmp_path):
    out = line("health").out
    assert "Weak" in out
    assert "dev/API_KEY" in out
    found = json.loads(line("health", "--json", "--severity", "critical").out)
    assert {one["severity"] for one in found["findings"]} == {"critical"}
    assert line("health", "--exit-code").code == 10
    assert line("health", "--env", "staging").err == "Nothing was found in 0 keys.\n"
    path = tmp_path / "h.html"
    assert "readable by you only" in line("health", "--html", str(path)).err
    assert line("health", "--html", str(path)).code == 5
