import socket

import pytest

from keystead.system import computer


def test_the_host_name_without_its_domain(monkeypatch: pytest.MonkeyPatch):
    assert computer.name() == socket.gethostname().partition(".")[0][:100]
    monkeypatch.setattr(socket, "gethostname", lambda: "x" * 150 + ".example.org")
    assert computer.name() == "x" * 100
