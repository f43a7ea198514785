"""One template: its clauses at the left, the one that is written at the right, kept until it is a version."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QWidget

from workbench.domain.contract_templates import TemplateClause
from workbench.domain.contract_vocabulary import PLACEHOLDERS
from workbench.domain.contracts import ClauseGroup, ContractKind
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import LANGUAGES, _, in_a_row, ngettext, pgettext
from workbench.services.contract_templates import TemplateView
from workbench.services.template_faults import TemplateFault
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.chip_document import ChipFace
from workbench.ui.kit.chip_text import ChipText
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Chip, Label
from workbench.ui.kit.marks import DOT, SEVERE, Mark
from workbench.ui.kit.narrowing import Narrowing, yielding_in
from workbench.ui.kit.surfaces import Banner, Surface, horizontal, name_widget, vertical
from workbench.ui.kit.tokens import S2, S3, S4, SMALL, Tone
from workbench.ui.screens.contracts.clause_list import ClauseList
from workbench.ui.screens.contracts.clause_words import name_group
from workbench.ui.screens.contracts.template_draft import TemplateDraft

LIST_WIDTH = 272


class TemplateEdit(Surface):
    """``draft_changed`` tells that something was written; the others ask for what their names say."""

    draft_changed = Signal()
    field_changed = Signal(str, object)
    save_requested = Signal()
    discard_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("page", parent)
        self.draft = TemplateDraft()
        self._view: TemplateView | None = None
        self._faults: Mapping[str, TemplateFault] = {}
        self._key = ""
        column = vertical(self)
        column.addLayout(self._make_head())
        self.banner = Banner()
        self.banner.link_requested.connect(self.go_to_fault)
        column.addWidget(self.banner)
        row = horizontal(gap=0)
        column.addLayout(row, 1)
        self.left = ClauseList(LIST_WIDTH)
        self.left.add_requested.connect(self.add)
        self.list = self.left.list
        self.list.chosen.connect(self._choose)
        row.addWidget(self.left)
        row.addWidget(self._make_clause(), 1)

    def _make_head(self) -> QLayout:
        row = horizontal(margins=(S4, S2, S4, S2), gap=S2)
        self.name = InPlaceField(lambda: _("Name of the template"))
        self.name.saved.connect(lambda text: self.field_changed.emit("name", text))
        self.kind = ComboBox([(one, one.label) for one in ContractKind], small=True)
        name_widget(self.kind, lambda: pgettext("contract", "Kind"))
        self.kind.picked.connect(lambda key: self.field_changed.emit("kind", key))
        self.language = ComboBox(tuple(LANGUAGES.items()), small=True)
        name_widget(self.language, lambda: _("Language"))
        self.language.picked.connect(lambda key: self.field_changed.emit("language", key))
        self.sample = Chip(lambda: _("Sample: needs legal review"), tone=Tone.WARN, icon="triangle-alert")
        self.discard_button = Button(lambda: _("Discard"), Kind.PLAIN, small=True)
        self.discard_button.clicked.connect(self.discard_requested)
        self.save_button = Button(lambda: _("Save as a version"), Kind.PRIMARY, small=True, hint="Ctrl Enter")
        self.save_button.clicked.connect(self.save_requested)
        row.addWidget(self.name, 1)
        for widget in (self.sample, self.kind, self.language, self.discard_button, self.save_button):
            row.addWidget(widget)
        return row

    def _make_clause(self) -> QWidget:
        holder = QWidget()
        column = vertical(holder, margins=(S4, S3, S4, S3), gap=S2)
        head = horizontal(gap=S2)
        self.title = InPlaceField(lambda: _("Title of the clause"))
        self.title.saved.connect(lambda text: self._change(title=text))
        self.group = ComboBox([(one, one.label) for one in ClauseGroup], small=True)
        name_widget(self.group, lambda: _("Clause group"))
        self.group.picked.connect(lambda key: self._change(group=key))
        self.insert_button = Button(lambda: _("Placeholder"), icon="plus", small=True)
        self.insert_button.clicked.connect(self._offer_names)
        self.up_button = Button("", Kind.PLAIN, icon="arrow-up", small=True, name=lambda: _("Move up"))
        self.down_button = Button("", Kind.PLAIN, icon="arrow-down", small=True, name=lambda: _("Move down"))
        self.drop_button = Button(
            "", Kind.PLAIN, icon="trash-2", small=True, name=lambda: _("Delete the clause")
        )
        self.up_button.clicked.connect(lambda: self.move_clause(-1))
        self.down_button.clicked.connect(lambda: self.move_clause(1))
        self.drop_button.clicked.connect(self.drop)
        head.addWidget(self.title, 1)
        for widget in (self.group, self.insert_button, self.up_button, self.down_button, self.drop_button):
            head.addWidget(widget)
        column.addLayout(head)
        Narrowing(holder, head, lambda: yielding_in(holder))
        self.fault = Banner(mark=SEVERE)
        column.addWidget(self.fault)
        self.text = ChipText(
            lambda: _("Text of the clause"),
            hint=lambda: _("Write the clause. Type {{ to insert a placeholder."),
        )
        self.text.left.connect(lambda text: self._change(text=text))
        column.addWidget(self.text, 1)
        self.note = Label(
            lambda: _("A part in {example} stands only where that value is given.").format(
                example="{% if name %} … {% endif %}"
            ),
            size=SMALL,
            tone=Tone.TEXT2,
            wrap=True,
        )
        column.addWidget(self.note)
        self._clause_part = holder
        return holder

    def show_view(self, view: TemplateView, draft: TemplateDraft, faults: Sequence[TemplateFault]) -> None:
        """Show this template with what is being written of it."""
        is_same = self._view is not None and self._view.template.id == view.template.id
        if not is_same:
            self.text.put_text("")
            self._key = ""
        self._view, self.draft = view, draft
        template = view.template
        self.name.set_value(template.name)
        self.kind.choose(template.kind)
        self.language.choose(template.language)
        self.sample.setVisible(template.is_sample)
        self.show_faults(faults)
        self._show_list()

    def show_faults(self, faults: Sequence[TemplateFault]) -> None:
        """Say which clauses cannot be used so."""
        self._faults = {one.key: one for one in faults}
        count = len(faults)
        self.banner.show_text(
            (
                lambda: ngettext(
                    "{count} clause cannot be used as it is written.",
                    "{count} clauses cannot be used as they are written.",
                    count,
                ).format(count=count)
            )
            if count
            else "",
            link=(lambda: _("Go there")) if count else "",
        )
        self._show_list()
        self._say_fault()

    def show_failure(self, error: WorkbenchError) -> None:
        """Say why no version was made of it."""
        self.banner.show_text(in_a_row(error.message, error.hint), link=lambda: _("Go there"))

    def go_to_fault(self) -> None:
        """Put the cursor where the first fault is."""
        first = next((one for one in self.draft.clauses if one.key in self._faults), None)
        if first is not None:
            self.go_to(first.key)
            self.text.setFocus()
            self.text.go_to_line(self._faults[first.key].line)

    def go_to(self, key: str) -> None:
        """Write another clause."""
        if key != self._key:
            self.text.leave()
        clause = self.draft.clause(key)
        self._clause_part.setVisible(clause is not None)
        if clause is None:
            self._key = ""
            return
        self.list.choose(key)
        is_same, self._key = key == self._key, key
        self.title.setText(clause.title) if not is_same else self.title.set_value(clause.title)
        self.title.set_value(clause.title)
        self.group.choose(clause.group)
        self.text.show_faces(_faces(self.draft.clauses))
        if is_same:
            self.text.set_text(clause.text)
        else:
            self.text.put_text(clause.text)
        self._say_fault()

    def add(self, group: ClauseGroup) -> None:
        """A new clause in a group."""
        self.text.leave()
        key = self.draft.add(group, _("New clause"))
        self._tell()
        self.go_to(key)
        self.title.setFocus()
        self.title.selectAll()

    def drop(self) -> None:
        """Take the clause away; it stays in the versions before."""
        keys = [one.key for one in self.draft.clauses]
        if self._key in keys:
            at = keys.index(self._key)
            self.text.put_text("")
            self.draft.drop(self._key)
            self._key = ""
            self._tell()
            left = self.draft.clauses
            self.go_to(left[min(at, len(left) - 1)].key if left else "")

    def move_clause(self, places: int) -> None:
        """Move the clause among those of its group."""
        if self.draft.move(self._key, places):
            self._tell()

    def leave(self) -> None:
        """Take over what is being typed."""
        self.text.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        keys = [one.key for one in self.draft.clauses]
        if step is not None and event.modifiers() & both == both:
            self.move_clause(step)
        elif step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier and self._key in keys:
            self.go_to(keys[max(0, min(keys.index(self._key) + step, len(keys) - 1))])
        else:
            super().keyPressEvent(event)

    def _change(self, **values: object) -> None:
        if self.draft.change(self._key, **values):
            self._tell()

    def _tell(self) -> None:
        self._show_list()
        self.draft_changed.emit()

    def _show_list(self) -> None:
        stored = {one.key: one for one in self.draft.stored}
        items: list[Item] = []
        for group in ClauseGroup:
            own = [one for one in self.draft.clauses if one.group is group]
            note = "" if own else pgettext("clause group", "none")
            items.append(Item(key=("group", group), title=group.label, note=note, heading=True))
            items += [_item(one, stored.get(one.key), self._faults.get(one.key)) for one in own]
        self.list.set_items(items)
        changed = self.draft.is_changed
        self.save_button.setVisible(changed)
        self.discard_button.setVisible(changed)
        keys = [one.key for one in self.draft.clauses]
        if self._key not in keys:
            self.go_to(keys[0] if keys else "")

    def _say_fault(self) -> None:
        fault = self._faults.get(self._key)
        self.fault.show_text(
            _("Line {line}: {what}").format(line=fault.line, what=fault.message) if fault else ""
        )

    def _choose(self, key: object) -> None:
        if isinstance(key, str) and key != self._key:
            self.go_to(key)

    def _offer_names(self) -> None:
        self.text.setFocus()
        self.text.name_menu().popup(self.insert_button.mapToGlobal(QPoint(0, self.insert_button.height())))


def _faces(_clauses: Sequence[TemplateClause]) -> dict[str, ChipFace]:
    return {one.name: ChipFace(one.label, None, name_group(one.name)) for one in PLACEHOLDERS}


def _item(clause: TemplateClause, stored: TemplateClause | None, fault: TemplateFault | None) -> Item:
    if fault is not None:
        mark, word, tone = SEVERE, pgettext("clause", "fault"), Tone.DANGER
    elif stored is None:
        mark, word, tone = Mark("plus", Tone.ACCENT), pgettext("clause", "added"), Tone.TEXT2
    elif stored != clause:
        mark, word, tone = Mark("pencil", Tone.ACCENT), pgettext("clause", "changed"), Tone.TEXT2
    else:
        mark, word, tone = Mark(DOT, Tone.TEXT3), "", Tone.TEXT2
    return Item(key=clause.key, title=clause.title or clause.key, mark=mark, right=word, right_tone=tone)
