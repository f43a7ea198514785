"""The story of one field beside the profile: who gave it which value when, and from what."""

from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_date, format_time
from workbench.foundation.ids import Id, id_text
from workbench.services.history import HistoryLine, record_history
from workbench.ui.context import Context
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.surfaces import SidePane, clear_layout, vertical
from workbench.ui.kit.tokens import BODY, S1, S2, SMALL, Tone
from workbench.ui.screens.accounts.words import field_word, value_word

SHOWN = 50


class FieldHistoryPane(SidePane):
    """Opened from the label of a field; Esc closes it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._account: Id | None = None
        self.field = ""
        self._lines = vertical(gap=S2)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)

    def show_field(self, account_id: Id, field: str) -> None:
        """Show the changes of this field of the account as soon as they have been read."""
        self._account, self.field = account_id, field
        self.title.say(lambda: field_word(field))
        self.show()
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown."""
        account, field = self._account, self.field
        if account is None or self.isHidden():
            return
        self._context.read(
            lambda workspace: record_history(workspace, "accounts", id_text(account), field),
            self._show,
            key="field-history",
        )

    def texts(self) -> list[str]:
        """What is told, line by line."""
        return [label.text() for label in self.body.findChildren(Label) if not label.isHidden()]

    def _show(self, found: tuple[HistoryLine, ...]) -> None:
        clear_layout(self._lines)
        told = [line for line in found if line.operation == "set" or line.after not in (None, "", [], False)]
        if not told:
            self._add(_("Nobody has written anything here yet."), tone=Tone.TEXT2)
        for place, line in enumerate(told[:SHOWN]):
            if place:
                self._lines.addWidget(Line())
            self._add_line(line)
        if len(told) > SHOWN:
            self._add(_("Older changes stand in the history of the account."), tone=Tone.TEXT2)

    def _add_line(self, line: HistoryLine) -> None:
        when = f"{format_date(line.at.astimezone().date())} {format_time(line.at)}"
        who = " · ".join(part for part in (when, line.author, line.label) if part)
        self._add(who, size=SMALL, tone=Tone.TEXT2)
        self._add(value_word(self.field, line.shown(line.after)) or _("emptied"))
        before = value_word(self.field, line.shown(line.before))
        if before:
            self._add(_("before: {value}").format(value=before), tone=Tone.TEXT2)
        if line.came:
            self._add(line.came, size=SMALL, tone=Tone.TEXT2)
        self._lines.addSpacing(S1)

    def _add(self, text: str, *, tone: Tone = Tone.TEXT, size: int = BODY) -> None:
        self._lines.addWidget(Label(text, tone=tone, size=size, wrap=True, selectable=True))
