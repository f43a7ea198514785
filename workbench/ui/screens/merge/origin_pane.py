"""Beside a conflict: how its field came by its values, and for a credit limit what is owed."""

from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_money, format_percent_bp, labelled
from workbench.services.conflict_details import ConflictDetail
from workbench.services.conflicts import ConflictField
from workbench.services.history import HistoryLine
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.surfaces import SidePane, clear_layout, vertical
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone
from workbench.ui.screens.merge.conflict_words import field_text, part_text
from workbench.ui.screens.merge.file_words import moment

WIDTH = 288


class OriginPane(SidePane):
    """Follows the conflict that is current."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Where it comes from"), width=WIDTH, closable=False, parent=parent)
        self._lines = vertical(gap=S2)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)

    def texts(self) -> list[str]:
        """What is told, line by line."""
        return [label.text() for label in self.body.findChildren(Label) if not label.isHidden()]

    def show_detail(self, kind: str, field: ConflictField | None, detail: ConflictDetail) -> None:
        """Show how the field, or without one the record, came to be as it is."""
        clear_layout(self._lines)
        self.title.say(
            lambda: (
                _("Where “{field}” comes from").format(field=field_text(field))
                if field is not None
                else _("Where it comes from")
            )
        )
        for place, line in enumerate(detail.lines):
            if place:
                self._lines.addWidget(Line())
            self._add_line(kind, line)
        owed = detail.owed
        if owed is not None and field is not None:
            self._lines.addSpacing(S1)
            self._lines.addWidget(Label(lambda: _("Owed now"), bold=True))
            self._add(format_money(owed.owed_fen))
            for text, side in ((_("Mine"), field.mine), (_("Theirs"), field.theirs)):
                limit = next(iter(side.values.values()), None)
                if isinstance(limit, int) and limit > 0:
                    share = format_percent_bp(owed.owed_fen * 10_000 // limit)
                    self._add(labelled(text, _("{share} of the limit").format(share=share)), Tone.TEXT2)

    def _add_line(self, kind: str, line: HistoryLine) -> None:
        who = " · ".join(part for part in (moment(line.at, year=True), line.author, line.label) if part)
        self._add(who, Tone.TEXT2, small=True)
        if line.field:
            before, after = (
                part_text(kind, line.field, line.shown(one)) for one in (line.before, line.after)
            )
            empty = _("(empty)") if line.operation == "create" else _("emptied")
            self._add(f"{before} → {after or empty}" if before else after or empty)
        else:
            self._add(line.operation_text)
        if line.came:
            self._add(line.came, Tone.TEXT2, small=True)

    def _add(self, text: str, tone: Tone = Tone.TEXT, *, small: bool = False) -> None:
        label = Label(text, tone=tone, size=SMALL, wrap=True) if small else Label(text, tone=tone, wrap=True)
        self._lines.addWidget(label)
