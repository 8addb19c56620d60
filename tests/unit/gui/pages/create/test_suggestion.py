from keystead.gui.pages.create.suggestion import Suggestion
from tests.support.pictures import shows


def test_words_can_be_used_or_exchanged(theme, stage, qtbot):
    suggestion = Suggestion(theme)
    suggestion.setParent(stage)
    suggestion.resize(500, 80)
    suggestion.show()
    assert not suggestion.use.isEnabled()
    suggestion.show_words("season orbit velvet")
    assert suggestion.words.accessibleName() == "Suggested passphrase: season orbit velvet"
    with qtbot.waitSignal(suggestion.used) as used:
        suggestion.use.click()
    assert used.args == ["season orbit velvet"]
    with qtbot.waitSignal(suggestion.another):
        suggestion.again.click()
    assert shows(suggestion, theme.palette.sunken, 500)
