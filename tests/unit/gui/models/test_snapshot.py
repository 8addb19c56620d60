"""A snapshot is found by id, counted, and made anew without searching everything again."""

from pathlib import Path

import pytest

from keystead.core.model import Environment, Secret
from keystead.core.views import View
from keystead.gui.models.snapshot import About, make_snapshot, tiles_of

NOW = 1_795_378_380.0
ABOUT = About("Harbour", Path("harbour.keystead"), 7)
PROD = Environment(b"p" * 16, "prod", 0, "prod")


def key(name: str, service: str = "", environment: str = "prod") -> Secret:
    return Secret(name.encode().ljust(16), name, environment, PROD.id, int(NOW), service=service)


def test_a_snapshot_finds_and_counts():
    secrets = (key("A", "AWS"), key("B", "AWS"))
    made = make_snapshot(ABOUT, secrets, (PROD,), NOW, 3)
    assert made.find(secrets[1].id) is secrets[1]
    assert made.find(b"?") is None
    assert made.find(None) is None
    assert made.counts.views[View.ALL] == 2
    assert (made.lead_days, made.number, made.empty) == (7, 3, False)
    assert made.colour("prod") == "prod"
    assert made.colour("other") == ""
    assert made.places() == {"prod": 0}


def test_time_alone_keeps_the_search_texts(monkeypatch: pytest.MonkeyPatch):
    secrets = (key("A"),)
    first = make_snapshot(ABOUT, secrets, (PROD,), NOW)
    monkeypatch.setattr("keystead.core.search.haystack", None)  # would fail if it were asked
    later = make_snapshot(ABOUT, secrets, (PROD,), NOW + 86_400, 1, first)
    assert later.index.at.today == first.index.at.today + 1


def test_an_empty_vault_is_empty():
    assert make_snapshot(ABOUT, (), (PROD,), NOW).empty


def test_tiles_by_name_for_one_environment_or_all():
    secrets = (key("A", "Stripe"), key("B", "SendGrid"), key("C", "", "dev"))
    made = make_snapshot(ABOUT, secrets, (PROD,), NOW)
    assert set(tiles_of(made, "prod")) == {"A", "B"}
    assert tiles_of(made, "")["C"] == "?"
