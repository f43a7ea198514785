"""Whether the open file is sound, and mending it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.services.checks import CheckReport, advice, check_workspace, repair_workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import SEVERE, Mark
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.tokens import S2, Tone
from workbench.ui.screens.settings.section import Section

_FINDINGS_SHOWN = 8


class CheckingSection(Section):
    """What a check finds is listed, and mended where that is possible."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Check the file"), parent)
        self.note(lambda: _("Reads every page, link and entry. You can go on working meanwhile."))
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.check_button = Button(lambda: _("Check now"), icon="badge-check")
        self.check_button.clicked.connect(self.check)
        self.repair_button = Button(lambda: _("Repair"), Kind.PRIMARY)
        self.repair_button.clicked.connect(self.repair)
        row.addWidget(self.check_button)
        row.addWidget(self.repair_button)
        row.addStretch(1)
        self.repair_button.hide()
        self.put(buttons)
        self.progress = ProgressRow()
        self.progress.cancel_button.hide()
        self.put(self.progress)
        self.findings = ItemList(lambda: _("What the check found"), fit=True, padding=0)
        self.put(self.findings)

    def check(self) -> None:
        """Look at every page, link and journal entry."""
        self._begin_check()
        workspace = self.context.workspace
        self.context.tasks.run_read(
            lambda _job: check_workspace(workspace),
            self._show_report,
            self._check_failed,
            label=_("Checking"),
        )

    def repair(self) -> None:
        """Write the tables anew from the journal."""
        self._begin_check()

        def repaired(report: CheckReport) -> None:
            self._show_report(report)
            # Any row may show something else now.
            everything = ChangeSummary(None, "repair", "", {}, False)
            self.context.signals.workspace_changed.emit(everything)

        workspace = self.context.workspace
        self.context.tasks.run_write(
            lambda _job: repair_workspace(workspace), repaired, self._check_failed, label=_("Repairing")
        )

    def _begin_check(self) -> None:
        self.check_button.setEnabled(False)
        self.repair_button.hide()
        self.findings.set_items(())
        self.progress.begin(lambda: _("Checking"), lambda: None)

    def _check_failed(self, error: Exception) -> None:
        self.progress.end()
        self.check_button.setEnabled(True)
        if isinstance(error, WorkbenchError):
            self.findings.set_items([Item(key=0, title=error.message, mark=SEVERE, tooltip=error.hint)])
        else:
            self.context.show_error(error)

    def _show_report(self, report: CheckReport) -> None:
        self.progress.end()
        self.check_button.setEnabled(True)
        if report.ok:
            told = ngettext("Sound: {count} entry checked", "Sound: {count} entries checked", report.entries)
            title = told.format(count=format_number(report.entries))
            sound = Item(key=0, title=title, mark=Mark("circle-check", Tone.OK))
            self.findings.set_items([sound, *_noted(report)])
            return
        items = [
            Item(key=place, title=one.message, second=advice(one), mark=SEVERE, tooltip=one.message)
            for place, one in enumerate(report.findings[:_FINDINGS_SHOWN])
        ]
        more = len(report.findings) - _FINDINGS_SHOWN
        if more > 0:
            items.append(Item(key=None, title=_("… and {count} more").format(count=format_number(more))))
        self.findings.set_items([*items, *_noted(report)])
        self.repair_button.setVisible(report.repairable)


def _noted(report: CheckReport) -> list[Item]:
    """What is worth knowing and no fault."""
    return [
        Item(key=("note", place), title=one, mark=Mark("info", Tone.TEXT2), tooltip=one)
        for place, one in enumerate((*_done_words(report), *report.notes))
    ]


def _done_words(report: CheckReport) -> Iterator[str]:
    """What a repair did, and where what it replaced is kept."""
    if report.repaired:
        told = ngettext(
            "{count} finding was repaired", "{count} findings were repaired", len(report.repaired)
        )
        yield told.format(count=format_number(len(report.repaired)))
    if report.backup is not None:
        yield _("The file as it was is kept as {file}").format(file=report.backup.name)
    if report.kept is not None:
        yield _("What the journal does not explain is kept in {file}").format(file=report.kept.name)
