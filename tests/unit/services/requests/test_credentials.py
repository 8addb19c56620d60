"""Changes of keys by request, step by step."""

import pytest

from keystead.core.secret_types import SecretText
from keystead.errors import UsageProblem
from keystead.services.owner import Owner, OwnerKind
from keystead.services.requests import credentials
from tests.support.homes import PASSPHRASE, Phone


def test_a_change_is_begun_confirmed_applied_checked_and_finished(owner, made):
    begun = credentials.begin(owner, {"kind": "passwd", "new_passphrase": "another one"})
    phone = Phone(SecretText(str(begun["totp_uri"])), made.clock)
    assert begun["recovery_code"] is None
    credentials.confirm(owner, {"code": phone.code()})
    credentials.apply(owner, {})
    with pytest.raises(UsageProblem):
        credentials.check(owner, {"secret_key": "WRONG"})
    credentials.check(owner, {"secret_key": str(begun["secret_key"]).rsplit("-", 1)[-1]})
    result = credentials.finish(owner, {})
    assert (result["totp_uri"], result["secret_key"]) == (begun["totp_uri"], begun["secret_key"])
    assert owner.locked_for is not None
    new = SecretText("another one")
    Owner.unlock(made.home, made.entry, new, phone.next_code(), OwnerKind.COMMAND).lock()


def test_a_new_kit_leaves_passphrase_and_phone(owner, made):
    begun = credentials.begin(owner, {"kind": "kit", "passphrase": PASSPHRASE.reveal()})
    assert begun["totp_uri"] is None
    with pytest.raises(UsageProblem):
        credentials.confirm(owner, {"code": "123456"})
    credentials.apply(owner, {})
    result = credentials.finish(owner, {})
    assert result["recovery_code"] == begun["recovery_code"]
    code = made.phone.next_code()
    Owner.unlock(made.home, made.entry, PASSPHRASE, code, OwnerKind.COMMAND).lock()


def test_compromised_lists_what_to_rotate(owner, tmp_path):
    key_file = str(tmp_path / "new.key")
    params = {"kind": "compromised", "new_passphrase": "fresh", "key_file": key_file}
    credentials.begin(owner, params)
    credentials.apply(owner, {})
    result = credentials.finish(owner, {})
    assert result["rotate"] == ["dev/API_KEY", "prod/API_KEY"]
    assert (tmp_path / "new.key").exists()


def test_nothing_can_be_finished_that_was_not_begun(owner):
    for step in (credentials.confirm, credentials.apply, credentials.check, credentials.finish):
        with pytest.raises(UsageProblem):
            step(owner, {"code": "123456"})
    with pytest.raises(UsageProblem, match="passwd, kit, compromised"):
        credentials.begin(owner, {"kind": "magic"})
    credentials.abort(owner)


def test_a_lock_ends_a_change_that_was_begun(owner, made):
    credentials.begin(owner, {"kind": "passwd", "new_passphrase": "x"})
    owner.lock()
    assert owner.key_change is None
    code = made.phone.next_code()
    Owner.unlock(made.home, made.entry, PASSPHRASE, code, OwnerKind.COMMAND).lock()
