"""docs/settings.md says what the table of settings says."""

from keystead.core.settings import SETTINGS
from tests.support.settings_page import PATH, page


def test_the_page_is_what_the_table_gives():
    told = "python -m tests.support.settings_page writes it anew"
    assert PATH.read_text(encoding="utf-8") == page(), told


def test_the_page_names_each_setting_once():
    for one in SETTINGS:
        assert page().count(f"| `{one.name}` |") == 1
