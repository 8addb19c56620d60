import pytest

from keystead.gui.pages.change.kinds import OLD_COPIES, WORDS, ChangeKind
from keystead.services.kit_sheets import SheetKind


def test_each_way_renews_what_the_command_renews():
    made = {
        kind: (kind.locked, kind.new_passphrase, kind.new_entry, len(kind.sheets))
        for kind in ChangeKind
    }
    assert made == {
        ChangeKind.RECOVER: (True, True, True, 2),
        ChangeKind.SET_UP: (True, False, True, 0),
        ChangeKind.PASSPHRASE: (False, True, True, 1),
        ChangeKind.KIT: (False, False, False, 2),
        ChangeKind.COMPROMISED: (False, True, True, 2),
    }
    assert ChangeKind.PASSPHRASE.sheets == (SheetKind.SECRET_KEY,)


@pytest.mark.parametrize("kind", [ChangeKind.RECOVER, ChangeKind.PASSPHRASE, ChangeKind.KIT])
def test_whoever_renews_is_told_that_it_does_not_revoke(kind):
    assert OLD_COPIES in WORDS[kind].after
    assert "Someone may have" in WORDS[kind].after


def test_no_word_shouts():
    for words in WORDS.values():
        assert "!" not in " ".join(map(str, vars(words).values()))
