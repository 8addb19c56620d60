from pathlib import Path

import pytest

from keystead.core.errors import BadSetting
from keystead.core.settings import Settings
from keystead.services import config
from keystead.services.choice import choose
from keystead.services.errors import NoSuchVault
from keystead.services.home import Home
from tests.support.clock import FakeClock
from tests.support.homes import MadeVault, home_at, parts


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_at(tmp_path / "home", parts(FakeClock()))


def set_default(home: Home, vault: str) -> None:
    config.save(home.parts.host, home.paths.config, Settings({"vault.default": vault}))


def test_the_named_vault_then_the_setting_then_the_first(home: Home, tmp_path: Path) -> None:
    first, second, third = (
        MadeVault(home, tmp_path, name=name) for name in ("One", "Two", "Three")
    )
    assert choose(home, None) == first.entry
    set_default(home, "two")
    assert choose(home, None) == second.entry
    set_default(home, str(third.path))
    assert choose(home, None) == third.entry
    assert choose(home, "Two") == second.entry
    assert choose(home, str(first.path)) == first.entry


def test_a_single_vault_is_meant_whatever_the_setting_says(home: Home, tmp_path: Path) -> None:
    only = MadeVault(home, tmp_path)
    set_default(home, "Another")
    assert choose(home, None) == only.entry


def test_a_setting_that_names_no_vault_is_told(home: Home, tmp_path: Path) -> None:
    for name in ("One", "Two"):
        MadeVault(home, tmp_path, name=name)
    set_default(home, "Another")
    with pytest.raises(NoSuchVault, match="Another"):
        choose(home, None)


def test_a_settings_file_that_is_not_understood_is_told_where_it_decides(
    home: Home, tmp_path: Path
) -> None:
    one = MadeVault(home, tmp_path, name="One")
    home.parts.host.private_folder(home.paths.config)
    (home.paths.config / config.FILE).write_text("[vault", encoding="utf-8")
    assert choose(home, None) == one.entry
    two = MadeVault(home, tmp_path, name="Two")
    assert choose(home, "Two") == two.entry
    with pytest.raises(BadSetting):
        choose(home, None)


def test_without_a_vault_the_way_to_one_is_told(home: Home) -> None:
    with pytest.raises(NoSuchVault, match="keystead init"):
        choose(home, None)
