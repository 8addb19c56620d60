"""Files that get another value of one key, and those that are left alone."""

import base64
import subprocess
from pathlib import Path

import pytest

from keystead.core.model import Place
from keystead.core.secret_types import SecretText
from keystead.formats.profiles import PROFILES
from keystead.services import placing
from keystead.services.placing import Outcome, Wanted
from keystead.system.host import SystemHost
from tests.support.hosts import FailingHost

OLD, NEW = "old value", "new 'value' $x #1"
WANTED = Wanted("A", "dev", SecretText(NEW), (SecretText(OLD),))
TEXT = "# mine\nMINE=1\nexport A='old value' # why\nB=2\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir(mode=0o755)
    found = folder / ".env"
    found.write_text(TEXT)
    return found


def put(path: Path, form: str = "", profile: str | None = None, **given: object) -> Outcome:
    host = given.get("host") or SystemHost()
    place = Place("file", str(path), form=form)
    return placing.put(host, place, WANTED, profile, "dotenv")  # type: ignore[arg-type]


def test_only_the_value_is_rewritten_and_a_real_shell_reads_it(path: Path):
    done = put(path, "shell")
    assert done == Outcome("", "shell", written=True)
    text = path.read_text()
    assert text.startswith("# mine\nMINE=1\nexport A=")
    assert text.endswith("# why\nB=2\n")
    read = subprocess.run(
        ["sh", "-c", '. "$0"; printf "%s|%s" "$A" "$B"', str(path)], capture_output=True, check=True
    )
    assert read.stdout.decode() == f"{NEW}|2"
    assert put(path, "shell") == Outcome("", "shell")
    assert path.read_text() == text


@pytest.mark.parametrize("profile", [name for name, one in PROFILES.items() if one.flat is None])
def test_each_reader_gets_it_back_or_the_file_stays(path: Path, profile: str):
    path.write_text("A=old\nB=2\n")
    wanted = Wanted("A", "dev", SecretText("new-value"), (SecretText("old"),))
    place = Place("file", str(path), form=profile)
    assert placing.put(SystemHost(), place, wanted, None, "dotenv").written
    found = PROFILES[profile].reader.read(path.read_text())
    assert (found["A"], found["B"]) == ("new-value", "2")


def test_the_reader_is_found_where_nobody_noted_it(path: Path):
    path.write_text('{"A": "old value", "B": {"c": 1}}\n')
    done = put(path)
    assert (done.reason, done.form, done.written) == ("", "json", True)
    path.write_text(f"A_BASE64={base64.b64encode(OLD.encode()).decode()}\n")
    done = put(path)
    assert (done.reason, done.form) == ("", "dotenv+base64")
    assert path.read_text() == f"A_BASE64={base64.b64encode(NEW.encode()).decode()}\n"
    path.write_text("A='old value'\n")
    assert put(path, profile="node").form == "node"
    assert put(path, form="of-a-newer-version").reason == ""
    assert "no reader named cobol" in put(path, profile="cobol").reason


def test_a_base64_place_is_rewritten_as_base64(path: Path):
    path.write_text(f"A_BASE64={base64.b64encode(OLD.encode()).decode()}\nA=keep\n")
    assert put(path, "node+base64").form == "node+base64"
    assert "\nA=keep\n" in path.read_text()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A=third\n", "holds another value of A: somebody changed it"),
        ("B=2\n", "does not hold A any more"),
        ("A='old value'\nno assignment\n", ""),
        ("", "does not hold A any more"),
    ],
)
def test_a_file_that_somebody_changed_is_left_alone(path: Path, text: str, reason: str):
    path.write_text(text)
    for form in ("node", ""):
        found = put(path, form)
        assert found.reason
        assert reason in found.reason
        assert not found.written
        assert path.read_text() == text
    path.write_bytes(b"A=\xff\xfe\n")
    assert "UTF-8" in put(path, "node").reason


def test_a_value_that_the_reader_cannot_hold_is_told(path: Path):
    path.write_text("A=old\n")
    wanted = Wanted("A", "dev", SecretText("two\nlines"), (SecretText("old"),))
    place = Place("file", str(path), form="docker")
    found = placing.put(SystemHost(), place, wanted, None, "dotenv")
    assert found.reason == (
        "A holds line breaks, which docker --env-file would not read back exactly"
    )
    assert path.read_text() == "A=old\n"


def test_a_note_is_one_sentence(path: Path):
    path.write_text("A='old value'\nno assignment\n")
    assert put(path, "node").reason == "Line 2: there is no = in this line, and it is no comment."
    path.write_text("A='old value'\n")
    assert put(path, "node", host=FailingHost(0)).reason.endswith("is full.")


def test_a_service_that_reads_its_file_by_its_group_still_can(path: Path):
    path.chmod(0o640)
    assert put(path).written
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_not_ours_to_write_is_told(path: Path):
    link = path.with_name("link")
    link.symlink_to(path)
    assert put(link).reason == "is a symbolic link"
    assert put(path.with_name("gone")).reason == "is not there any more"
    path.chmod(0o400)
    assert put(path).reason == "is read-only"
    path.chmod(0o600)
    assert "full" in put(path, "node", host=FailingHost(0)).reason
    path.parent.chmod(0o777)
    assert put(path).reason == "lies in a folder that everybody may write"
    assert path.read_text() == TEXT
