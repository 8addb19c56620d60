import socket

import pytest

from keystead.system.display import has_display, reachable


@pytest.mark.parametrize(
    ("session", "found"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":4711"}, False),
        ({"DISPLAY": "unix:4711.0"}, False),
        ({"DISPLAY": "elsewhere:0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_a_display_is_one_that_answers(session, found):
    assert reachable(session) is found


def test_a_local_server_is_asked():
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind("\0/tmp/.X11-unix/X4712")
        server.listen()
        assert reachable({"DISPLAY": ":4712"})


def test_the_session_says_which(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not has_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert not has_display()
    monkeypatch.setenv("DISPLAY", "elsewhere:0")
    assert has_display()


def test_other_systems_always_have_one(monkeypatch):
    monkeypatch.setattr("keystead.system.display.sys.platform", "darwin")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert has_display()
