from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.core.incidents import Moment, cases
from keystead.core.model import Incident, Secret, Stage, Task, Version
from keystead.core.secret_types import SecretText
from keystead.gui.vault.incident_lines import IncidentLines, plain, shortened
from keystead.gui.widgets.buttons import Button
from tests.support.window import OpenWindow

ID = b"i" * 16
URL = "https://example.com/keys"


def key(name: str, *tasks: Task) -> Secret:
    return Secret(
        name.encode(), name, "prod", b"e", 1, service="Stripe", revoke_url=URL,
        versions=(Version(b"1", 1, Stage.REVOKED, 1),),
        incidents=(Incident(ID, 60, "Ann", "leaked", tasks),),
    )  # fmt: skip


def made(window: OpenWindow, qtbot, *keys: Secret) -> IncidentLines:
    (case,) = cases(keys)
    assert window.controller.snapshot is not None
    lines = IncidentLines(
        window.view.theme, case, (Moment(60, "Revoked: leaked"),), window.controller.snapshot
    )
    qtbot.addWidget(lines)
    lines.resize(860, 600)
    lines.show()
    return lines


def buttons(lines: IncidentLines) -> dict[str, Button]:
    return {one.text() or one.accessibleName(): one for one in lines.findChildren(Button)}


def test_a_task_goes_where_it_is_done(window: OpenWindow, qtbot):
    tasks = (
        Task(f"Revoke it at Stripe: {URL}"),
        Task("Rotate prod/NPM_TOKEN: it has the same value"),
        Task("Rotate prod/GONE: it has the same value"),
    )
    lines = made(window, qtbot, key("A", *tasks))
    found = buttons(lines)
    with qtbot.waitSignal(lines.page_asked) as page:
        found["Open page"].click()
    assert page.args == [URL]
    with qtbot.waitSignal(lines.rotate_asked) as rotated:
        found["Rotate"].click()
    assert rotated.args[0].name == "NPM_TOKEN"
    with qtbot.waitSignal(lines.shown) as shown:
        found["Open key"].click()
    assert shown.args[0].name == "A"


def test_space_ticks_a_task_once(window: OpenWindow, qtbot):
    lines = made(window, qtbot, key("A", Task("one")), key("B", Task("one", 5)))
    first, second = lines.ticks
    assert first.accessibleName() == "prod/A: one"
    assert not second.isEnabled()
    first.setFocus()
    with qtbot.waitSignal(lines.ticked) as ticked:
        QTest.keyClick(first, Qt.Key.Key_Space)
    assert ticked.args[0].secret.name == "A"
    assert not first.isEnabled()
    assert lines.stands_at() == 0
    lines.stand_at(-1)
    lines.stand_at(0)


def test_a_value_goes_into_its_box_alone(window: OpenWindow, qtbot):
    lines = made(window, qtbot, key("A", Task("one")))
    box = lines.boxes[b"A"]
    box.eye.click()
    lines.show_value(key("B"), SecretText("other"))
    assert not box.showing
    lines.show_value(key("A"), SecretText("value"))
    assert box.showing
    with qtbot.waitSignal(lines.reveal_ended):
        box.eye.click()


def test_of_many_keys_no_value_is_at_hand(window: OpenWindow, qtbot):
    lines = made(window, qtbot, *(key(f"K{number}", Task("one")) for number in range(11)))
    assert lines.boxes == {}


def test_long_and_marked_words_stay_readable():
    assert shortened("short") == "short"
    long = shortened("a" * 300 + "/.env")
    assert len(long) == 100
    assert long.endswith("/.env")
    assert plain("`x`") == "'x'"
