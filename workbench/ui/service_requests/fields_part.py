"""All fields of one request, edited in place: those of every request, and those of its kind."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.service_requests import ServiceKind, ServiceOutcome
from workbench.domain.service_types import shown_text
from workbench.foundation.i18n import _, in_a_row, pgettext
from workbench.services.service_requests import ServiceView
from workbench.ui.context import Context
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextArea
from workbench.ui.kit.known_field import KnownField
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S3, Tone
from workbench.ui.service_requests.fields import NAMES, Made, make_fields, show_request

SaveValues = Callable[[str, Mapping[str, Any]], object]
_FIRST = ("type", "contact_id", "asker", "requested_on", "requested_time", "assigned_to")


class ServiceFields(QWidget):
    """``save`` is given the field that was left, and the values to keep. ``text`` is put elsewhere."""

    def __init__(self, context: Context, save: SaveValues, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._save_values = context, save
        self._kind = ServiceKind.OTHER
        self._kinds: dict[ServiceKind, Made] = {}
        self._make_fields()

    def fields(self) -> Mapping[str, Field[Any]]:
        """All fields of the request shown, by name."""
        about = self.about(self._kind).fields
        return {**self.text.fields, **self.first.fields, **about, **self.last.fields}

    def fail(self, error: Exception, name: str) -> None:
        """Say what was refused beside its field, else beside the one of that name."""
        fields = self.fields()
        self._context.show_error(error, fields, otherwise=fields.get(name), go=False)

    def leave(self) -> None:
        """Another request comes: nothing that was typed or refused goes over to it."""
        for field in self.fields().values():
            field.set_error("")
            if isinstance(field.control, TextArea):
                field.control.setText("")

    def show_view(self, view: ServiceView) -> None:
        """Show the values of a request; what is being typed stays."""
        request = view.line.request
        self._kind = request.kind
        for kind, made in self._kinds.items():
            made.form.setVisible(kind is request.kind and bool(made.fields))
        about = self.about(request.kind)
        about.form.setVisible(bool(about.fields))
        types = [(one.name, shown_text(one.name)) for one in view.types]
        if request.type not in [name for name, _label in types]:
            types.insert(0, (request.type, view.line.type_label))
        self.type.set_choices(types)
        self.person.set_choices(
            [
                (None, lambda: pgettext("service", "Nobody on file")),
                *((one.id, one.name) for one in view.contacts),
            ]
        )
        self.assigned.set_known([one.name for one in view.managers])
        fields = self.fields()
        show_request(fields, request)
        self.assigned.set_text(request.assigned_to)
        fields["asker"].setVisible(request.contact_id is None)
        if "outcome_reason" in fields:
            fields["outcome_reason"].setVisible(request.outcome is ServiceOutcome.REFUSED)
        if "bought_on" in fields:
            self._show_limit(view, fields)

    def _show_limit(self, view: ServiceView, fields: Mapping[str, Field[Any]]) -> None:
        limit, request = view.line.limit, view.line.request
        told, tone = self.about(request.kind).limit, Tone.TEXT2
        if limit is not None:
            told.say(lambda: limit.words)
            tone = Tone.OK if limit.is_inside else Tone.DANGER
        elif view.line.account.return_days is None:
            told.say(lambda: _("No limit for returns is set for this account."))
        else:
            told.say(lambda: _("Give the day of purchase to compare it with the limit."))
        told.set_tone(tone)
        fields["sale_number"].set_warning(in_a_row(*view.doubts))

    def _make_fields(self) -> None:
        self.type, self.person = ComboBox(), ComboBox()
        for name, combo in (("type", self.type), ("contact_id", self.person)):
            combo.setProperty("resting", True)
            combo.picked.connect(lambda key, name=name: self._save(name, key))
        self.assigned = KnownField(hint="–")
        self.assigned.setProperty("resting", True)
        self.assigned.left.connect(lambda text: self._save("assigned_to", text))
        self.assigned.taken.connect(lambda text: self._save("assigned_to", text))
        chosen: dict[str, QWidget] = {
            "type": self.type,
            "contact_id": self.person,
            "assigned_to": self.assigned,
        }
        today = self._context.workspace.clock.today
        self.text = make_fields(("text",), today, self._save, {})
        self.first = make_fields(_FIRST, today, self._save, chosen)
        self.last = make_fields(("note",), today, self._save, {})
        column = vertical(self, gap=S3)
        column.addWidget(self.first.form)
        self._about_row = horizontal(gap=0)
        column.addLayout(self._about_row)
        column.addWidget(self.last.form)

    def about(self, kind: ServiceKind) -> Made:
        """The fields of a kind, made when they are first needed."""
        if kind not in self._kinds:
            made = make_fields(NAMES[kind], self._context.workspace.clock.today, self._save, {})
            self._kinds[kind] = made
            self._about_row.addWidget(made.form)
        return self._kinds[kind]

    def _save(self, name: str, value: Any) -> None:
        fields = self.fields()
        if name == "outcome" and value is ServiceOutcome.REFUSED:
            # A refusal is kept with its reason, or not at all.
            fields["outcome_reason"].setVisible(True)
            fields["outcome_reason"].control.setFocus()
            return
        values = {name: value.value if isinstance(value, ServiceOutcome) else value}
        if name == "outcome_reason" and value:
            values["outcome"] = ServiceOutcome.REFUSED.value
        self._save_values(name, values)
