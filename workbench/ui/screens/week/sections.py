"""The sections of the report that a person writes: kept on leaving the field, a draft kept while typing."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.week_texts import section_text
from workbench.domain.weekly_reports import Section
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.drafts import drop_draft, keep_draft
from workbench.services.weekly_reports import WeekView, edit_week, fill_week
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.inputs import TextArea
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.leaving import DraftTimer
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S4, Tone

DRAFT_AFTER_MS = 400
_LEAST_LINES, _MOST_LINES = 3, 18


class WeekSections(QWidget):
    """Five texts, each with a link that fills it from the data. ``brought_back`` tells of a draft."""

    brought_back = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: WeekView | None = None
        self._kept: dict[Section, str] = {}
        self._is_filling = False
        self.areas: dict[Section, TextArea] = {}
        self.headers: dict[Section, SectionHeader] = {}
        column = vertical(self, gap=S1)
        for section in Section:
            header = SectionHeader(_label_of(section))
            header.note.set_tone(Tone.WARN)
            header.link_requested.connect(lambda which=section: self.fill(which))
            area = TextArea(lines=_LEAST_LINES, hint=_hint_of(section))
            area.left.connect(lambda _text, which=section: self.keep(which))
            area.textChanged.connect(self._typed)
            area.setAccessibleName(section.label)
            self.headers[section], self.areas[section] = header, area
            column.addWidget(header)
            column.addWidget(area)
            column.addSpacing(S4)
        self._timer = DraftTimer(self, DRAFT_AFTER_MS, self.keep_draft)

    def show_view(self, view: WeekView) -> None:
        """Show another report, or the same one changed; what is being typed in it stays."""
        is_other = self._view is None or self._view.report.id != view.report.id
        unsaved = {} if is_other else self._unsaved()
        self._view = view
        self._is_filling = True
        for section, area in self.areas.items():
            text = view.text(section)
            self._kept[section] = text
            if section not in unsaved and area.text() != text:
                area.setText(text)
            self._fit(area)
            changed = section in view.changed
            header = self.headers[section]
            header.note.say(_("Something has changed since this was written") if changed else "")
            is_known = bool(section_text(view.facts, section))
            header.link.say(_("Fill again from the data") if text else _("Fill from the data"))
            header.link.setVisible(is_known)
        self._is_filling = False
        if is_other and view.draft:
            self._bring_back(view.draft)

    def keep(self, section: Section) -> None:
        """Store what was typed there, if it is new."""
        if section in self._unsaved():
            self._save({section: self.areas[section].text()})

    def keep_all(self) -> None:
        """Store whatever was typed; for leaving the report."""
        unsaved = self._unsaved()
        if unsaved:
            self._save(unsaved)

    def fill(self, *sections: Section) -> None:
        """Write what the data say into these; what was typed is stored first, so that Undo brings it back."""
        view = self._view
        if view is None:
            return
        self.keep_all()
        manager, monday = view.manager.id, view.facts.monday
        self._context.save(
            lambda workspace: fill_week(workspace, manager, monday, sections), said=_("Filled from the data")
        )

    def empty_sections(self) -> tuple[Section, ...]:
        """Those the data could fill and nobody has written."""
        view = self._view
        return tuple(
            section
            for section, area in self.areas.items()
            if view is not None and not area.text().strip() and section_text(view.facts, section)
        )

    def keep_draft(self) -> None:
        """Keep what is being typed in the file, in case the program ends before it is stored."""
        self._timer.stop()
        view, unsaved = self._view, self._unsaved()
        if view is None or not unsaved:
            return
        report, fields = view.report.id, {section.value: text for section, text in unsaved.items()}
        workspace = self._context.workspace
        self._context.tasks.run_write(
            lambda _job: keep_draft(workspace, report, fields), lambda _nothing: None
        )

    def _unsaved(self) -> dict[Section, str]:
        return {
            section: area.text()
            for section, area in self.areas.items()
            if section in self._kept and area.text().strip() != self._kept[section].strip()
        }

    def _save(self, texts: Mapping[Section, str]) -> None:
        view = self._view
        if view is None:
            return
        self._timer.stop()
        manager, monday, report = view.manager.id, view.facts.monday, view.report.id
        stripped = {section: text.strip() for section, text in texts.items()}
        before = dict(self._kept)
        self._kept.update(stripped)

        def work(workspace: Workspace) -> ChangeSummary:
            summary = edit_week(workspace, manager, monday, stripped)
            drop_draft(workspace, report)
            return summary

        def failed(error: Exception) -> None:
            self._take_back(report, before)
            self._context.show_error(error)

        self._context.save(work, on_error=failed)

    def _take_back(self, report: Id, before: dict[Section, str]) -> None:
        """What could not be stored counts as typed again."""
        if self._view is not None and self._view.report.id == report:
            self._kept = before

    def _bring_back(self, draft: Mapping[str, object]) -> None:
        found = {
            section: text
            for section in Section
            if isinstance(text := draft.get(section.value), str)
            and text.strip() != self._kept[section].strip()
        }
        for section, text in found.items():
            self.areas[section].setText(text)
        if found:
            self._save(found)
            self.brought_back.emit()

    def _typed(self) -> None:
        area = self.sender()
        if isinstance(area, TextArea):
            self._fit(area)
        if not self._is_filling:
            self._timer.start()

    def _fit(self, area: TextArea) -> None:
        """As high as its text, within bounds; beyond them it scrolls."""
        lines = int(area.document().size().height())
        area.setFixedHeight(min(max(lines, _LEAST_LINES), _MOST_LINES) * 20 + 14)


def _label_of(section: Section) -> Text:
    return lambda: section.label


def _hint_of(section: Section) -> Text:
    return {
        Section.VISITS: lambda: _("What was done and what came of it"),
        Section.FEEDBACK: lambda: _("What customers said: needs, competitors, complaints"),
        Section.PROMISES: lambda: _("What was promised, kept, and what is late and why"),
        Section.NEXT_WEEK: lambda: _("Whom to visit next week, and what for"),
        Section.REMARKS: lambda: _("What your manager should know besides"),
    }[section]
