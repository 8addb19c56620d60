import pytest

from keystead.core.secret_types import SecretText
from keystead.errors import FileProblem
from keystead.gui import import_work
from keystead.services.owner import Owner, OwnerKind
from tests.support.homes import PASSPHRASE, MadeVault


@pytest.fixture
def owner(home, tmp_path):
    vault = MadeVault(home, tmp_path)
    code = vault.phone.next_code()
    opened = Owner.unlock(home, vault.entry, PASSPHRASE, code, OwnerKind.WINDOW)
    yield opened
    opened.lock()


def test_a_file_is_read_by_its_ending_and_text_as_lines(owner, tmp_path):
    file = tmp_path / "keys.json"
    file.write_text('{"A_KEY": "one"}')
    for source in (file, SecretText("A_KEY=one\n")):
        (line,) = import_work.look_through(owner, "dev", source).items
        assert line.name == "A_KEY"


def test_a_file_that_is_too_large_is_not_read(owner, tmp_path, monkeypatch):
    monkeypatch.setattr(import_work, "MAX_IMPORT", 4)
    file = tmp_path / "some.env"
    file.write_text("A_KEY=one\n")
    with pytest.raises(FileProblem, match="larger"):
        import_work.look_through(owner, "dev", file)
