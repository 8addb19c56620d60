"""The demo: it opens by its own code, holds samples, and waits for a fresh code."""

import pytest

from keystead.core.secret_types import SecretText
from keystead.errors import UsageProblem
from keystead.services import demo
from keystead.services.owner import Owner, OwnerKind
from tests.support.clock import FakeClock
from tests.support.homes import parts


@pytest.fixture
def home(tmp_path):
    return demo.home_in(tmp_path, parts(FakeClock()))


def test_it_opens_with_its_own_code_and_holds_samples(home, tmp_path):
    uri = demo.make(home, tmp_path / "demo.keystead", tmp_path / "key", "a passphrase")
    entry = home.default()
    assert entry is not None
    code, seconds = demo.code(home, uri)
    assert seconds == 0
    owner = Owner.unlock(home, entry, SecretText("a passphrase"), code, OwnerKind.COMMAND)
    found = {(one.environment, one.name) for one in owner.vault.secrets()}
    assert found == {(one.environment, one.name) for one in demo.SAMPLES}
    owner.lock()


def test_a_code_that_is_used_up_is_never_given_again(home, tmp_path):
    uri = demo.make(home, tmp_path / "demo.keystead", tmp_path / "key", "a passphrase")
    entry = home.default()
    assert entry is not None
    codes = []
    for _ in range(4):
        code, seconds = demo.code(home, uri)
        codes.append(code)
        home.parts.clock.advance(seconds)
        Owner.unlock(home, entry, SecretText("a passphrase"), code, OwnerKind.COMMAND).lock()
    assert len(set(codes)) == 4


@pytest.mark.parametrize("uri", ["", "otpauth://totp/x", "otpauth://totp/x?secret=1"])
def test_an_entry_that_is_none_is_told(home, uri):
    with pytest.raises(UsageProblem):
        demo.code(home, uri)
