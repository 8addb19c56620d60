"""The export dialog: reader, refused values, target, the file itself."""

import base64
import stat
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.errors import FileProblem
from keystead.gui.dialogs.export import ExportDialog
from keystead.services import export
from keystead.services.export import PROFILES, Written
from tests.support.demo_vault import PEM
from tests.support.window import OpenWindow, wait_for

LEFT = Qt.MouseButton.LeftButton


def opened(
    window: OpenWindow, name: str = "STRIPE_SECRET_KEY", where: str = "prod"
) -> ExportDialog:
    window.choose(name, where)
    window.view.commands.files.export()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, ExportDialog)
    window.settle()
    return dialog


def aim(window: OpenWindow, dialog: ExportDialog, path: Path) -> None:
    dialog.path.set_text(str(path))
    wait_for(lambda: dialog._target is not None)
    window.settle()


def with_pem(window: OpenWindow) -> None:
    draft = SecretDraft(name="GCP_PRIVATE_KEY", environment="prod")
    window.controller.add(draft, SecretText(PEM))
    window.settle()


def test_a_whole_environment_is_written_for_its_owner_alone(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path
):
    dialog = opened(window)
    qtbot.mouseClick(dialog.readers.item("npm-dotenv"), LEFT)
    window.settle()
    assert dialog.title.words() == "Export 11 keys"
    path = tmp_path / "out" / ".env"
    path.parent.mkdir()
    aim(window, dialog, path)
    assert dialog.export.isEnabled()
    qtbot.mouseClick(dialog.export, LEFT)
    window.settle()
    assert window.view.commands.dialog is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text()
    assert text.startswith("# Written by Keystead: environment prod, for npm dotenv.")
    assert text.count("\n") == 2 + 11
    assert window.value(window.secret("GITHUB_TOKEN")) in text
    assert window.view.toast.words() == "11 keys written to .env, readable by you only."


def test_the_preview_shows_prefixes_and_never_a_value(window: OpenWindow):
    dialog = opened(window)
    lines = dialog.preview._lines._lines
    shown = {line.name: line.shown for line in lines}
    assert shown["STRIPE_SECRET_KEY"].strip("'\"") == "sk_live_" + "•" * 12
    value = window.value(window.secret("STRIPE_SECRET_KEY"))
    assert all(value not in line.shown for line in lines)


def test_only_the_chosen_key(window: OpenWindow, qtbot: QtBot, tmp_path: Path):
    dialog = opened(window)
    assert dialog.only.text() == "Only STRIPE_SECRET_KEY"
    qtbot.mouseClick(dialog.only, LEFT)
    window.settle()
    assert dialog.title.words() == "Export 1 key"
    aim(window, dialog, tmp_path / "one.env")
    qtbot.mouseClick(dialog.export, LEFT)
    window.settle()
    lines = (tmp_path / "one.env").read_text().splitlines()
    assert [line.partition("=")[0] for line in lines[2:]] == ["STRIPE_SECRET_KEY"]


def test_the_pane_of_a_key_exports_that_key_alone(window: OpenWindow, qtbot: QtBot):
    window.choose("STRIPE_SECRET_KEY")
    qtbot.mouseClick(window.view.detail.buttons["Export"], LEFT)
    dialog = window.view.commands.dialog
    assert isinstance(dialog, ExportDialog)
    window.settle()
    assert dialog.only.isChecked()
    assert dialog.title.words() == "Export 1 key"
    qtbot.mouseClick(dialog.only, LEFT)
    window.settle()
    assert dialog.title.words() == "Export 11 keys"


def test_a_file_of_our_own_is_replaced_or_updated_as_the_marks_say(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path
):
    path = tmp_path / "ours.env"
    dialog = opened(window)
    aim(window, dialog, path)
    qtbot.mouseClick(dialog.export, LEFT)
    window.settle()
    dialog = opened(window)
    aim(window, dialog, path)
    assert dialog.replace.isChecked()
    assert dialog.export.text() == "Export 11 keys"
    qtbot.mouseClick(dialog.update_file, LEFT)
    assert not dialog.replace.isChecked()
    assert dialog.export.text() == "Update 11 keys"
    # What somebody else put there meanwhile is not written over.
    qtbot.mouseClick(dialog.replace, LEFT)
    path.write_text("MINE=1\n")
    qtbot.mouseClick(dialog.export, LEFT)
    window.settle()
    assert path.read_text() == "MINE=1\n"


def test_a_value_that_the_reader_cannot_take_is_left_out(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path
):
    with_pem(window)
    dialog = opened(window)
    qtbot.mouseClick(dialog.readers.item("docker"), LEFT)
    window.settle()
    aim(window, dialog, tmp_path / "docker.env")
    assert not dialog.export.isEnabled()
    assert "Docker cannot read a value exactly" in dialog.problem.words()
    assert "GCP_PRIVATE_KEY" in dialog.problem.words()
    assert dialog.problem.link.text() == "Leave out, export 11"
    marked = [line.name for line in dialog.preview._lines._lines if line.note]
    assert marked == ["GCP_PRIVATE_KEY"]
    qtbot.mouseClick(dialog.problem.link, LEFT)
    window.settle()
    assert dialog.title.words() == "Export 11 keys"
    qtbot.mouseClick(dialog.export, LEFT)
    window.settle()
    assert "GCP_PRIVATE_KEY" not in (tmp_path / "docker.env").read_text()


def test_git_is_told_before_anything_is_written(window: OpenWindow, tmp_path: Path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("*.secret\n")
    dialog = opened(window)
    aim(window, dialog, tmp_path / "open.env")
    assert dialog.git._label.words() == "Git does not ignore it"
    aim(window, dialog, tmp_path / "mine.secret")
    assert dialog.git._label.words() == "Ignored by git"
    assert list(tmp_path.glob("*.env")) == []


def test_a_foreign_file_is_replaced_only_when_asked(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path
):
    path = tmp_path / "mine.env"
    path.write_text("MINE=1\n")
    dialog = opened(window)
    aim(window, dialog, path)
    assert dialog.path.message.words() == "This file was not written by Keystead."
    assert not dialog.export.isEnabled()
    assert dialog.replace.isVisible()
    qtbot.mouseClick(dialog.replace, LEFT)
    assert dialog.export.isEnabled()
    # Another path asks again.
    aim(window, dialog, tmp_path / "new.env")
    assert not dialog.replace.isChecked()
    assert not dialog.replace.isVisible()
    aim(window, dialog, path)
    qtbot.mouseClick(dialog.replace, LEFT)
    qtbot.mouseClick(dialog.export, LEFT)
    window.settle()
    assert path.read_text().startswith("# Written by Keystead")


def test_a_foreign_file_is_updated_when_asked(window: OpenWindow, qtbot: QtBot, tmp_path: Path):
    path = tmp_path / "mine.env"
    path.write_text("# mine\nMINE=1\n")
    dialog = opened(window)
    aim(window, dialog, path)
    qtbot.mouseClick(dialog.replace, LEFT)
    qtbot.mouseClick(dialog.update_file, LEFT)
    assert not dialog.replace.isChecked()
    assert dialog.path.frame.state != "error"
    assert dialog.export.text() == "Update 11 keys"
    qtbot.mouseClick(dialog.export, LEFT)
    window.settle()
    text = path.read_text()
    assert text.startswith("# mine\nMINE=1\n\n# Added by Keystead: environment prod\n")
    assert window.value(window.secret("GITHUB_TOKEN")) in text


def test_a_bad_line_of_the_file_is_told_in_the_dialog(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path
):
    path = tmp_path / "mine.env"
    path.write_text("MINE=1\nno assignment\n")
    dialog = opened(window)
    aim(window, dialog, path)
    qtbot.mouseClick(dialog.update_file, LEFT)
    qtbot.mouseClick(dialog.export, LEFT)
    window.settle()
    assert dialog.problem.words().startswith("Nothing was written Line 2: there is no =")
    assert not dialog.base64.isVisible()
    assert path.read_text() == "MINE=1\nno assignment\n"


def test_a_value_that_the_reader_cannot_take_goes_as_base64(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path
):
    with_pem(window)
    dialog = opened(window)
    dialog.readers.choose("docker")
    window.settle()
    aim(window, dialog, tmp_path / "docker.env")
    assert dialog.base64.isVisible()
    qtbot.mouseClick(dialog.base64, LEFT)
    window.settle()
    assert not dialog.problem.isVisible()
    qtbot.mouseClick(dialog.export, LEFT)
    window.settle()
    lines = dict(
        line.split("=", 1)
        for line in (tmp_path / "docker.env").read_text().splitlines()
        if not line.startswith("#")
    )
    assert base64.b64decode(lines["GCP_PRIVATE_KEY_BASE64"]).decode() == PEM


def test_a_file_that_git_would_take_in_is_added_to_gitignore(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path
):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    dialog = opened(window)
    aim(window, dialog, tmp_path / "open.env")
    assert dialog.ignore.isVisible()
    qtbot.mouseClick(dialog.ignore, LEFT)
    window.settle()
    assert dialog.git._label.words() == "Ignored by git"
    assert not dialog.ignore.isVisible()
    assert (tmp_path / ".gitignore").read_text() == "/open.env\n"


def test_every_reader_can_be_seen_and_shows_its_file(window: OpenWindow, tmp_path: Path):
    dialog = opened(window)
    for name in PROFILES:
        dialog.readers.choose(name)
        window.settle()
        item = dialog.readers.item(name)
        assert item is not None
        assert not item.visibleRegion().isEmpty()
        assert dialog.target().name == PROFILES[name].file_name
    assert [line.shown for line in dialog.preview._lines._lines][-1].startswith('"')


@pytest.mark.parametrize("name", ["nowhere/out.env", "folder"])
def test_a_target_that_cannot_be_is_told(window: OpenWindow, tmp_path: Path, name: str):
    (tmp_path / "folder").mkdir()
    dialog = opened(window)
    aim(window, dialog, tmp_path / name)
    assert dialog.path.frame.state == "error"
    assert not dialog.export.isEnabled()
    dialog.save()
    window.settle()
    assert window.view.commands.dialog is dialog


def test_a_disk_that_fails_is_told_in_the_dialog(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object, **__: object) -> Written:
        raise FileProblem("The disk is full. Nothing was written.")

    dialog = opened(window)
    aim(window, dialog, tmp_path / "x.env")
    monkeypatch.setattr(export, "write", full)
    qtbot.mouseClick(dialog.export, LEFT)
    window.settle()
    assert dialog.problem.words() == "Nothing was written The disk is full. Nothing was written."
    assert dialog.export.isEnabled()


def test_the_file_is_chosen_with_the_system_s_dialog(
    window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    chosen = str(tmp_path / "picked.env")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (chosen, ""))
    dialog = opened(window)
    qtbot.mouseClick(dialog.choose, LEFT)
    assert dialog.path.text() == chosen


def test_another_reader_suggests_its_own_file_name(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window)
    assert dialog.path.text() == "~/.env"
    assert dialog.target() == Path.home() / ".env"
    dialog.path.set_text("/srv/app/.env")
    qtbot.mouseClick(dialog.readers.item("shell"), LEFT)
    assert dialog.path.text() == "/srv/app/env.sh"


def test_an_environment_without_keys_has_nothing_to_export(empty: OpenWindow):
    empty.view.commands.files.export()
    assert empty.view.commands.dialog is None
    assert empty.view.toast.words() == "There is no key to export."


def test_an_answer_that_comes_after_the_dialog_is_gone_is_dropped(window: OpenWindow, qtbot: QtBot):
    dialog = opened(window)
    dialog.readers.choose("node")
    qtbot.keyClick(dialog.path.edit, Qt.Key.Key_Escape)
    window.settle()
    assert window.view.commands.dialog is None
