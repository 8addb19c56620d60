from keystead.core.secret_types import SecretBytes
from keystead.services.record_changes import beside, instead, is_unfinished
from keystead.vault import records, slots
from keystead.vault.identity import Keyset
from keystead.vault.records import Kind, parse

VAULT, MEMBER, OTHER = b"V" * 32, b"M" * 16, b"N" * 16
UNLOCK = SecretBytes(b"u" * 32)
KEYSET = Keyset.generate()


def recovery(generation: int, member: bytes = MEMBER) -> bytes:
    slot = slots.recovery_slot(SecretBytes(b"r" * 32))
    return slot.record(VAULT, member, generation, UNLOCK, KEYSET.signing)


def keyset(generation: int) -> bytes:
    return records.keyset_record(VAULT, MEMBER, generation, UNLOCK, KEYSET)


def generations(kept: tuple[bytes, ...], kind: Kind) -> list[int]:
    return sorted(parse(raw).head.generation for raw in kept if parse(raw).head.kind is kind)


def test_first_beside_then_instead():
    start = (keyset(1), recovery(3), recovery(9, OTHER))
    both = beside(start, MEMBER, {Kind.RECOVERY: [recovery]})
    assert set(start) < set(both)
    assert generations(both, Kind.RECOVERY) == [3, 3, 9]
    assert is_unfinished(both, MEMBER)
    assert not is_unfinished(both, OTHER)
    done = instead(both, MEMBER, {Kind.RECOVERY: [recovery]})
    assert generations(done, Kind.RECOVERY) == [4, 9]
    assert start[0] in done
    assert start[2] in done
    assert not is_unfinished(done, MEMBER)


def test_merging_with_an_old_copy_of_the_file_keeps_what_must_be_kept():
    start = (keyset(1), recovery(3))
    both = beside(start, MEMBER, {Kind.RECOVERY: [recovery]})
    assert set(records.newest((*start, *both))) == set(both)
    done = instead(both, MEMBER, {Kind.RECOVERY: [recovery]})
    assert set(records.newest((*start, *both, *done))) == set(done)


def test_a_kind_that_was_not_there_begins_at_one():
    both = beside((keyset(5),), MEMBER, {Kind.RECOVERY: [recovery]})
    assert generations(both, Kind.RECOVERY) == [1]
    assert not is_unfinished(both, MEMBER)
