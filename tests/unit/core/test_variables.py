import pytest

from keystead.core.variables import steers_programs


@pytest.mark.parametrize(
    "name",
    ["PATH", "Path", "LD_PRELOAD", "ld_library_path", "DYLD_INSERT_LIBRARIES", "BASH_ENV",
     "NODE_OPTIONS", "PYTHONPATH", "KEYSTEAD_HOME", "BASH_FUNC_ls"],
)  # fmt: skip
def test_names_that_change_how_programs_start(name):
    assert steers_programs(name)


@pytest.mark.parametrize(
    "name", ["API_KEY", "DATABASE_URL", "APP_PATH", "PATH_TO_KEY", "LDAP_PASSWORD", "HOMEPAGE"]
)
def test_names_that_programs_work_with(name):
    assert not steers_programs(name)
