"""The window's side of the server: everything goes to the window itself."""

from keystead.agent.keeper import WindowKeeper
from keystead.services.owner import LockReason


def test_it_passes_everything_on_to_the_window():
    seen: list[object] = []
    keeper = WindowKeeper(
        lambda: None,
        lambda passphrase, code: seen.append((passphrase, code)),
        seen.append,
    )
    assert keeper.owner() is None
    keeper.prove("pass", "123456")
    keeper.release(LockReason.ASKED)
    assert seen == [("pass", "123456"), LockReason.ASKED]
