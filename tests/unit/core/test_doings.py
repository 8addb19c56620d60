"""Use is nothing done; an edit is."""

from msgspec.structs import replace

from keystead.core.doings import done_to
from keystead.core.model import Place, Secret

KEY = Secret(b"1", "A", "dev", b"e", 0)


def test_use_changes_nothing_and_an_edit_does() -> None:
    used = replace(KEY, last_used=9, used_in=(Place("file", "/a/.env"),))
    assert done_to([used]) == done_to([KEY])
    assert done_to([replace(KEY, notes="x")]) != done_to([KEY])
    assert done_to([]) != done_to([KEY])
