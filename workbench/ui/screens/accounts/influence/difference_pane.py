"""What changed between two days, in words, beside the map that marks it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.influence_difference import ChangeKind, MapDifference
from workbench.foundation.i18n import _, format_date, ngettext
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.surfaces import SidePane, clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, SMALL, Tone
from workbench.ui.screens.accounts.influence.card_paint import change_word
from workbench.ui.screens.accounts.influence.person_pane import WIDTH

SHOWN = 200


class DifferencePane(SidePane):
    """The list of differences; Print brings both days onto paper."""

    print_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("What changed"), width=WIDTH, parent=parent)
        self._days = Label(tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self._days)
        row = horizontal()
        self.print_button = Button(lambda: _("Print the comparison"), icon="printer", small=True)
        self.print_button.clicked.connect(self.print_requested)
        row.addWidget(self.print_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(Line())
        self._lines = vertical(gap=S2)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)
        self.texts: tuple[str, ...] = ()

    def show_difference(self, difference: MapDifference) -> None:
        """Show what changed between its two days."""
        first, second = format_date(difference.before), format_date(difference.after)
        self._days.say(_("From {first} to {second}").format(first=first, second=second))
        clear_layout(self._lines)
        groups: dict[str, list[str]] = {"added": [], "gone": [], "changed": []}
        for one in difference.changes:
            groups["gone" if one.kind is ChangeKind.LEFT else one.kind.value].append(one.text)
        self.texts = tuple(text for lines in groups.values() for text in lines)
        for change, lines in groups.items():
            if lines:
                self._add_group(change, lines)
        if not self.texts:
            self._lines.addWidget(Label(lambda: _("Nothing changed between these days."), wrap=True))
        self.show()

    def _add_group(self, change: str, lines: Sequence[str]) -> None:
        word, tone = change_word(change)
        self._lines.addSpacing(S3)
        self._lines.addWidget(Label(f"{word} {len(lines)}", size=SMALL, tone=tone, bold=True))
        for text in lines[:SHOWN]:
            self._lines.addWidget(Label(text, wrap=True, selectable=True))
        more = len(lines) - SHOWN
        if more > 0:
            text = ngettext("… and {count} more", "… and {count} more", more).format(count=more)
            self._lines.addWidget(Label(text, tone=Tone.TEXT2))
