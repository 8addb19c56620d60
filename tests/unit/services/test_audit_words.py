"""Every action has words; the outcome of the proof is one sentence."""

from keystead.services import audit
from keystead.services.audit_words import FIELDS, WORDS, details, said, verdict
from keystead.vault.secret_fields import BY_NAME


def test_every_action_has_words_of_its_own():
    assert sorted(WORDS) == audit.ACTIONS
    assert len(set(WORDS.values())) == len(WORDS)


def test_fields_have_words_and_none_says_the_action_again():
    assert details("edit", ("rotate_url", "ip_ranges")) == "rotation page, ip ranges"
    assert details("rotate", ("last_rotated", "hint", "expires")) == "expires"
    assert details("review", ("reviewed",)) == ""
    assert FIELDS.keys() <= BY_NAME.keys()


def test_what_was_summed_up_is_counted():
    assert said("copy") == "Copied"
    assert said("copy", 3) == "Copied, 3 times"
    assert said("failed-unlocks") == "Failed unlock"
    assert said("failed-unlocks", 1200) == "1,200 failed unlocks"


def test_the_outcome_of_the_proof():
    assert verdict(1204).startswith("All 1,204 commits are whole, signed")
    assert verdict(1) == "The one commit is whole and signed."
    assert verdict(3, "Commit 6363 is broken.") == "Commit 6363 is broken. The 3 before it hold."
    assert verdict(1, "X.") == "X. The commit before it holds."
