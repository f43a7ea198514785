"""Beside a preview: whether the file is in order, what merging does, and what file it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.foundation.errors import WrongPassphrase
from workbench.foundation.i18n import _, format_date, format_number, format_size, format_time
from workbench.services.merges import FileLook, Warn
from workbench.ui.kit.labels import Chip, Label, Line
from workbench.ui.kit.marks import CAUTION, NOTICE, SEVERE, Mark, MarkView
from workbench.ui.kit.surfaces import Facts, SidePane, clear_layout, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, S3, Tone
from workbench.ui.screens.merge.file_words import moment, scope_text, shares_text, span_text, warning_texts

WIDTH = 320
_PASSED = Mark("check", Tone.OK)


class FactsPane(SidePane):
    """Checks, rules and facts of the file chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Checks"), width=WIDTH, closable=False, parent=parent)
        self.verdict = Chip("", tone=Tone.OK, icon="check")
        self.head.addWidget(self.verdict)
        self._checks = vertical(gap=S2)
        self.column.addLayout(self._checks)
        self._part(lambda: _("When merging"))
        for icon, text in (
            ("shield-check", lambda: _("Backs this workspace up first")),
            ("git-merge", lambda: _("Takes over field by field; what either side added stays")),
            ("inbox", lambda: _("Shows the newer of two values and marks it for you to decide")),
            ("undo-2", lambda: _("Can be taken back as a whole, until something is changed after it")),
        ):
            self.column.addLayout(_line(Mark(icon), text))
        self._part(lambda: _("File"))
        self._facts = Facts(name_width=92)
        self.column.addWidget(self._facts)
        self.column.addStretch(1)

    def show_look(self, look: FileLook | None) -> None:
        """Show another file; ``None`` while it is being looked at."""
        clear_layout(self._checks)
        self._facts.clear()
        self.verdict.setVisible(look is not None)
        if look is None:
            return
        passed = look.receipt is not None
        closed = isinstance(look.error, WrongPassphrase)
        if passed:
            self.verdict.show_state(lambda: _("Passed"), tone=Tone.OK, icon="check")
        elif closed:
            self.verdict.show_state(lambda: _("Closed"), tone=Tone.WARN, icon="lock")
        else:
            self.verdict.show_state(lambda: _("Refused"), tone=Tone.DANGER, icon="x")
        for mark, text in _checks(look):
            self._checks.addLayout(_line(mark, text))
        self._facts.add(lambda: _("Name"), look.path.name)
        self._facts.add(lambda: _("Folder"), str(look.path.parent))
        self._facts.add(lambda: _("Size"), lambda: format_size(look.size))
        info = look.info
        if info is None:
            return
        self._facts.add(lambda: _("Format"), str(info.format))
        if info.version:
            self._facts.add(lambda: _("Program"), info.version)
        if info.exported_by:
            self._facts.add(lambda: _("Exported by"), info.exported_by)
        if info.exported_at is not None:
            at = info.exported_at.astimezone()
            self._facts.add(lambda: _("Exported on"), lambda: f"{format_date(at.date())} {format_time(at)}")
        if not info.readable:
            return
        self._facts.add(lambda: _("Holds"), lambda: scope_text(info))
        self._facts.add(lambda: _("Entries"), lambda: format_number(info.entries))
        receipt = look.receipt
        if receipt is None:
            return
        if receipt.shares:
            self._facts.add(lambda: _("New from"), lambda: "\n".join(shares_text(receipt)))
            self._facts.add(lambda: _("Made"), lambda: span_text(look.since, look.until))
        before = look.before
        if before is not None:
            self._facts.add(
                lambda: _("Known up to"),
                lambda: f"{format_date(before.astimezone().date())} {format_time(before)}",
            )

    def _part(self, title: Text) -> None:
        self.column.addSpacing(S1)
        self.column.addWidget(Line())
        self.column.addSpacing(S1)
        self.column.addWidget(Label(title, bold=True))


def _checks(look: FileLook) -> list[tuple[Mark, Text]]:
    if look.receipt is None or look.info is None:
        error = look.error
        mark = Mark("lock") if isinstance(error, WrongPassphrase) else SEVERE
        return [(mark, error.message)] if error is not None else []
    info = look.info
    receipt = look.receipt
    found: list[tuple[Mark, Text]] = [
        (_PASSED, lambda: _("The file is whole, every page as it was written")),
        (_PASSED, lambda: _("Format {number} can be read").format(number=info.format)),
        (_PASSED, lambda: _("Its history holds together")),
    ]
    if receipt.new and look.before is not None and Warn.OLDER not in look.warnings:
        before = look.before
        found.append((_PASSED, lambda: _("Goes on from what is here up to {day}").format(day=moment(before))))
    if info.as_exported:
        found.append((_PASSED, lambda: _("Nobody changed it since it was exported")))
    elif info.as_exported is False:
        found.append((NOTICE, lambda: _("Somebody worked in it after it was exported")))
    if not info.scope.is_whole:
        found.append((NOTICE, lambda: scope_text(info)))
    found += [(CAUTION, text) for text in warning_texts(look)]
    if not info.exported_by:
        found.append((NOTICE, lambda: _("No export but a working file; what is saved in it counts")))
    return found


def _line(mark: Mark, text: Text) -> QHBoxLayout:
    row = horizontal(gap=S3)
    row.addWidget(MarkView(mark, ""), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(text, wrap=True), 1)
    return row
