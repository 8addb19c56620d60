"""Opening for others: the idle time by the settings, proof without opening."""

import pytest

from keystead.core.errors import BadSetting
from keystead.errors import AccessDenied
from keystead.services.owner import OwnerKind
from keystead.services.requests.sessions import open_owner, prove
from tests.support.homes import PASSPHRASE


def test_the_idle_time_is_that_of_the_settings_but_for_one_command(made):
    folder = made.home.paths.config
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("[lock]\nidle_after = 60\n")
    for kind, left in ((OwnerKind.AGENT, 60.0), (OwnerKind.COMMAND, None)):
        code = made.phone.next_code()
        owner = open_owner(made.home, made.entry, PASSPHRASE.reveal(), code, kind)
        assert owner.locks_in() == left
        owner.lock()
    (folder / "config.toml").write_text("[lock]\nidle_after = 1\n")
    with pytest.raises(BadSetting):
        open_owner(made.home, made.entry, PASSPHRASE.reveal(), "123456", OwnerKind.AGENT)


def test_a_proof_uses_the_code_up_and_opens_nothing(owner, made):
    code = made.phone.next_code()
    prove(owner, PASSPHRASE.reveal(), code)
    with pytest.raises(AccessDenied):
        prove(owner, PASSPHRASE.reveal(), code)
    with pytest.raises(AccessDenied):
        prove(owner, "wrong", made.phone.next_code())
