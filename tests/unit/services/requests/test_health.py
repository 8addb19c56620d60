"""Health by request."""

import os
import stat

import pytest

from keystead.errors import NotFound, Refused
from keystead.services.requests import health


def test_findings_and_the_page(owner, tmp_path):
    path = tmp_path / "health.html"
    found = health.look(owner, {"html": str(path)})
    assert found["keys"] == 2
    assert {one["kind"] for one in found["findings"]} >= {"weak"}
    text = path.read_text()
    assert "dev/API_KEY" in text
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Refused):
        health.look(owner, {"html": str(path)})
    assert health.look(owner, {"html": str(path), "force": True})["html"] == str(path)


def test_the_page_can_be_in_the_answer(owner):
    assert "dev/API_KEY" in health.look(owner, {"page": True})["page"]
    assert "page" not in health.look(owner, {})


def test_a_pipe_is_not_replaced_by_the_page(owner, tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(Refused, match="a pipe"):
        health.look(owner, {"html": str(path), "force": True})
    assert stat.S_ISFIFO(path.lstat().st_mode)


def test_one_environment(owner):
    found = health.look(owner, {"env": "dev"})
    assert {one["environment"] for one in found["findings"]} == {"dev"}
    with pytest.raises(NotFound):
        health.look(owner, {"env": "nowhere"})
