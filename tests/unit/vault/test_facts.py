"""What a loss is about."""

import pytest

from keystead.vault.facts import LossFact, grant_fact
from keystead.vault.operations import Right
from tests.support.stories import ANN, DEV, FOUNDER, PROD, Story, grant

ALL = [
    (Right.READER, DEV),
    (Right.WRITER, DEV),
    (Right.READER, PROD),
    (Right.WRITER, PROD),
    (Right.ADMIN, None),
    (Right.OWNER, None),
]


@pytest.mark.parametrize(
    ("right", "environment", "named"),
    [
        (None, None, ALL),
        (Right.READER, DEV, [(Right.READER, DEV), (Right.WRITER, DEV)]),
        (Right.WRITER, DEV, [(Right.WRITER, DEV)]),
        (Right.ADMIN, None, [(Right.ADMIN, None)]),
        (Right.OWNER, None, [(Right.OWNER, None)]),
    ],
)
def test_a_loss_of_reader_names_writer_too_and_one_of_none_names_all(right, environment, named):
    fact = LossFact(b"c", 0, b"a", b"m", right, environment, Right.OWNER)
    assert [held for held in ALL if fact.names(held)] == named


def test_a_grant_gives_a_right_with_its_environment():
    story = Story()
    given = grant(ANN, Right.READER, Right.OWNER, DEV)
    fact = grant_fact(story.tell(FOUNDER, given), 0, given, None)
    assert fact.held == (Right.READER, DEV)
    assert (fact.author, fact.member) == (FOUNDER.id, ANN.id)
