from keystead.cli.revoke_words import objects, say_case, say_copies, say_opened, say_radius

RADIUS: dict[str, object] = {
    "name": "A", "environment": "dev", "versions": [], "revoke_url": None, "readers": ["Ann"],
    "last_used": None, "related": [], "uses": [],
    "places": [{"where": "/a\x1b[2J/.env", "host": "box", "version": 1, "copy": "holds-it"}],
}  # fmt: skip
TASK = {"number": 1, "task": "one", "done": None, "by": "", "name": "A", "environment": "dev"}
CASE: dict[str, object] = {
    "incident": "abcd", "reason": "leaked", "opened": "now", "by": "Ann", "closed": None,
    "keys": [{"name": "A", "environment": "dev", "versions": [1]},
             {"name": "B", "environment": "dev", "versions": [2, 3]}],
    "tasks": [TASK], "timeline": [{"at": "now", "what": "Revoked", "by": "Ann"}],
}  # fmt: skip


def test_a_radius_without_anything_says_so_and_moves_no_cursor(capsys):
    say_radius(RADIUS)
    say_copies(RADIUS)
    out, err = capsys.readouterr()
    assert "nothing: no value" in out
    assert "holds the value" in out
    assert "\x1b" not in out + err
    assert "Still in /a" in err


def test_with_several_keys_a_task_says_which(capsys):
    say_opened(CASE)
    out, err = capsys.readouterr()
    assert "dev/A: one" in out
    assert "Revoked 2 keys. This is incident abcd:" in err
    say_case(CASE)
    out, _ = capsys.readouterr()
    assert "dev/B v2, v3" in out
    assert "no" in out


def test_an_answer_without_a_list_is_empty():
    assert objects({"keys": "x"}, "keys") == []
