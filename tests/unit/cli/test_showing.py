"""One key for people: every field that has content."""

from keystead.cli.showing import show


def test_every_field_with_content_is_shown(capsys):
    show(
        {
            "name": "A",
            "environment": "dev",
            "service": "Stripe",
            "state": "ok",
            "tags": ["x", "y"],
            "permissions": [],
            "policy": "pci",
            "effective": {
                "rotate_every": 90,
                "overlap": 172_800,
                "leads": [30, 7],
                "sources": {
                    "rotate_every": "environment prod",
                    "overlap": "set for this key",
                    "leads": "policy pci",
                },
            },
            "restrictions": {"ip_ranges": ["10.0.0.0/8"], "region": ""},
            "conflicts": ["name"],
            "notes": "one\ntwo",
            "versions": [
                {
                    "number": 1,
                    "created": "2026-01-01T00:00:00Z",
                    "length": 3,
                    "purged": False,
                    "overlap_until": "2026-01-03T00:00:00Z",
                    "stage": "previous",
                },
                {
                    "number": 2,
                    "created": "2026-01-02T00:00:00Z",
                    "length": 0,
                    "purged": True,
                    "overlap_until": None,
                    "stage": "current",
                },
            ],
            "places": [{"kind": "file", "where": "/src/.env"}],
        }
    )
    told = capsys.readouterr().out
    for text in (
        "dev/A",
        "Policy     pci",
        "Rotation   every 90 days (from environment prod)\n",
        "Overlap    48 h\n",
        "Reminders  30, 7 days before (from policy pci)\n",
        "Tags       x, y",
        "Ip ranges  10.0.0.0/8",
        "Conflicts  name",
        "two",
        "v2  2026-01-02T00:00:00Z  erased",
        "v1  2026-01-01T00:00:00Z  3 bytes  until 2026-01-03T00:00:00Z  previous",
        "file  /src/.env",
    ):
        assert text in told, text
    assert "Region" not in told


def test_never_is_said_too(capsys):
    effective = {
        "rotate_every": None,
        "overlap": 0,
        "leads": [14],
        "sources": {"leads": "settings"},
    }
    show({"name": "A", "environment": "dev", "notes": "", "effective": effective})
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Rotation   never",
        "Overlap    none",
        "Reminders  14 days before (from settings)",
    ]


def test_a_bare_answer_is_enough(capsys):
    show({"name": "A", "environment": "dev", "notes": ""})
    assert capsys.readouterr().out == "dev/A\n"
