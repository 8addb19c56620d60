"""What met, for people: each content, and the commands that settle it."""

from keystead.cli.met_words import tell


def test_each_content_stands_there_with_the_way_to_settle_it(capsys):
    made = {"at": "2026-01-01T00:00:00Z", "by": "Ada"}
    tell(
        {
            "name": "A",
            "environment": "dev",
            "id": "3f9a2c1b" + "0" * 24,
            "met": {
                "notes": [
                    {"content": "one\ntwo\x1b[2J", "shown": True, **made},
                    {"content": "", "shown": False, "at": made["at"], "by": ""},
                ],
                "tags": [
                    {"content": ["x", "y"], "shown": True, **made},
                    {"content": [], "shown": False, **made},
                ],
                "restrictions": [{"content": {"region": "eu"}, "shown": True, **made}],
                "value": [
                    {"version": 3, "shown": True, **made},
                    {"version": 2, "shown": False, **made},
                ],
            },
        }
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:8] == [
        "  2026-01-01T00:00:00Z by Ada (shown)",
        "    one",
        "    two\ufffd[2J",
        "  2026-01-01T00:00:00Z",
        "    (empty)",
        "Keep what is shown of all fields: keystead edit dev/A@3f9a2c1b --keep-shown",
    ]
    assert "Or say what holds: keystead edit dev/A@3f9a2c1b --notes ..." in lines
    assert "    x, y" in lines
    assert '    {"region": "eu"}' in lines
    assert "Choose: keystead edit dev/A@3f9a2c1b --keep-version 3 or 2" in lines
