"""The core limit and the flag, as Linux shows them."""

from tests.support.hardened import OPEN, START, told


def test_neither_a_core_file_nor_a_program_that_takes_cores_is_begun():
    before = told(OPEN)["core"]
    assert isinstance(before, list)
    hard = before[1]
    # One byte, not none; see hardening_linux.
    assert told(OPEN + START)["core"] == [1 if hard else 0, hard]


def test_the_flag_is_set_for_good():
    hide = "from keystead.system import hardening_linux as linux; linux.hide_memory()"
    assert told(f"{hide}; {hide}")["dumpable"] == 0
