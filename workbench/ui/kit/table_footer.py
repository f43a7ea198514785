"""The strip beneath a table: count and selection at the left; remark and sums at the right."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout

from workbench.foundation.i18n import format_number, ngettext
from workbench.ui.kit.labels import ElidedLabel, Label
from workbench.ui.kit.tokens import S4, SMALL, Tone


class Footer(QFrame):
    """Its labels are filled by the table."""

    def __init__(self) -> None:
        super().__init__()
        self._expected = 0
        self.setProperty("surface", "footer")
        self.setFixedHeight(28)
        row = QHBoxLayout(self)
        row.setContentsMargins(S4, 0, S4, 0)
        row.setSpacing(S4)
        self.count = Label(size=SMALL, tone=Tone.TEXT2)
        self.selected = Label(size=SMALL, tone=Tone.TEXT2)
        self.filters = Label(size=SMALL, tone=Tone.ACCENT)
        self.note = ElidedLabel(size=SMALL, tone=Tone.TEXT3)
        self.totals = Label(size=SMALL, tone=Tone.TEXT2)
        for label in (self.count, self.selected, self.filters):
            row.addWidget(label)
        row.addStretch(1)
        for label in (self.note, self.totals):
            row.addWidget(label)

    def show_selected(self, count: int) -> None:
        """Say how many rows are selected; nothing if none."""
        text = ngettext("{count} selected", "{count} selected", count).format(count=format_number(count))
        self.selected.say(text if count else "")

    def show_filters(self, count: int) -> None:
        """Say how many filters hold rows back; nothing if none."""
        text = ngettext("{count} filter", "{count} filters", count).format(count=count)
        self.filters.say(text if count else "")

    def show_totals(self, totals: Sequence[str]) -> None:
        """Say the sums; those that are still expected are not shown when they come."""
        self._expected += 1
        self.totals.say("   ".join(text for text in totals if text))

    def expect_totals(self) -> Callable[[Sequence[str]], None]:
        """Where to say sums that take a while: shown unless others were shown or expected since."""
        self._expected += 1
        expected = self._expected
        return lambda totals: self.show_totals(totals) if expected == self._expected else None
