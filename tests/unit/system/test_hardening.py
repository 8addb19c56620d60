"""What each process does first, read back from the kernel."""

from tests.support.hardened import OPEN, START, told


def test_files_are_private_and_crashes_are_told_without_values():
    assert told(OPEN)["mask"] == "0000"
    assert told(OPEN + START)["mask"] == "0077"
    told(f"{START}; assert 'keystead' in sys.excepthook.__module__")


def test_only_a_process_with_keys_is_hidden():
    assert told(START)["dumpable"] == 1
    assert told(f"{START}; hardening.hide_memory()")["dumpable"] == 0
