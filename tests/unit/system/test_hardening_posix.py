"""Limits and environment, where there is no more than POSIX."""

from tests.support.hardened import START, told

POP = "import os; os.environ.pop('KEYSTEAD_PASSPHRASE', None)"
ERASE = f"{START}; hardening.erase_variable('KEYSTEAD_PASSPHRASE'); {POP}"


def test_a_lower_limit_of_the_user_stays():
    assert told("import resource; resource.setrlimit(4, (0, 0))\n" + START)["core"] == [0, 0]


def test_there_is_no_core_file_and_nothing_else_to_do():
    posix = "from keystead.system import hardening_posix as posix"
    found = told(f"{posix}; posix.no_core_dumps(); posix.hide_memory()")
    assert isinstance(found["core"], list)
    assert found["core"][0] == 0
    assert found["dumpable"] == 1


def test_a_variable_is_blank_where_others_could_read_it():
    secret = "hunter2-hunter2"
    given = {"KEYSTEAD_PASSPHRASE": secret, "OTHER": "stays"}
    assert secret in str(told(POP, **given)["environ"])  # to forget it is not to erase it
    after = str(told(ERASE, **given)["environ"])
    assert secret not in after
    assert "OTHER=stays" in after


def test_a_variable_that_is_not_there_is_no_error():
    told(ERASE)
