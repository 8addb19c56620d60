"""Who enters at all: vault, introduction and real signatures."""

from dataclasses import replace

import pytest

from keystead.crypto.signing import SigningKey
from keystead.vault.admission import Admission, founding_grant
from keystead.vault.commit import NO_VAULT, Commit, Header, sign
from keystead.vault.errors import ForgedCommit, NoSuchObject, VaultIncomplete
from keystead.vault.facts import Reason
from keystead.vault.graph import Graph
from keystead.vault.member_keys import member_id
from keystead.vault.operations import HPKE_KEY, Grant, Operation, Renew, Right

DEVICE = b"d" * 16


class Member:
    """A member with real signing keys; HPKE keys are only carried here."""

    def __init__(self, number: int) -> None:
        self.key = SigningKey.from_seed(bytes([number]) * 32)
        self.hpke = bytes([number]) * HPKE_KEY
        self.id = member_id(self.key.public, self.hpke)

    def grant(self, right: Right, used: Right = Right.OWNER) -> Grant:
        return Grant(self.id, right, None, used, self.key.public, self.hpke)


OWNER, ANN, THIEF = Member(1), Member(2), Member(3)


def _genesis(*operations: Operation) -> Commit:
    return sign(Header(NO_VAULT, OWNER.id, DEVICE, (), 0), operations, OWNER.key)


GENESIS = _genesis(OWNER.grant(Right.OWNER))


class Door:
    """The commits that were let in."""

    def __init__(self) -> None:
        self.graph = Graph()
        self.admission = Admission(self.graph)
        self.enter(GENESIS)

    def enter(self, commit: Commit) -> Commit:
        self.admission.check(commit)
        self.graph.add(commit.id, commit.device, commit.parents)
        assert self.admission.admit(commit)
        return commit

    def sign(
        self, member: Member, *operations: Operation, key: SigningKey | None = None, after=None
    ) -> Commit:
        parents = self.graph.heads() if after is None else tuple(c.id for c in after)
        header = Header(GENESIS.id, member.id, DEVICE, parents, 0)
        return sign(header, operations, key or member.key)


@pytest.fixture
def door():
    return Door()


def _is_refused(door: Door, commit: Commit, message: str) -> None:
    with pytest.raises(ForgedCommit, match=message):
        door.admission.check(commit)


def test_a_member_enters_after_the_introduction(door):
    before = door.graph.heads()
    introduction = door.enter(door.sign(OWNER, ANN.grant(Right.ADMIN)))
    door.enter(door.sign(ANN))
    _is_refused(door, door.sign(ANN, after=[GENESIS]), "nobody|no member has introduced")
    assert door.admission.signing_keys(ANN.id, introduction.id) == []
    assert before == (GENESIS.id,)


def test_a_commit_again_is_not_taken_again(door):
    assert not door.admission.admit(GENESIS)
    door.admission.check(GENESIS)


def test_a_stranger_is_refused_with_and_without_signature(door):
    commit = door.sign(THIEF)
    _is_refused(door, commit, "no member has introduced")
    door.graph.add(commit.id, commit.device, commit.parents)
    with pytest.raises(ForgedCommit, match="no member has introduced"):
        door.admission.admit(commit)


def test_another_key_than_the_members_is_refused(door):
    _is_refused(door, door.sign(OWNER, key=THIEF.key), "not signed by the member")
    forged = replace(door.sign(OWNER), signature=bytes(64))
    _is_refused(door, forged, "not signed by the member")


def test_a_commit_of_another_vault_is_refused(door):
    header = Header(b"v" * 32, OWNER.id, DEVICE, (GENESIS.id,), 0)
    _is_refused(door, sign(header, (), OWNER.key), "another vault")


def test_a_second_beginning_is_refused(door):
    second = _genesis(OWNER.grant(Right.OWNER), OWNER.grant(Right.ADMIN))
    _is_refused(door, second, "beginning of another")


def test_a_missing_parent_is_told_from_a_forgery(door):
    absent = door.sign(OWNER)
    child = sign(Header(GENESIS.id, OWNER.id, DEVICE, (absent.id,), 0), (), OWNER.key)
    with pytest.raises(VaultIncomplete):
        door.admission.check(child)
    with pytest.raises(VaultIncomplete):
        Admission(Graph()).check(absent)


def test_the_genesis_names_its_author_owner():
    assert founding_grant(GENESIS) == OWNER.grant(Right.OWNER)
    for operations in (
        (),
        (OWNER.grant(Right.ADMIN),),
        (ANN.grant(Right.OWNER),),
        (OWNER.grant(Right.OWNER, used=Right.ADMIN),),
        (Grant(OWNER.id, Right.OWNER, None, Right.OWNER),),
    ):
        with pytest.raises(ForgedCommit, match="names no owner"):
            Admission(Graph()).check(_genesis(*operations))


def test_the_genesis_is_signed_with_the_key_in_it():
    forged = sign(Header(NO_VAULT, OWNER.id, DEVICE, (), 0), (OWNER.grant(Right.OWNER),), THIEF.key)
    with pytest.raises(ForgedCommit, match="not signed"):
        Admission(Graph()).check(forged)


def test_keys_from_a_grant_with_another_id_open_no_door(door):
    """An admin, or anybody, tries to sign as the owner by granting the owner something."""
    door.enter(door.sign(OWNER, ANN.grant(Right.ADMIN)))
    for member in (OWNER.id, b"x" * 16):
        stolen = Grant(member, Right.ADMIN, None, Right.ADMIN, THIEF.key.public, THIEF.hpke)
        told = door.enter(door.sign(ANN, stolen))
        assert door.admission.flaw(told, stolen) is Reason.FOREIGN_KEYS
    _is_refused(door, door.sign(OWNER, key=THIEF.key), "not signed")
    stranger = Header(GENESIS.id, b"x" * 16, DEVICE, door.graph.heads(), 0)
    _is_refused(door, sign(stranger, (), THIEF.key), "no member has introduced")


def test_a_grant_to_somebody_whom_nobody_introduced_has_a_flaw(door):
    unknown = Grant(ANN.id, Right.ADMIN, None, Right.OWNER)
    told = door.enter(door.sign(OWNER, unknown))
    assert door.admission.flaw(told, unknown) is Reason.UNKNOWN_MEMBER
    both = door.enter(door.sign(OWNER, unknown, ANN.grant(Right.ADMIN)))
    assert door.admission.flaw(both, unknown) is None


def test_after_a_renewal_the_old_key_signs_nothing_new(door):
    new = Member(4)
    renewal = door.enter(door.sign(OWNER, Renew(new.key.public, new.hpke)))
    _is_refused(door, door.sign(OWNER), "not signed")
    later = door.enter(door.sign(OWNER, key=new.key))
    beside = door.enter(door.sign(OWNER, after=[GENESIS]))
    assert door.admission.signing_keys(OWNER.id, renewal.id) == [OWNER.key.public]
    assert door.admission.signing_keys(OWNER.id, later.id) == [new.key.public]
    assert door.admission.signing_keys(OWNER.id, beside.id) == [OWNER.key.public]
    assert door.admission.signing_keys(OWNER.id, None) == [new.key.public]
    assert door.admission.hpke_key(OWNER.id) == new.hpke


def test_only_the_member_renews_their_keys(door):
    door.enter(door.sign(OWNER, ANN.grant(Right.ADMIN)))
    door.enter(door.sign(ANN, Renew(THIEF.key.public, THIEF.hpke)))
    assert door.admission.signing_keys(OWNER.id, None) == [OWNER.key.public]
    _is_refused(door, door.sign(OWNER, key=THIEF.key), "not signed")


def test_after_renewals_beside_each_other_either_key_signs(door):
    one, other = Member(4), Member(5)
    door.enter(door.sign(OWNER, Renew(one.key.public, one.hpke), after=[GENESIS]))
    door.enter(door.sign(OWNER, Renew(other.key.public, other.hpke), after=[GENESIS]))
    for key in (one.key, other.key):
        door.admission.check(door.sign(OWNER, key=key))
    _is_refused(door, door.sign(OWNER), "not signed")


def test_the_genesis_is_signed_with_its_own_keys_and_strangers_have_none(door):
    assert door.admission.signing_keys(OWNER.id, GENESIS.id) == [OWNER.key.public]
    assert door.admission.signing_keys(ANN.id, None) == []
    with pytest.raises(NoSuchObject):
        door.admission.hpke_key(ANN.id)
