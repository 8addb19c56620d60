"""Export: who reads the file, what will be in it, where it goes.

Every change of reader or choice asks the worker for a new preview; a value that the
reader would not get back exactly stands in the way until it is left out.
"""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from keystead.errors import KeysteadError
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.export_lines import PreviewBox
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.models.export_preview import ExportPreview, ExportTarget
from keystead.gui.models.readers import words_of
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.fonts import SMALL, Weight
from keystead.gui.theme.metrics import PARAGRAPH, XL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.checks import CheckBox, RadioButton
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.labels import ElidedLabel, Separator
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Mark, StateLabel
from keystead.gui.widgets.nav_list import NavList
from keystead.gui.widgets.scrolled import Scrolled
from keystead.gui.widgets.shown import set_shown
from keystead.gui.widgets.text_field import TextField
from keystead.services.export import PROFILES, Exposure, Written

_LOOK_MS = 250  # after the last key press in the path
_SHOWN = 3


class ExportDialog(VaultDialog):
    """``written`` gives what was written."""

    written = Signal(object)

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, "Export", 880, 616)
        self._environment = ""
        self._names: list[str] | None = None
        self._left_out: set[str] = set()
        self._encoded: set[str] = set()
        self._preview: ExportPreview | None = None
        self._target: ExportTarget | None = None
        self._asked = 0
        self._chip: Chip | None = None
        self.content.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._readers())
        row.addWidget(Separator(theme, upright=True))
        row.addLayout(self._right(), 1)
        self.content.addLayout(row, 1)
        self._make_footer_buttons()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    # Made once -----------------------------------------------------------------------------

    def _readers(self) -> QWidget:
        pane = QWidget()
        pane.setFixedWidth(235)
        column = QVBoxLayout(pane)
        column.setContentsMargins(7, M - 2, 7, S)
        column.setSpacing(0)
        font = self.theme.fonts.ui(SMALL, Weight.HEADING)
        heading = ElidedLabel(self.theme, "Who reads the file", font, "text3")
        heading.setContentsMargins(M, 0, 0, 0)
        column.addWidget(heading)
        column.addSpacing(2)
        self.readers = NavList(self.theme, "Who reads the file", row=32, ground="accent_soft")
        for name in PROFILES:
            words, remark = words_of(name)
            self.readers.add(name, words, right=remark)
        self.readers.chosen.connect(lambda _: self._choose_reader())
        self._reader_list = Scrolled(self.readers)
        column.addWidget(self._reader_list, 1)
        return pane

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(XL, L, XL - 1, L)
        column.setSpacing(0)
        self.preview = PreviewBox(self.theme)
        column.addWidget(self.preview, 1)
        self.problem = Banner(self.theme, "warning", action="")
        self.problem.action.connect(self._leave_out)
        self.base64 = LinkLabel(self.theme, "Write as base64")
        self.base64.clicked.connect(self._encode)
        ways = QHBoxLayout()
        ways.addWidget(self.base64)
        ways.addStretch(1)
        self.problem.body.addLayout(ways)
        self.problem.hide()
        column.addSpacing(M)
        column.addWidget(self.problem)
        column.addSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(S)
        self.path = TextField(self.theme, "File", mono=True)
        self.path.text_changed.connect(self._path_changed)
        self.path.submitted.connect(self.save)
        row.addWidget(self.path, 1)
        self.choose = Button(self.theme, "Choose")
        self.choose.clicked.connect(self._choose_file)
        below = QVBoxLayout()
        below.setSpacing(0)
        below.addSpacing(PARAGRAPH + 5)
        below.addWidget(self.choose)
        below.addStretch(1)
        row.addLayout(below)
        column.addLayout(row)
        column.addSpacing(6)
        facts = QHBoxLayout()
        facts.setSpacing(L)
        self._mode = StateLabel(self.theme, Mark.GOOD, "Only you can read it (0600)", "text2")
        self.git = StateLabel(self.theme, Mark.GOOD, "", "text2")
        facts.addWidget(self._mode)
        facts.addWidget(self.git)
        self.ignore = LinkLabel(self.theme, "Add to .gitignore")
        self.ignore.clicked.connect(self._ignore)
        self.ignore.hide()
        facts.addWidget(self.ignore)
        facts.addStretch(1)
        column.addLayout(facts)
        return column

    def _make_footer_buttons(self) -> None:
        self.only = CheckBox(self.theme, "")
        self.only.hide()
        self.only.toggled.connect(self._only_changed)
        self.footer.addWidget(self.only)
        self.update_file = RadioButton(self.theme, "Update it, keep its own lines")
        self.replace = RadioButton(self.theme, "Replace it")
        self._way = QButtonGroup(self)
        for button in (self.update_file, self.replace):
            button.hide()
            button.toggled.connect(lambda _: self._update())
            self._way.addButton(button)
            self.footer.addWidget(button)
        self.footer.addStretch(1)
        cancel = Button(self.theme, "Cancel")
        cancel.clicked.connect(self.cancel)
        self.export = Button(self.theme, "Export", Kind.PRIMARY)
        self.export.clicked.connect(self.save)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.export)

    # Start ---------------------------------------------------------------------------------

    def start(
        self,
        snapshot: VaultSnapshot,
        environment: str,
        chosen: list[str],
        *,
        only: bool = False,
    ) -> None:
        """Open it for an environment; ``chosen``: names that can be exported alone, and are
        with ``only`` as long as nothing else is said."""
        self._environment = environment
        self._chosen = chosen
        self.title_row.addWidget(Chip(self.theme, environment, snapshot.colour(environment)))
        whole = snapshot.counts.environments.get(environment, 0)
        if chosen and len(chosen) < whole:
            words = f"Only `{chosen[0]}`" if len(chosen) == 1 else f"Only the {len(chosen)} chosen"
            self._say_only(words, only)
        profile = self.controller.settings.text("export.default_profile")
        self.readers.set_current(profile if profile in PROFILES else "dotenv")
        self._default_path()
        self._ask()
        self.open(self.readers.item(self.readers.current()))
        self._show_reader()

    def _show_reader(self) -> None:
        item = self.readers.item(self.readers.current())
        if item is not None:
            self._reader_list.ensureWidgetVisible(item)

    def _say_only(self, words: str, only: bool) -> None:
        box = CheckBox(self.theme, words)
        box.setChecked(only)
        self._names = list(self._chosen) if only else None
        box.toggled.connect(self._only_changed)
        self.footer.replaceWidget(self.only, box)
        self.only.deleteLater()
        self.only = box

    def _default_path(self) -> None:
        name = PROFILES[self.readers.current()].file_name
        before = self.path.text()
        folder = Path(before).parent if before else Path("~")
        self.path.set_text(str(folder / name))

    # Reader, choice, preview ---------------------------------------------------------------

    def _choose_reader(self) -> None:
        self._forget_ways_out()
        self._show_reader()
        self._default_path()
        self._ask()

    def _only_changed(self, only: bool) -> None:
        self._names = list(self._chosen) if only else None
        self._forget_ways_out()
        self._ask()

    def _forget_ways_out(self) -> None:
        self._left_out.clear()
        self._encoded.clear()

    def _ask(self) -> None:
        """A new preview; one that was asked for before and arrives late is dropped."""
        self._asked += 1
        number = self._asked
        self._preview = None
        self._update()
        self.controller.preview_export(
            self._environment,
            self.readers.current(),
            self._wanted(),
            self.if_open(lambda preview: self._arrived(number, preview)),
            self.if_open(self._failed),
            sorted(self._encoded),
        )

    def _wanted(self) -> list[str] | None:
        if not self._left_out:
            return self._names
        every = self._names if self._names is not None else self._all
        return [name for name in every if name not in self._left_out]

    _all: tuple[str, ...] = ()
    _chosen: list[str] = []  # noqa: RUF012 - replaced whole by start

    def _arrived(self, number: int, preview: ExportPreview) -> None:
        if number != self._asked:
            return
        if self._names is None and not self._left_out:
            self._all = preview.names
        self._preview = preview
        self.preview.set_lines(preview.lines)
        self._update()

    def _leave_out(self) -> None:
        if self._preview is not None:
            self._left_out |= {one.name for one in self._preview.refusals}
            self._encoded -= self._left_out
            self._ask()

    def _encode(self) -> None:
        if self._preview is not None:
            self._encoded |= {one.name for one in self._preview.refusals}
            self._ask()

    # Target --------------------------------------------------------------------------------

    def target(self) -> Path:
        """The file, with ``~`` put in full."""
        return Path(self.path.text().strip() or ".").expanduser().absolute()

    def _path_changed(self) -> None:
        self._target = None
        self._way.setExclusive(False)
        self.replace.setChecked(False)
        self.update_file.setChecked(False)
        self._way.setExclusive(True)
        self._timer.start()
        self._update()

    def _look(self) -> None:
        path = self.target()
        self.controller.look_at_target(path, self.if_open(self._looked))

    def _looked(self, target: ExportTarget) -> None:
        if target.path == self.target():
            self._target = target
            if target.exists and not target.foreign and not self._allowed():
                self.replace.setChecked(True)
            self._update()

    def _updates(self) -> bool:
        exists = self._target is not None and self._target.exists
        return exists and self.update_file.isChecked()

    def _allowed(self) -> bool:
        """Whether it was said what may happen to the file that lies there."""
        return self.replace.isChecked() or self.update_file.isChecked()

    def _ignore(self) -> None:
        path = self.target()
        self.controller.add_to_gitignore(
            path, self.if_open(self._looked), self.if_open(self._failed)
        )

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, "Export to", str(self.target()),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if path:
            self.path.set_text(path)

    # What it says --------------------------------------------------------------------------

    def _update(self) -> None:
        preview, target = self._preview, self._target
        number = len(preview.names) if preview else 0
        noun = "1 key" if number == 1 else f"{number:,} keys"
        if preview is not None:
            self.title.set_words(f"Export {noun}")
            self.export.set_words(f"{'Update' if self._updates() else 'Export'} {noun}")
        self._say_problem(preview)
        self._say_target(target)
        may_write = target is not None and not target.problem
        if target is not None and target.foreign:
            may_write = self._allowed()
        ready = preview is not None and preview.rendered is not None and number > 0
        self.export.setEnabled(ready and may_write)

    def _say_problem(self, preview: ExportPreview | None) -> None:
        if preview is None or not preview.refusals:
            self.problem.setVisible(False)
            return
        refusals = preview.refusals
        reader = words_of(preview.profile)[0]
        words = "\n".join(f"`{one.name}` {one.reason}." for one in refusals[:_SHOWN])
        if len(refusals) > _SHOWN:
            words += f"\n{len(refusals) - _SHOWN} more"
        count = "a value" if len(refusals) == 1 else f"{len(refusals)} values"
        rest = len(preview.names) - len(refusals)
        action = f"Leave out, export {rest}" if rest else ""
        self.problem.say("warning", f"{reader} cannot read {count} exactly", words, action)
        set_shown(self.base64, not self._encoded & {one.name for one in refusals})
        self.problem.setVisible(True)

    def _say_target(self, target: ExportTarget | None) -> None:
        self.replace.setVisible(target is not None and target.exists)
        self.update_file.setVisible(target is not None and target.exists)
        self.git.setVisible(target is not None and not target.problem)
        exposed = target is not None and target.exposure is Exposure.EXPOSED
        self.ignore.setVisible(exposed and self.git.isVisibleTo(self))
        if target is None:
            return
        if target.problem:
            self.path.set_error(target.problem)
            return
        if target.foreign and not self._allowed():
            self.path.set_error("This file was not written by Keystead.")
        else:
            self.path.clear_error()
        mark, words = _GIT[target.exposure]
        self.git.set_state(mark, words, "text2" if mark is Mark.GOOD else None)

    # Write ---------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the file that is shown."""
        if self._preview is None or not self.export.isEnabled():
            return
        foreign = self._target is not None and self._target.foreign
        self.export.setEnabled(False)
        self.controller.write_export(
            self._environment,
            self._preview,
            self.target(),
            foreign and self.replace.isChecked(),
            self.if_open(self._done),
            self.if_open(self._failed),
            self._updates(),
        )

    def _done(self, written: Written) -> None:
        self.end()
        self.written.emit(written)

    def _failed(self, error: KeysteadError) -> None:
        self._update()
        self.problem.say("error", "Nothing was written", error.message)
        set_shown(self.base64, False)
        self.problem.setVisible(True)


_GIT = {
    Exposure.OUTSIDE: (Mark.GOOD, "Not in a git work tree"),
    Exposure.IGNORED: (Mark.GOOD, "Ignored by git"),
    Exposure.EXPOSED: (Mark.WARNING, "Git does not ignore it"),
    Exposure.TRACKED: (Mark.CRITICAL, "Tracked by git: the values would go into its history"),
}
