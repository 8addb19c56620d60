import pytest

from keystead.core.secret_types import SecretText
from keystead.services.kit_sheets import Sheet, SheetKind, code_lines, save
from keystead.system.host import SystemHost
from keystead.vault.errors import AlreadyThere

CODE = "AAAA-BBBB-CCCC-DDDD-EEEEE"


def _sheet(kind=SheetKind.SECRET_KEY):
    return Sheet(kind, "Harbour Studio", SecretText(CODE), "2026-01-01")


def test_the_code_is_shown_in_lines_of_four_groups():
    assert code_lines(CODE) == ["AAAA-BBBB-CCCC-DDDD", "EEEEE"]


@pytest.mark.parametrize(
    ("kind", "title", "command"),
    [
        (SheetKind.SECRET_KEY, "Secret Key", "keystead setup-device"),
        (SheetKind.RECOVERY, "Recovery code", "keystead recover"),
    ],
)
def test_a_sheet_says_what_it_is_for_and_how_it_is_used(kind, title, command):
    text = _sheet(kind).text().reveal()
    assert f"Emergency Kit: {title}\nVault: Harbour Studio\nMade: 2026-01-01" in text
    assert "    AAAA-BBBB-CCCC-DDDD\n    EEEEE\n" in text
    assert command in text


def test_a_sheet_prints_no_code_by_accident():
    assert "AAAA" not in repr(_sheet())


def test_it_is_saved_for_its_owner_alone(tmp_path):
    path = save(SystemHost(), tmp_path, _sheet())
    assert path.name == "harbour-studio-secret-key.txt"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text() == _sheet().text().reveal()


def test_a_file_that_lies_there_is_kept(tmp_path):
    path = save(SystemHost(), tmp_path, _sheet(SheetKind.RECOVERY))
    path.write_text("mine")
    with pytest.raises(AlreadyThere):
        save(SystemHost(), tmp_path, _sheet(SheetKind.RECOVERY))
    assert path.read_text() == "mine"


@pytest.mark.parametrize(("code", "told"), [("AAAA-BBB~", True), ("AAAA-BBBU", False), ("", False)])
def test_a_sign_at_the_end_is_said_to_belong_to_the_code(code, told):
    sheet = Sheet(SheetKind.RECOVERY, "Work", SecretText(code), "2026-11-22")
    assert ("The ~ at the end belongs to the code." in sheet.text().reveal()) is told
