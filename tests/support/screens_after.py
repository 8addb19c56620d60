"""The pages of the unlocked vault, each in a state, for pictures and tests."""

import subprocess
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt

from keystead.agent.approvals import AccessRequest, Decision, Purpose
from keystead.agent.peers import Program
from keystead.core.model import Secret
from keystead.core.recipes import Format
from keystead.core.secret_types import SecretText
from keystead.errors import FileProblem
from keystead.gui.dialogs.approval import ApprovalDialog
from keystead.gui.dialogs.export import ExportDialog
from keystead.gui.dialogs.generate import GenerateDialog
from keystead.gui.dialogs.import_preview import ImportDialog
from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.gui.models.snapshot import tiles_of
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.notices import ATTEMPTS, EXPIRY, REVIEW
from tests.support.demo_vault import DemoVault
from tests.support.screens_backups import BACKUPS
from tests.support.screens_rotate import ROTATE
from tests.support.screens_sync import SYNC, Fresh
from tests.support.window import OpenWindow, filled, wait_for


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Gone when the process ends."""
    return tempfile.TemporaryDirectory(prefix="ks-screens-")


def folder(name: str) -> Path:
    """A folder for one page."""
    path = Path(_folder().name) / name
    path.mkdir(exist_ok=True)
    return path


@cache
def _vault() -> DemoVault:
    vault = filled(folder("vault"))
    vault.add_pem()
    return vault


def open_page(theme: Theme, vault: DemoVault | None = None) -> OpenWindow:
    """A shown window without notices."""
    shown = vault or _vault()
    # What an editor on an earlier page held is of no concern to this one.
    (shown.place.state / "unsaved").unlink(missing_ok=True)
    window = OpenWindow(theme, shown)
    window.controller.failed.connect(lambda error: print(error))
    # The notices have pages of their own.
    window.view.notices.dismiss(EXPIRY)
    window.view.notices.dismiss(REVIEW)
    window.view.notices.dismiss(ATTEMPTS)
    window.show()
    return window


def _secret(window: OpenWindow, name: str, environment: str) -> Secret:
    snapshot = window.controller.snapshot
    assert snapshot is not None
    return next(
        one for one in snapshot.secrets if (one.name, one.environment) == (name, environment)
    )


def main(theme: Theme) -> OpenWindow:
    """Picture 01: a key was copied six seconds ago."""
    window = open_page(theme)
    window.view.table.choose(_secret(window, "STRIPE_SECRET_KEY", "prod").id)
    window.view.commands.copy()
    window.settle()
    window.clock.advance(6)
    window.guard.refresh()
    return window


def notices(theme: Theme) -> OpenWindow:
    """What a person is told after unlocking."""
    window = OpenWindow(theme, _vault())
    window.show()
    window.view.notices.show_error(
        FileProblem("The disk is full. Nothing was changed; make room and try again.")
    )
    return window


def revealed(theme: Theme) -> OpenWindow:
    """The eye is held."""
    window = main(theme)
    window.guard.clear()
    window.view.detail.value.eye.pressed.emit()
    window.settle()
    return window


def search(theme: Theme) -> OpenWindow:
    """Some keys are found."""
    window = open_page(theme)
    window.view.focus_search()
    window.view.toolbar.search.set_text("env:prod shop")
    return window


def nothing_found(theme: Theme) -> OpenWindow:
    """None are."""
    window = open_page(theme)
    window.view.focus_search()
    window.view.toolbar.search.set_text("paypal")
    return window


def nothing_due(theme: Theme) -> OpenWindow:
    """An empty view."""
    window = open_page(theme)
    window.view.show_scope("view:revoked")
    return window


def trash(theme: Theme) -> OpenWindow:
    """The trash, with a question before it is emptied."""
    window = open_page(theme)
    window.view.show_scope("view:trash")
    window.view.table.selectRow(0)
    return window


def erase(theme: Theme) -> OpenWindow:
    """The question before something is erased for good."""
    window = trash(theme)
    window.view.commands.erase()
    return window


def undo(theme: Theme) -> OpenWindow:
    """A key was put into the trash."""
    window = open_page(theme, filled(folder(f"undo-{theme.dark}-{id(theme)}")))
    window.view.table.choose(_secret(window, "HF_TOKEN", "dev").id)
    window.view.commands.trash()
    window.settle()
    return window


def conflict(theme: Theme) -> OpenWindow:
    """Two values were made apart."""
    window = open_page(theme)
    secret = _secret(window, "STRIPE_SECRET_KEY", "prod")
    from msgspec import structs

    apart = structs.replace(secret, conflicts=("value", "notes"))
    window.view.table.choose(secret.id)
    window.view.detail.show_secret(apart, window.controller.snapshot)
    return window


def empty(theme: Theme) -> OpenWindow:
    """Picture 07."""
    return open_page(theme, DemoVault(_fresh("empty")))


def _fresh(name: str) -> Path:
    return Path(tempfile.mkdtemp(prefix=name, dir=_folder().name))


def editor_new(theme: Theme) -> OpenWindow:
    """A pasted key was recognised."""
    window = open_page(theme)
    window.view.commands.new()
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    editor.name.set_text("STRIPE_RESTRICTED_KEY")
    editor.value.set_value(SecretText("rk_live_" + "8f2a" * 12))
    return window


def editor_errors(theme: Theme) -> OpenWindow:
    """Fields that are wrong."""
    window = open_page(theme)
    window.view.commands.new()
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    editor.name.set_text("STRIPE-KEY")
    editor.fields.expires.edit.setText("2020-01-31")
    editor.fields.service.set_text("Stripe")
    editor.save()
    return window


def editor_edit(theme: Theme) -> OpenWindow:
    """A key as it stands."""
    window = open_page(theme)
    window.view.commands.edit(_secret(window, "STRIPE_SECRET_KEY", "prod"))
    return window


def editor_lines(theme: Theme) -> OpenWindow:
    """A value of several lines."""
    window = open_page(theme)
    window.view.commands.new()
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    editor.name.set_text("GCP_SIGNING_KEY")
    editor.value.set_value(SecretText("-----BEGIN PRIVATE KEY-----\n" + "MIIEvQ\n" * 26))
    return window


def generate(theme: Theme) -> OpenWindow:
    """A new value."""
    window = open_page(theme)
    window.view.commands.new()
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    editor.value.generate.click()
    window.settle()
    dialog = window.stage.findChildren(GenerateDialog)[0]
    dialog.set_fixed(SecretText("kJ3v9QmX2bT7wR5nZ8cL1yH4dF6gS0pAeUiOqWxVtBs"))
    return window


def generate_token(theme: Theme) -> OpenWindow:
    """A token that waits for the key that signs it."""
    window = generate(theme)
    window.stage.findChildren(GenerateDialog)[0].fields.form.choose(Format.JWT)
    return window


def _repository(name: str) -> Path:
    path = _fresh(name)
    subprocess.run(["git", "init", "-q", str(path)], check=True)
    (path / ".gitignore").write_text(".env\n*.env\n")
    return path


def export(theme: Theme, profile: str = "npm-dotenv", environment: str = "prod") -> OpenWindow:
    """Picture 06 for a reader that can take all."""
    window = open_page(theme)
    window.view.table.choose(_secret(window, "STRIPE_SECRET_KEY", environment).id)
    window.view.commands.files.export()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, ExportDialog)
    window.settle()
    dialog.readers.choose(profile)
    window.settle()
    chosen = dialog.readers.item(profile)
    assert chosen is not None
    chosen.setFocus()
    dialog.path.set_text(str(_repository("shop-api") / dialog.target().name))
    wait_for(lambda: dialog.git.isVisible())
    window.settle()
    return window


def export_refused(theme: Theme) -> OpenWindow:
    """Picture 06: docker cannot hold a PEM."""
    return export(theme, "docker")


def export_exposed(theme: Theme) -> OpenWindow:
    """A file of somebody else's that git does not ignore, and what may happen to both."""
    window = export(theme, "json")
    dialog = window.view.commands.dialog
    assert isinstance(dialog, ExportDialog)
    path = dialog.target().with_name("settings.json")
    path.write_text('{"PORT": "8080"}\n')
    dialog.path.set_text(str(path))
    wait_for(lambda: dialog.ignore.isVisible())
    dialog.update_file.click()
    window.settle()
    return window


def export_left_out(theme: Theme) -> OpenWindow:
    """What docker cannot hold was left out."""
    window = export(theme, "docker")
    dialog = window.view.commands.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.problem.link.click()
    window.settle()
    return window


def import_preview(theme: Theme) -> OpenWindow:
    """A file with every sort of line."""
    window = open_page(theme)
    path = _fresh("import") / ".env"
    path.write_text(
        "# shop-web\nSTRIPE_PUBLISHABLE_KEY=pk_test_51H8xExampleExample\n"
        "GITHUB_TOKEN=ghp_aNewOneForTheDemoOnly0000\nDATABASE_URL=postgres://u:p@db/shop\n"
        "SESSION-SECRET=no variable name\nNEXT_PUBLIC_URL=https://shop.example\n"
        'OPEN_QUOTE="never closed\n'
    )
    window.view.commands.files.import_from(path)
    window.settle()
    assert isinstance(window.view.commands.dialog, ImportDialog)
    return window


REQUEST = AccessRequest(
    program=Program(48213, "/usr/bin/node", ("node", "server.js")),
    chain=(
        Program(48213, "/usr/bin/node", ("node", "server.js")),
        Program(48197, "/usr/bin/npm", ("npm", "run", "dev")),
        Program(47002, "/usr/bin/zsh", ("zsh",)),
    ),
    directory=str(Path.home() / "src/shop-api"),
    environment="dev",
    keys=("STRIPE_SECRET_KEY", "DATABASE_URL", "SENTRY_DSN"),
    purpose=Purpose.READ,
    before=Decision.ONCE,
)


def approval(theme: Theme) -> OpenWindow:
    """Picture 10."""
    window = open_page(theme)
    snapshot = window.controller.snapshot
    assert snapshot is not None
    dialog = ApprovalDialog(
        theme, window.stage, REQUEST, window.clock.monotonic, "dev", tiles_of(snapshot, "")
    )
    dialog.ask()
    wait_for(dialog.allow_once.isEnabled)
    QCoreApplication.processEvents()
    return window


def locks_soon(theme: Theme) -> OpenWindow:
    """Less than a minute is left; the vault file cannot be written."""
    window = open_page(theme)
    window.clock.advance(260)
    window.controller.tick()
    window.settle()
    window.view.table.setFocus(Qt.FocusReason.TabFocusReason)
    return window


def _with_fresh(page: Callable[[Theme, Fresh], OpenWindow], theme: Theme) -> OpenWindow:
    return page(theme, _fresh)


AFTER: dict[str, Callable[[Theme], OpenWindow]] = {
    "main": main,
    "notices": notices,
    "revealed": revealed,
    "search": search,
    "nothing-found": nothing_found,
    "nothing-due": nothing_due,
    "trash": trash,
    "erase": erase,
    "undo": undo,
    "conflict": conflict,
    "empty": empty,
    "locks-soon": locks_soon,
    "editor-new": editor_new,
    "editor-errors": editor_errors,
    "editor-edit": editor_edit,
    "editor-lines": editor_lines,
    "generate": generate,
    "generate-token": generate_token,
    "export": export,
    "export-refused": export_refused,
    "export-left-out": export_left_out,
    "export-exposed": export_exposed,
    "import": import_preview,
    "approval": approval,
    **{name: partial(_with_fresh, page) for name, page in SYNC.items()},
    **BACKUPS,
    **ROTATE,
}
