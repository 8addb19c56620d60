from keystead.gui.pages.welcome import WelcomePage
from keystead.gui.widgets.buttons import Kind


def test_three_ways_on(theme, stage, qtbot):
    page = WelcomePage(theme, stage)
    page.show()
    assert page.create_way.button.hasFocus()
    assert [way.button.kind for way in (page.create_way, page.open_way, page.demo_way)] == [
        Kind.PRIMARY,
        Kind.SECONDARY,
        Kind.SECONDARY,
    ]
    for way, signal in (
        (page.create_way, page.create_asked),
        (page.open_way, page.open_existing),
        (page.demo_way, page.demo),
    ):
        with qtbot.waitSignal(signal):
            way.button.click()


def test_waiting_holds_the_ways_back(theme, stage):
    page = WelcomePage(theme, stage)
    page.set_waiting("Making a vault of made-up keys")
    assert not page.demo_way.isEnabled()
    assert not page.waiting.isHidden()
    page.set_waiting("")
    assert page.demo_way.isEnabled()
    assert page.waiting.isHidden()


def test_a_problem_is_told(theme, stage):
    page = WelcomePage(theme, stage)
    page.show_problem("The list of vaults is damaged", "It was left as it is.")
    assert page.banner.words() == "The list of vaults is damaged It was left as it is."
    page.set_waiting("Making")
    assert page.banner.isHidden()
