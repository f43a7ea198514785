"""Types of service requests: their names, what each promises by when, and the documents it needs."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.policies import SERVICE_TYPES
from workbench.domain.service_requests import ServiceKind
from workbench.domain.service_types import (
    SHIPPED_TYPES,
    ServiceType,
    ServiceTypes,
    kept_text,
    promises_text,
    read_promises,
    shown_text,
)
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, ngettext
from workbench.services.policies import save_policy
from workbench.services.service_requests import list_service_types
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.tokens import S2
from workbench.ui.screens.settings.section import Section

NEW = -1


class ServiceTypesSection(Section):
    """The list of types, and the one chosen as a form; each save is one change of the whole list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Service requests"), parent)
        self._types: tuple[ServiceType, ...] = ()
        self._at = 0
        self.note(
            lambda: _(
                "A new request takes over what its type promises and the documents it needs. "
                "Requests that were noted before keep what was promised then."
            )
        )
        self.list = ItemList(lambda: _("Types of requests"), selectable=True, fit=True)
        self.list.chosen.connect(self._choose)
        self.put(self.list)
        self.put(self._make_order())
        form = self.form = Form()
        self.name: Field[TextField] = form.add(lambda: _("Name"), TextField())
        self.kind: Field[ComboBox] = form.add(
            lambda: _("Kind: which fields a request has"),
            ComboBox([(one, partial(_label, one)) for one in ServiceKind]),
        )
        self.commitments: Field[TextArea] = form.add(
            lambda: _("What is promised: one a line, the working days first"),
            TextArea(lines=4),
            span=2,
        )
        self.documents: Field[TextArea] = form.add(
            lambda: _("Documents of the customer: one a line, all stand on the one-time notice"),
            TextArea(lines=4),
            span=2,
        )
        self.put(form)
        self.put(self._make_buttons())

    def refresh(self, topics: frozenset[str] | None) -> None:
        if topics is None or "policy" in topics:
            self.context.read(list_service_types, self._show, key="settings-service-types")

    def new_thing(self) -> bool:
        """Begin a new type."""
        self._at = NEW
        self._fill(ServiceType("", ServiceKind.OTHER, SHIPPED_TYPES.types[0].commitments[:1]))
        self.name.control.setFocus()
        return True

    def save(self) -> None:
        """Keep the type in the form, or say beside the field what is wrong."""
        self.form.clear_errors()
        try:
            changed = ServiceType(
                kept_text(self.name.control.text()),
                self.kind.control.key(),
                read_promises(self.commitments.control.text()),
                tuple(kept_text(line) for line in self.documents.control.text().splitlines() if line.strip()),
            )
        except BadInput as error:
            self._fail(error)
            return
        types = list(self._types)
        if self._at == NEW:
            types.append(changed)
        else:
            types[self._at] = changed
        self._store(types, types.index(changed), _("Type saved"))

    def remove(self) -> None:
        """Take the type away; requests of it stay."""
        if self._at != NEW:
            types = [one for at, one in enumerate(self._types) if at != self._at]
            self._store(types, max(self._at - 1, 0), _("Type taken away"))

    def shift(self, by: int) -> None:
        """The type stands earlier or later in the list."""
        to = self._at + by
        if self._at == NEW or not 0 <= to < len(self._types):
            return
        types = list(self._types)
        types.insert(to, types.pop(self._at))
        self._store(types, to, _("Type moved"))

    def restore(self) -> None:
        """All types as a new workspace has them."""
        self._store(list(SHIPPED_TYPES.types), 0, _("Types as shipped"))

    def _make_order(self) -> QWidget:
        self.add_button = Button(lambda: _("New type"), icon="plus", small=True, hint="Ctrl N")
        self.add_button.clicked.connect(self.new_thing)
        self.up_button = Button("", Kind.PLAIN, icon="arrow-up", small=True, name=lambda: _("Earlier"))
        self.up_button.clicked.connect(lambda: self.shift(-1))
        self.down_button = Button("", Kind.PLAIN, icon="arrow-down", small=True, name=lambda: _("Later"))
        self.down_button.clicked.connect(lambda: self.shift(1))
        self.restore_button = Button(lambda: _("As shipped"), Kind.PLAIN, icon="rotate-ccw", small=True)
        self.restore_button.clicked.connect(self.restore)
        return _in_a_row_of((self.add_button, self.up_button, self.down_button), self.restore_button)

    def _make_buttons(self) -> QWidget:
        self.save_button = Button(lambda: _("Save"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        self.remove_button = Button(lambda: _("Take away"), Kind.PLAIN, icon="trash-2")
        self.remove_button.clicked.connect(self.remove)
        return _in_a_row_of((self.save_button,), self.remove_button)

    def _show(self, types: tuple[ServiceType, ...]) -> None:
        before, self._types = self._types, types
        self.list.set_items([_item(at, one) for at, one in enumerate(types)])
        if self._at != NEW:
            self._at = min(self._at, len(types) - 1)
            same = before[self._at : self._at + 1] == types[self._at : self._at + 1]
            self.list.choose(self._at)
            if not same:
                self._fill(types[self._at])

    def _choose(self, at: object) -> None:
        if isinstance(at, int) and 0 <= at < len(self._types):
            self._at = at
            self._fill(self._types[at])

    def _fill(self, shown: ServiceType) -> None:
        self.form.clear_errors()
        self.name.control.setText(shown.label)
        self.kind.control.choose(shown.kind)
        self.commitments.control.setText(promises_text(shown.commitments))
        self.documents.control.setText("\n".join(shown_text(one) for one in shown.documents))
        self.remove_button.setVisible(self._at != NEW)

    def _store(self, types: list[ServiceType], at: int, said: str) -> None:
        def done() -> None:
            self._at = at
            self._types = ()
            self.refresh(None)

        self.context.save(
            lambda workspace: save_policy(workspace, SERVICE_TYPES, ServiceTypes(tuple(types))),
            said=said,
            on_done=lambda _summary: done(),
            on_error=self._fail,
        )

    def _fail(self, error: Exception) -> None:
        fields: dict[str, Field[Any]] = {
            "name": self.name,
            "kind": self.kind,
            "commitments": self.commitments,
            "documents": self.documents,
        }
        parts = error.where.split(".") if isinstance(error, BadInput) else []
        named = next((field for name, field in fields.items() if name in parts), None)
        self.context.show_error(error, otherwise=named)


def _item(at: int, one: ServiceType) -> Item:
    promised = ngettext("{count} commitment", "{count} commitments", len(one.commitments))
    needed = ngettext("{count} document", "{count} documents", len(one.documents))
    return Item(
        key=at,
        title=one.label,
        note="" if one.kind.label == one.label else one.kind.label,
        right=" · ".join(
            (promised.format(count=len(one.commitments)), needed.format(count=len(one.documents)))
        ),
    )


def _in_a_row_of(left: tuple[QWidget, ...], right: QWidget) -> QWidget:
    holder = QWidget()
    row = horizontal(holder, gap=S2)
    for widget in left:
        row.addWidget(widget)
    row.addStretch(1)
    row.addWidget(right)
    return holder


def _label(kind: ServiceKind) -> str:
    return kind.label
