"""What one act of deleting took away, and the button that brings it back."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.record_words import field_label, records_label, value_text
from workbench.foundation.i18n import _, format_date, format_number, format_time, listed, pgettext
from workbench.services.bin import DeletedLine, DeletedPreview
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Facts, SidePane
from workbench.ui.kit.tokens import S2, Tone

_NAME_WIDTH = 104
_FIELDS_SHOWN = 14
_NAMES_SHOWN = 6
_LONGEST = 240


class DeletedPane(SidePane):
    """The record as it was, what went with it, and the way back."""

    restore_requested = Signal(object)
    """The line whose records are to come back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=360, parent=parent)
        self._line: DeletedLine | None = None
        self.facts = Facts(name_width=_NAME_WIDTH)
        self.with_title = Label(lambda: _("What went with it"), bold=True)
        self.with_it = Facts(name_width=_NAME_WIDTH)
        self.fields_title = Label(lambda: _("As it was"), bold=True)
        self.fields = Facts(name_width=_NAME_WIDTH)
        self.restore_button = Button(lambda: _("Restore"), Kind.PRIMARY, icon="rotate-ccw")
        self.restore_button.clicked.connect(self._restore)
        self.column.addWidget(self.facts)
        self.column.addWidget(self.restore_button)
        self.column.addSpacing(S2)
        for widget in (self.with_title, self.with_it, self.fields_title, self.fields):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def show_line(self, line: DeletedLine) -> None:
        """Show what the table knows; the rest follows."""
        self._line = line
        self.title.say(line.name or records_label(line.kind))
        self.facts.clear()
        self.facts.add(lambda: _("Kind"), records_label(line.kind))
        if line.account:
            self.facts.add(lambda: _("Account"), line.account)
        self.facts.add(lambda: _("Deleted by"), line.author or _("Unnamed"))
        if line.at is not None:
            at = line.at.astimezone()
            self.facts.add(lambda: _("When"), f"{format_date(at.date())} {format_time(at)}")
        self.facts.add(lambda: _("Change"), line.what)
        for widget in (self.with_title, self.with_it, self.fields_title, self.fields):
            widget.hide()
        self.show()

    def show_preview(self, found: DeletedPreview) -> None:
        """Show what would come back."""
        if self._line is None or found.line.transaction_id != self._line.transaction_id:
            return
        self.with_it.clear()
        for kind, names in found.names.items():
            self.with_it.add(records_label(kind), _names(names, found.line.name))
        self.with_title.setVisible(bool(found.names))
        self.with_it.setVisible(bool(found.names))
        self.fields.clear()
        told = _told(found.line.kind, found.fields)
        for name, text in told:
            self.fields.add(name, text, tone=Tone.TEXT)
        self.fields_title.setVisible(bool(told))
        self.fields.setVisible(bool(told))

    def _restore(self) -> None:
        if self._line is not None:
            self.restore_requested.emit(self._line)


def _names(names: tuple[str, ...], owner: str) -> str:
    # Of what hangs on the record itself its day says enough.
    own = [name.removeprefix(f"{owner} · ") for name in names if name and name != owner]
    shown = own[:_NAMES_SHOWN]
    rest = len(names) - len(shown)
    if not shown:
        return format_number(len(names))
    told = listed(shown)
    # Of any kind: in Chinese the same words of people count heads.
    further = pgettext("records", "{names} and {count} more")
    return further.format(names=told, count=format_number(rest)) if rest else told


def _told(kind: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The fields that say something to people: no ids, nothing empty."""
    told = []
    for name, value in fields.items():
        label = field_label(name, kind)
        # Plain names are for scripts: ids, and what is only worked out from other fields.
        if "_" in label or name.endswith("_id") or isinstance(value, Mapping) or value in (None, "", []):
            continue
        text = value_text(kind, name, value)
        if text:
            told.append((label, text[:_LONGEST]))
    return told[:_FIELDS_SHOWN]
