from keystead.services import programs


def test_keysteads_own_variables_go_along_only_where_they_are_given(monkeypatch):
    monkeypatch.setenv("MINE", "stays")
    monkeypatch.setenv("KEYSTEAD_CODE", "123456")
    found = programs.environment({"KEYSTEAD_HOME": "/h"})
    assert (found["MINE"], found["KEYSTEAD_HOME"]) == ("stays", "/h")
    assert "KEYSTEAD_CODE" not in found
    assert "KEYSTEAD_HOME" not in programs.environment()
