"""What is typed into the parts: stored on leaving the field, kept as a draft while typing, never lost."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from workbench.domain.journal import ChangeSummary
from workbench.domain.plan_records import PlanPart, plan_id
from workbench.foundation.ids import Id
from workbench.services.drafts import drop_draft, keep_draft
from workbench.services.plan_texts import write_part
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.leaving import DraftTimer
from workbench.ui.kit.writing_area import WritingArea

DRAFT_AFTER_MS = 400


class PlanWriter(QObject):
    """Knows which part is written where, and what of it is stored. ``brought_back`` tells of a draft."""

    brought_back = Signal()
    typed = Signal(object)
    """The part that is being written."""
    entered = Signal(object)
    """The part the cursor went into."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.areas: dict[PlanPart, WritingArea] = {}
        self._stored: dict[PlanPart, str] = {}
        self._plan: tuple[Id, int] | None = None
        self._texts: Mapping[PlanPart, str] = {}
        self._draft: dict[PlanPart, str] = {}
        self._is_filling = False
        self._timer = DraftTimer(self, DRAFT_AFTER_MS, self.keep_draft)

    def add(self, part: PlanPart, area: WritingArea) -> None:
        """Write ``part`` in ``area`` from now on."""
        self.areas[part] = area
        area.left.connect(lambda _text: self.keep(part))
        area.suggestion_taken.connect(lambda: self.keep(part))
        area.textChanged.connect(partial(self._typed, part))
        area.entered.connect(lambda: self.entered.emit(part))
        self._fill(part)

    def show_texts(
        self,
        account_id: Id,
        year: int,
        texts: Mapping[PlanPart, str],
        draft: Mapping[str, object] | None,
    ) -> None:
        """Show another plan, or the same one changed; what is being typed in it stays."""
        is_other = self._plan != (account_id, year)
        if is_other:
            # Typed while the other one was being read.
            self.keep_all()
        unsaved = {} if is_other else self.unsaved()
        self._plan, self._texts = (account_id, year), texts
        self._stored = {part: texts.get(part, "") for part in PlanPart}
        self._is_filling = True
        for part, area in self.areas.items():
            if part not in unsaved and area.text() != self._stored[part]:
                area.setText(self._stored[part])
        self._is_filling = False
        if is_other and draft:
            self._bring_back(draft)

    def unsaved(self) -> dict[PlanPart, str]:
        """What was typed and is not stored."""
        return {
            part: area.text().strip()
            for part, area in self.areas.items()
            if part in self._stored and area.text().strip() != self._stored[part].strip()
        }

    def keep(self, part: PlanPart) -> None:
        """Store what was typed there, if it is new."""
        text = self.unsaved().get(part)
        if text is not None:
            self._save({part: text})

    def keep_all(self) -> None:
        """Store whatever was typed: before another plan is shown, printed or handed in."""
        unsaved = self.unsaved()
        if unsaved:
            self._save(unsaved)

    def put(self, part: PlanPart, text: str) -> None:
        """Write ``text`` there as if it were typed, and store it."""
        self.areas[part].setText(text)
        self.keep(part)

    def keep_draft(self) -> None:
        """Keep what is being typed in the file, in case the program ends before it is stored."""
        self._timer.stop()
        plan, unsaved = self._plan, self.unsaved()
        if plan is None or not unsaved:
            return
        row, fields = plan_id(*plan), {part.value: text for part, text in unsaved.items()}
        workspace = self._context.workspace
        self._context.tasks.run_write(lambda _job: keep_draft(workspace, row, fields), lambda _nothing: None)

    def _save(self, texts: Mapping[PlanPart, str]) -> None:
        plan = self._plan
        if plan is None:
            return
        self._timer.stop()
        before = dict(self._stored)
        self._stored.update(texts)
        for place, (part, text) in enumerate(texts.items(), 1):
            self._save_one(plan, part, text, before.get(part, ""), is_last=place == len(texts))

    def _save_one(
        self, plan: tuple[Id, int], part: PlanPart, text: str, before: str, *, is_last: bool
    ) -> None:
        account_id, year = plan

        def work(workspace: Workspace) -> ChangeSummary:
            summary = write_part(workspace, account_id, year, part, text)
            if is_last:
                drop_draft(workspace, plan_id(account_id, year))
            return summary

        def failed(error: Exception) -> None:
            # What could not be stored counts as typed again.
            if self._plan == plan:
                self._stored[part] = before
            self._context.show_error(error)

        self._context.save(work, on_error=failed)

    def _bring_back(self, draft: Mapping[str, object]) -> None:
        self._draft = {
            part: text
            for part in PlanPart
            if isinstance(text := draft.get(part.value), str) and text.strip() != self._stored[part].strip()
        }
        if self._draft:
            found = dict(self._draft)
            self._is_filling = True
            for part in self.areas:
                self._fill(part)
            self._is_filling = False
            self._save(found)
            self.brought_back.emit()

    def _fill(self, part: PlanPart) -> None:
        """Put into a field what is known: it may have been made after the plan was read."""
        area, text = self.areas[part], self._draft.pop(part, None)
        if text is None:
            text = self._stored.get(part, "")
        if area.text() != text:
            was, self._is_filling = self._is_filling, True
            area.setText(text)
            self._is_filling = was

    def _typed(self, part: PlanPart) -> None:
        if not self._is_filling:
            self._timer.start()
            self.typed.emit(part)
