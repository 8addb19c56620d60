import pytest

from keystead.core.model import Stage
from keystead.vault import secret_fields as names
from keystead.vault.bodies import NewVersion, ObjectKind, Write
from keystead.vault.cbor import Cbor
from keystead.vault.entities import Entity, Origin, check_write, to_secret
from keystead.vault.errors import VaultDamaged
from keystead.vault.graph import Graph

SECRET, V1, V2, AUTHOR = b"s" * 16, b"1" * 16, b"2" * 16, b"a" * 16


class Object:
    """A Secret on which commits of two devices write."""

    def __init__(self) -> None:
        self.graph = Graph()
        self.graph.add(b"genesis", b"one", ())
        self.entity = Entity(self.graph, b"e" * 16, SECRET)

    def write(self, commit: bytes, *parents: bytes, **body: object) -> None:
        self.graph.add(commit, commit[:1], parents or (b"genesis",))
        origin = Origin((self.graph.depth(commit), commit), commit, AUTHOR, len(self.graph))
        made = Write(ObjectKind.SECRET, SECRET, **body)  # type: ignore[arg-type]
        self.entity.write(origin, b"epoch", made, check_write(made, is_secret=True))

    def stages(self) -> dict[bytes, Stage]:
        return {version.id: version.stage for version in self.seen().versions}

    def seen(self):
        return to_secret(self.entity, "dev", {AUTHOR: "Ann"})


def version(version_id: bytes) -> NewVersion:
    return NewVersion(version_id, 5, bytes(16), version_id * 2)


@pytest.fixture
def secret() -> Object:
    made = Object()
    made.write(b"1", fields={1: 1, 2: V1, 10: "NAME", 29: 77}, versions=(version(V1),))
    return made


def test_a_secret_as_lists_show_it(secret: Object):
    seen = secret.seen()
    assert (seen.id, seen.name, seen.environment, seen.created) == (SECRET, "NAME", "dev", 77)
    (only,) = seen.versions
    assert (only.number, only.stage, only.created_by) == (1, Stage.CURRENT, "Ann")
    assert (only.length, only.created, only.overlap_until) == (5, 2, None)
    assert seen.trashed is None
    assert seen.conflicts == ()


def test_without_a_register_the_first_write_says_when_it_was_made():
    made = Object()
    made.write(b"2", fields={1: 1})
    made.write(b"1", fields={1: 1})
    assert made.seen().created == 3  # b"1" comes first of two at one depth
    assert made.seen().name == ""
    assert to_secret(Entity(made.graph, b"e", b"s"), "dev", {}).created == 0


def test_the_stages_of_replaced_values(secret: Object):
    secret.write(
        b"2", b"1", fields={1: 1, 2: V2}, versions=(version(V2),),
        version_fields={V1: {1: "previous", 2: 99}},
    )  # fmt: skip
    assert secret.stages() == {V1: Stage.PREVIOUS, V2: Stage.CURRENT}
    assert secret.seen().versions[0].overlap_until == 99
    secret.write(b"3", b"2", fields={1: 1}, version_fields={V1: {1: "retired"}})
    assert secret.stages() == {V1: Stage.RETIRED, V2: Stage.CURRENT}
    secret.write(b"4", b"3", fields={1: 1}, revoked=(V2,))
    assert secret.stages() == {V1: Stage.RETIRED, V2: Stage.REVOKED}


def test_two_current_values_are_one_and_a_previous_one(secret: Object):
    secret.write(b"2", b"1", fields={1: 1, 2: V2}, versions=(version(V2),))
    secret.write(b"3", b"1", fields={1: 1, 2: V1})
    assert secret.stages() == {V1: Stage.PREVIOUS, V2: Stage.CURRENT}
    assert secret.seen().conflicts == ("value",)


def test_the_same_choice_made_twice_and_a_revoked_one_are_no_conflict(secret: Object):
    secret.write(b"2", b"1", fields={1: 1, 2: V2}, versions=(version(V2),))
    secret.write(b"3", b"1", fields={1: 1, 2: V2})
    assert secret.seen().conflicts == ()
    secret.write(b"4", b"1", fields={1: 1, 2: V1})
    assert secret.seen().conflicts == ("value",)
    secret.write(b"5", b"1", fields={1: 1}, revoked=(V2,))
    assert secret.stages() == {V1: Stage.CURRENT, V2: Stage.REVOKED}
    assert secret.seen().conflicts == ()


def test_a_version_that_nothing_was_said_about_is_previous(secret: Object):
    secret.write(b"2", b"1", fields={1: 1}, versions=(version(V2),))
    assert secret.stages()[V2] is Stage.PREVIOUS


def test_trash_and_the_edit_that_beats_it(secret: Object):
    secret.write(b"2", b"1", fields={1: 0})
    assert secret.entity.deleted
    assert secret.seen().trashed == 3
    secret.write(b"3", b"1", fields={1: 1, 26: "edited"})
    assert not secret.entity.deleted
    assert secret.seen().trashed is None
    assert secret.seen().conflicts == ()


def test_fields_in_which_edits_met(secret: Object):
    secret.write(b"2", b"1", fields={1: 1, 26: "two", 200: "unknown"})
    secret.write(b"3", b"1", fields={1: 1, 26: "three", 200: "other"})
    assert secret.seen().conflicts == ("notes",)
    assert secret.entity.shown(26) == "two"
    assert secret.entity.shown(27, "none") == "none"


@pytest.mark.parametrize(
    ("fields", "is_secret"),
    [
        ({1: 2}, True),
        ({1: True}, True),
        ({1: "alive"}, False),
        ({2: b"short"}, True),
        ({2: 5}, True),
        ({10: 5}, True),
        ({10: 5}, False),
        ({30: "first"}, False),
    ],
)
def test_a_write_that_is_not_well_formed_is_damage(fields: dict[int, Cbor], is_secret: bool):
    kind = ObjectKind.SECRET if is_secret else ObjectKind.ENVIRONMENT
    with pytest.raises(VaultDamaged):
        check_write(Write(kind, SECRET, fields), is_secret)


@pytest.mark.parametrize("registers", [{1: "current"}, {2: "soon"}])
def test_registers_of_a_version_are_checked(registers: dict[int, Cbor]):
    with pytest.raises(VaultDamaged):
        check_write(
            Write(ObjectKind.SECRET, SECRET, version_fields={V1: registers}), is_secret=True
        )


def test_what_is_not_known_is_kept():
    body = Write(ObjectKind.SECRET, SECRET, {200: [1]}, version_fields={V1: {99: "x"}})
    assert check_write(body, is_secret=True) == {200: [1]}
    assert check_write(Write(ObjectKind.VAULT, SECRET, {2: "x"}), is_secret=False) == {2: "x"}
    assert names.LIFE not in names.BY_NUMBER


def test_bookkeeping_that_was_done_apart_is_no_conflict(secret: Object):
    mine: Cbor = [b"m" * 16, 5, "Ann", "leak", [], 0]
    theirs: Cbor = [b"t" * 16, 4, "Bob", "lost", [], 0]
    ann: Cbor = [7, "Ann", "keep", ""]
    bob: Cbor = [8, "Bob", "keep", ""]
    secret.write(b"2", b"1", fields={31: [mine], 34: ann, 30: None})
    secret.write(b"3", b"1", fields={31: [theirs], 34: bob, 30: None})
    seen = secret.seen()
    assert seen.conflicts == ()
    assert [one.by for one in seen.incidents] == ["Bob", "Ann"]
    assert seen.reviewed is not None
    assert (seen.reviewed.by, seen.renewal) == ("Bob", None)


def test_what_was_judged_of_a_value_is_shown_with_its_version(secret: Object):
    secret.write(
        b"2", b"1", fields={2: V2}, versions=(version(V2),),
        version_fields={V1: {1: "retired", 2: None}, V2: {3: 128, 4: 1}},
    )  # fmt: skip
    old, new = secret.seen().versions
    assert (old.bits, old.malformed, old.fingerprint) == (0, False, b"")
    assert (new.bits, new.malformed, new.fingerprint) == (128, True, bytes(16))
