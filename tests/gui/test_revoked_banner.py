from msgspec.structs import replace

from keystead.core.model import Incident, Secret, Stage, Task, Version
from keystead.gui.vault.revoked_banner import RevokedBanner

ID = b"i" * 16
OPEN = Incident(ID, 60, "Ann", "leaked", (Task("one"), Task("two", 5)))


def key(*stages: Stage, incidents: tuple[Incident, ...] = (OPEN,)) -> Secret:
    versions = tuple(Version(bytes([n]), n, stage, 1) for n, stage in enumerate(stages, 1))
    return Secret(b"k", "A", "dev", b"e", 1, versions=versions, incidents=incidents)


def test_a_revoked_key_says_what_it_is(theme, qtbot):
    banner = RevokedBanner(theme)
    qtbot.addWidget(banner)
    banner.show_secret(key(Stage.REVOKED), 120)
    assert not banner.isHidden()
    assert "by Ann: leaked. Its value is not copied" in banner.banner.words()
    with qtbot.waitSignal(banner.shown) as emitted:
        banner.banner.link.click()
    assert emitted.args == [ID]
    banner.show_secret(key(Stage.REVOKED, incidents=()), 120)
    assert "Its value is not copied" in banner.banner.words()


def test_an_open_incident_stays_in_sight(theme, qtbot):
    banner = RevokedBanner(theme)
    qtbot.addWidget(banner)
    banner.show_secret(key(Stage.REVOKED, Stage.CURRENT), 120)
    assert "1 task is open" in banner.banner.words()
    two = replace(OPEN, tasks=(Task("one"), Task("two")))
    banner.show_secret(key(Stage.REVOKED, Stage.CURRENT, incidents=(two,)), 120)
    assert "2 tasks are open" in banner.banner.words()
    closed = replace(OPEN, closed=90)
    banner.show_secret(key(Stage.REVOKED, Stage.CURRENT, incidents=(closed,)), 120)
    assert banner.isHidden()
    banner.show_secret(key(Stage.CURRENT, incidents=()), 120)
    assert banner.isHidden()
