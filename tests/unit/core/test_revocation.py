import pytest

from keystead.core.errors import BadText
from keystead.core.model import Incident, Secret, Stage, Version
from keystead.core.revocation import (
    check_reason,
    is_revoked,
    last_incident,
    revoked,
    usable,
    why_revoked,
)


def secret(*stages: Stage, incidents: tuple[Incident, ...] = ()) -> Secret:
    versions = tuple(Version(bytes([n]), n, stage, 1) for n, stage in enumerate(stages, 1))
    return Secret(b"s", "API_KEY", "dev", b"e", 1, versions=versions, incidents=incidents)


def test_what_can_still_be_used():
    found = secret(Stage.REVOKED, Stage.RETIRED, Stage.PREVIOUS, Stage.CURRENT, Stage.PENDING)
    assert [one.number for one in usable(found)] == [3, 4, 5]
    assert [one.number for one in revoked(found)] == [1]
    erased = Version(b"1", 1, Stage.CURRENT, 1, purged=True)
    assert usable(Secret(b"s", "A", "dev", b"e", 1, versions=(erased,))) == ()


def test_a_key_is_revoked_until_it_has_a_new_value():
    assert is_revoked(secret(Stage.REVOKED))
    assert is_revoked(secret(Stage.REVOKED, Stage.PREVIOUS))
    assert not is_revoked(secret(Stage.REVOKED, Stage.CURRENT))
    assert not is_revoked(secret())


def test_the_sentence_says_when_who_and_why():
    early = Incident(b"1", 0, "Bob", "first")
    late = Incident(b"2", 86_400, "Ann", "in a log.")
    found = secret(Stage.REVOKED, incidents=(late, early))
    assert last_incident(found) is late
    assert why_revoked(found) == "API_KEY was revoked on 1970-01-02 by Ann: in a log."
    assert why_revoked(secret(Stage.REVOKED)) == "API_KEY was revoked."
    nameless = secret(Stage.REVOKED, incidents=(Incident(b"1", 0, "", "x"),))
    assert why_revoked(nameless) == "API_KEY was revoked on 1970-01-01: x."


def test_a_reason_is_one_line_and_not_empty():
    assert check_reason("  leaked ") == "leaked"
    for wrong in ("", "   ", "a\nb", "x" * 501):
        with pytest.raises(BadText):
            check_reason(wrong)
