"""What is shipped is the real thing: nothing here can be lowered from outside."""

from keystead.crypto.policy import SHIPPED
from keystead.services.parts import HORIZON_DAYS
from keystead.services.shipped import shipped
from keystead.system.clock import SystemClock
from keystead.system.host import SystemHost
from keystead.system.keyring_store import KeyringStore


def test_it_is_the_real_clock_cost_disk_and_keyring():
    made = shipped(("table",), ("agent",), ("clipboard",), ("window",))
    assert isinstance(made.clock, SystemClock)
    assert isinstance(made.host, SystemHost)
    assert isinstance(made.keyring(), KeyringStore)
    assert made.kdf is SHIPPED
    assert made.horizon_days == HORIZON_DAYS
    assert (made.table_command, made.agent_command) == (("table",), ("agent",))
    assert made.clipboard_command == ("clipboard",)
    assert made.timer() <= made.timer()
