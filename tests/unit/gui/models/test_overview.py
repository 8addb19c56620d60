"""What the worker makes ready for the Overview; the page is tested in tests/gui."""

from keystead.core.durations import DAY
from keystead.gui.models import overview
from keystead.gui.models.overview import look
from keystead.services.owner import Owner, OwnerKind
from keystead.services.requests import table
from tests.support.agents import owned_in
from tests.support.homes import PASSPHRASE


def test_ends_activity_and_attempts(tmp_path, monkeypatch):
    made = owned_in(tmp_path)
    owner = Owner.unlock(
        made.home, made.entry, PASSPHRASE, made.phone.next_code(), OwnerKind.WINDOW
    )
    for name in ("A", "B"):
        fields = {"risk": "high"}
        table.handle(owner, "add", {"name": name, "env": "dev", "value": name, "fields": fields})
    table.handle(owner, "get", {"name": "A", "env": "dev"})
    found = look(owner, 14)
    assert [(one.name, one.days, one.expires) for one in found.ends] == [
        ("A", 30, False), ("B", 30, False),
    ]  # fmt: skip
    assert found.ends[0].words.startswith("is to be rotated on")
    assert found.activity[-1][1:] == (1, 2)
    assert [(one.words, one.name) for one in found.recent][:1] == [("Looked at", "A")]
    assert found.tones == {"dev": (2, 0, 0)}
    assert found.environments[0] == ("prod", "prod")
    made.clock.advance(40 * DAY)
    monkeypatch.setattr(overview, "MOST_ENDS", 1)
    late = look(owner, 14)
    assert late.ends[0].words.startswith("was to be rotated on")
    assert late.more_ends == 1
    owner.lock()
