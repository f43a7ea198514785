"""The inspector of one person on the map: everything in place, saved on leaving, taken back with Ctrl+Z."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QBoxLayout, QSizePolicy, QWidget

from workbench.domain.accounts import Contact, OutsideKind
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_date, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.contacts import LONGEST_INTERVAL_DAYS
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.segments import Segment, Steps, Toggles
from workbench.ui.kit.surfaces import SidePane, Surface, clear_layout, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, S3, S4, SMALL, Tone
from workbench.ui.screens.accounts.influence.closeness import closeness_word
from workbench.ui.screens.accounts.influence.edits import MapEdits
from workbench.ui.screens.accounts.influence.marks import (
    Face,
    role_segments,
    support_segments,
    support_tone,
)
from workbench.ui.screens.accounts.influence.needs_part import NeedsPart
from workbench.ui.screens.accounts.influence.phases_part import PhasesPart
from workbench.ui.screens.accounts.influence.rows import NAME_WIDTH, ChoiceRow, TextRow, make_low
from workbench.ui.screens.accounts.looks import day_word, support_word

WIDTH = 356
TIES_SHOWN = 3
TEXTS: tuple[tuple[str, Callable[[], str], Callable[[], str]], ...] = (
    ("motivation", lambda: _("Motivation"), lambda: _("What they want to gain")),
    ("worries", lambda: _("Worries"), lambda: _("What they fear")),
    ("communication", lambda: _("Spoken to"), lambda: _("How they like to be spoken to")),
)
DEEPENING = ("deepening", lambda: _("To deepen"), lambda: _("How the relation could grow"))


class PersonPane(SidePane):
    """Shows one person of the map. What it cannot do itself it asks for, giving the person's id."""

    visit_requested = Signal(object)
    photo_requested = Signal(object)
    photo_removed = Signal(object)
    details_requested = Signal(object)
    delete_requested = Signal(object)
    tie_chosen = Signal(object)
    """The id of a tie to one of ours."""

    def __init__(self, edits: MapEdits, parent: QWidget | None = None) -> None:
        super().__init__(width=WIDTH, parent=parent)
        self._edits = edits
        self._map: InfluenceMap | None = None
        self._id: Id | None = None
        self._make_head()
        self.column.setSpacing(S1)
        self._make_scales()
        self._make_needs()
        self.column.addWidget(_gap_line())
        self._make_texts()
        self.column.addWidget(_gap_line())
        self._make_review()
        self.column.addStretch(1)
        self._make_foot()

    # --- what the map asks

    def show_person(
        self, shown: InfluenceMap, contact_id: Id, photo: QImage | None = None, *, fixed: bool = False
    ) -> None:
        """Show a person of the map; ``fixed`` where it is the map of another day, to be read only."""
        if contact_id != self._id:
            focused = QApplication.focusWidget()
            if isinstance(focused, InPlaceField) and self.isAncestorOf(focused):
                # What was typed belongs to whoever was shown.
                focused.clearFocus()
            self.body.verticalScrollBar().setValue(0)
            self._clear_faults()
        self._map, self._id = shown, contact_id
        contact = shown.people[contact_id]
        self.face.show_person(contact, contact.support, photo)
        self._fill_head(shown, contact)
        self.roles.hold(contact.roles)
        self.influence.choose(contact.influence)
        self._influence_word.say(influence_word(contact.influence))
        self.support.choose(contact.support)
        self._support_word.say(support_word(contact.support) or _("not known"))
        self._support_word.set_tone(support_tone(contact.support))
        self.phases.show_person(shown, contact_id)
        self.pressing.show_needs(shown.needs.get(contact_id, ()))
        self._fill_texts(shown, contact)
        verified = contact.influence_verified_on
        self._verified.say(
            _("Verified {date}").format(date=format_date(verified)) if verified else _("Never verified")
        )
        self._photo_link.say((lambda: _("Take photo away")) if photo is not None else lambda: _("Set photo…"))
        self._has_photo = photo is not None
        self.enable_body(not fixed)
        self.name.setReadOnly(fixed)
        self.job.setReadOnly(fixed)
        self._foot.setVisible(not fixed)
        self.show()

    def shown_id(self) -> Id | None:
        """The person shown."""
        return self._id if not self.isHidden() else None

    def focus_field(self, field: str) -> None:
        """Put the cursor where ``field`` of a contact is edited, scrolled into sight."""
        targets: dict[str, QWidget] = {
            "name": self.name,
            "title": self.job,
            "needs": self.needs[0],
            "wished_interval_days": self.interval.field,
            "held_by_id": self.held.choice,
            "function": self.job,
            **{key: row.field for key, row in self.texts.items()},
        }
        if field == "roles":
            self.roles.focus_first()
        elif field == "support":
            self.support.focus_first()
        elif field == "influence":
            self.influence.focus_first()
        else:
            target = targets.get(field, self.name)
            target.setFocus()
            if self.body.isAncestorOf(target):
                self.body.ensureWidgetVisible(target)

    # --- making

    def _make_head(self) -> None:
        self.title.hide()
        self.face = Face()
        self.name = InPlaceField(lambda: pgettext("person", "Name"), hint=lambda: _("Type the name"))
        bold = self.name.font()
        bold.setBold(True)
        self.name.setFont(bold)
        self.name.saved.connect(self._save_name)
        self.job = InPlaceField(lambda: _("Title"), hint=lambda: _("What they do"))
        self.job.saved.connect(lambda text: self._save("title", text, self.job))
        self._reports = Label(size=SMALL, tone=Tone.TEXT2)
        self._reports.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for field in (self.name, self.job):
            make_low(field)
        self._name_fault = Label(size=SMALL, tone=Tone.DANGER, wrap=True)
        self._name_fault.hide()
        words = vertical(gap=0)
        for widget in (self.name, self.job, self._reports, self._name_fault):
            words.addWidget(widget)
        self._reports.setContentsMargins(S2 + 2, 0, 0, 0)
        self.head.insertWidget(0, self.face)
        self.head.insertLayout(1, words, 1)
        self.head.setStretch(self.head.count() - 2, 0)

    def _make_scales(self) -> None:
        self.column.addWidget(Label(lambda: _("Roles in the decision"), size=SMALL, tone=Tone.TEXT2))
        self.roles = Toggles(role_segments(), lambda: _("Roles in the decision"))
        self.roles.changed.connect(lambda held: self._save("roles", [one.value for one in held]))
        self.column.addWidget(self.roles)
        self._influence_word = Label(size=SMALL, tone=Tone.TEXT2)
        self.influence = Steps([Segment(one, str(one)) for one in range(1, 6)], lambda: _("Influence"))
        self.influence.picked.connect(lambda step: self._save("influence", step))
        self._add_scale(lambda: _("Influence"), self._influence_word, self.influence)
        self._support_word = Label(size=SMALL, bold=True)
        self.support = Steps(support_segments(), lambda: _("Support"))
        self.support.picked.connect(lambda step: self._save("support", step))
        self._add_scale(lambda: _("Support"), self._support_word, self.support)
        self.phases = PhasesPart()
        self.phases.involvement_picked.connect(
            lambda phase, value: self._edits.set_involvement(self._shown(), self._contact_id(), phase, value)
        )
        self.phases.support_picked.connect(
            lambda phase, value: self._edits.set_support(self._shown(), self._contact_id(), phase, value)
        )
        self.column.addSpacing(S2)
        self.column.addWidget(self.phases)

    def _add_scale(self, name: Text, word: Label, scale: QWidget) -> None:
        row = horizontal(margins=(0, S2, 0, 0))
        row.addWidget(Label(name, size=SMALL, tone=Tone.TEXT2))
        row.addStretch(1)
        row.addWidget(word)
        self.column.addLayout(row)
        self.column.addWidget(scale)

    def _make_needs(self) -> None:
        self.column.addSpacing(S2)
        self.pressing = NeedsPart()
        self.pressing.saved.connect(self._save_need)
        self.pressing.moved.connect(
            lambda place, by: self._edits.move_need(self._shown(), self._contact_id(), place, by)
        )
        self.needs = self.pressing.fields
        self.column.addWidget(self.pressing)

    def _make_texts(self) -> None:
        self.texts: dict[str, TextRow] = {}
        for key, name, hint in TEXTS:
            self._add_text(key, name, hint)
        self.interval = TextRow(lambda: _("Wished interval"), hint=lambda: _("Days"))
        self.interval.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.interval.field.setFixedWidth(44)
        self.interval.left.connect(self._save_interval)
        self._days = Label(lambda: _("days"), tone=Tone.TEXT2)
        self._last = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.interval.row.setStretch(1, 0)
        self.interval.row.addWidget(self._days)
        self.interval.row.addWidget(self._last, 1)
        self.column.addWidget(self.interval)
        self.held = ChoiceRow(lambda: _("Held by"), [])
        self.held.picked.connect(lambda manager: self._save("held_by_id", manager))
        self.column.addWidget(self.held)
        self._ties = QWidget()
        self._tie_links = horizontal(self._ties, margins=(NAME_WIDTH + S2, 0, 0, 0), gap=S3)
        self.column.addWidget(self._ties)
        self._add_text(*DEEPENING)
        kinds: list[tuple[Any, Text]] = [
            (None, lambda: _("Works there")),
            *((one, _outside_word(one)) for one in OutsideKind),
        ]
        self.outside = ChoiceRow(lambda: _("From outside"), kinds)
        self.outside.picked.connect(
            lambda kind: self._save("outside_kind", kind.value if kind is not None else None)
        )
        self.column.addWidget(self.outside)
        self._add_text("organisation", lambda: _("Organisation"), lambda: _("Where they belong"))

    def _add_text(self, key: str, name: Callable[[], str], hint: Callable[[], str]) -> None:
        row = TextRow(name, hint=hint)
        row.left.connect(lambda text: self._save(key, text, row.field))
        self.texts[key] = row
        self.column.addWidget(row)

    def _make_review(self) -> None:
        row = horizontal()
        self._verified = Label(size=SMALL, tone=Tone.TEXT2)
        self.verify_link = Button(lambda: _("Verified today"), Kind.LINK)
        self.verify_link.clicked.connect(lambda: self._edits.verify((self._contact_id(),)))
        row.addWidget(self._verified)
        row.addStretch(1)
        row.addWidget(self.verify_link)
        self.column.addLayout(row)
        more = horizontal(gap=S3)
        self._has_photo = False
        self._photo_link: Button = Button("", Kind.LINK)
        self._photo_link.clicked.connect(self._photo)
        details = Button(lambda: _("Telephone and more"), Kind.LINK)
        details.clicked.connect(lambda: self.details_requested.emit(self._contact_id()))
        more.addWidget(self._photo_link)
        more.addStretch(1)
        more.addWidget(details)
        self.column.addLayout(more)

    def _make_foot(self) -> None:
        self._foot = QWidget()
        column = vertical(self._foot)
        column.addWidget(Line())
        strip = Surface("side")
        row = horizontal(strip, margins=(S4, S2, S4, S2), gap=S2)
        visit = Button(lambda: _("Plan a visit"), icon="calendar-plus", small=True)
        visit.clicked.connect(lambda: self.visit_requested.emit(self._contact_id()))
        delete = Button(lambda: _("Delete"), Kind.PLAIN, icon="trash-2", small=True)
        delete.clicked.connect(lambda: self.delete_requested.emit(self._contact_id()))
        row.addWidget(visit)
        row.addStretch(1)
        row.addWidget(delete)
        column.addWidget(strip)
        outer = self.layout()
        assert isinstance(outer, QBoxLayout)
        outer.addWidget(self._foot)

    # --- filling

    def _fill_head(self, shown: InfluenceMap, contact: Contact) -> None:
        ghost = contact.is_placeholder
        self.name.set_value("" if ghost else contact.name)
        self.job.set_value(contact.name if ghost else contact.title)
        bosses = [
            shown.name_of(one.to_contact_id) for one in shown.reporting if one.from_contact_id == contact.id
        ]
        text = _("reports to {name}").format(name=bosses[0]) if bosses else ""
        self._reports.say(text)
        self._reports.setVisible(bool(text))

    def _fill_texts(self, shown: InfluenceMap, contact: Contact) -> None:
        for key, row in self.texts.items():
            row.field.set_value(getattr(contact, key))
        self.texts["organisation"].setVisible(bool(contact.outside_kind or contact.organisation))
        self.outside.choice.choose(contact.outside_kind)
        self.interval.field.set_value(str(contact.wished_interval_days or ""))
        self._days.setVisible(contact.wished_interval_days is not None)
        text, late = last_word(contact, shown.last_contact.get(contact.id), shown.today)
        self._last.say(text)
        self._last.set_tone(Tone.WARN if late else Tone.TEXT2)
        self.held.choice.set_choices(
            [(None, lambda: _("Nobody yet")), *((one.id, one.name) for one in shown.managers)]
        )
        self.held.choice.choose(contact.held_by_id)
        clear_layout(self._tie_links)
        ties = [one for one in shown.ties if one.contact_id == contact.id]
        for tie in ties[:TIES_SHOWN]:
            words = (shown.name_of(tie.manager_id), closeness_word(tie.strength))
            link = Button(" · ".join(part for part in words if part), Kind.LINK)
            link.setToolTip(_("Deals with them; a click changes how close"))
            link.clicked.connect(lambda _on, tie=tie: self.tie_chosen.emit(tie.id))
            self._tie_links.addWidget(link)
        self._tie_links.addStretch(1)
        self._ties.setVisible(bool(ties))

    def _clear_faults(self) -> None:
        self._name_fault.hide()
        for row in (*self.texts.values(), self.interval):
            row.set_fault("")

    # --- saving

    def _shown(self) -> InfluenceMap:
        assert self._map is not None
        return self._map

    def _contact_id(self) -> Id:
        assert self._id is not None
        return self._id

    def _save(self, key: str, value: object, field: InPlaceField | None = None) -> None:
        if self._id is None:
            return
        row = self.texts.get(key)
        if row is not None:
            row.set_fault("")
        ghost = self._map is not None and self._map.people[self._id].is_placeholder
        self._save_values({"name" if ghost and key == "title" else key: value}, key, field)

    def _save_values(self, values: Mapping[str, object], key: str, field: InPlaceField | None) -> None:
        contact_id = self._contact_id()

        def done() -> None:
            if field is not None and contact_id == self._id:
                field.show_saved()

        self._edits.save_person(
            contact_id, values, on_done=done, on_error=lambda error: self._fail(contact_id, key, error)
        )

    def _save_name(self, text: str) -> None:
        self._name_fault.hide()
        if self._map is None or self._id is None:
            return
        if self._map.people[self._id].is_placeholder:
            if text:
                contact_id = self._id
                self._edits.name_placeholder(
                    contact_id, text, on_error=lambda error: self._fail(contact_id, "name", error)
                )
        else:
            self._save("name", text, self.name)

    def _save_interval(self, text: str) -> None:
        self.interval.set_fault("")
        if text and not (text.isdecimal() and 0 < int(text) <= LONGEST_INTERVAL_DAYS):
            self.interval.set_fault(_("Give a number of days."))
        else:
            self._save("wished_interval_days", int(text) if text else None, self.interval.field)

    def _save_need(self, place: int, text: str) -> None:
        field, contact_id = self.needs[place], self._contact_id()
        self._edits.set_need(
            self._shown(),
            contact_id,
            place,
            text,
            on_done=lambda: field.show_saved() if contact_id == self._id else None,
        )

    def _fail(self, contact_id: Id, key: str, error: Exception) -> None:
        # The reason stands beneath the field only while the field is that person's.
        if not isinstance(error, BadInput) or contact_id != self._id or self.isHidden():
            self._edits.show_error(error)
        elif key in self.texts:
            self.texts[key].set_fault(error.message)
        elif key == "wished_interval_days":
            self.interval.set_fault(error.message)
        else:
            self._name_fault.say(error.message)
            self._name_fault.show()

    def _photo(self) -> None:
        (self.photo_removed if self._has_photo else self.photo_requested).emit(self._contact_id())


def influence_word(influence: int | None) -> str:
    """A step of influence in words: its ends are named."""
    ends = {5: _("5, highest"), 1: _("1, lowest")}
    return ends.get(influence or 0, str(influence) if influence else _("not known"))


def last_word(contact: Contact, last: date | None, today: date) -> tuple[str, bool]:
    """When they were last in touch with us, and whether that is longer ago than they wish."""
    if last is None:
        return _("no contact yet"), True
    days = (today - last).days
    ago = ngettext("{days} day ago", "{days} days ago", days).format(days=days)
    text = _("last {date}, {ago}").format(date=day_word(last, today), ago=ago)
    wished = contact.wished_interval_days
    return text, wished is not None and days > wished


def _gap_line() -> QWidget:
    box = QWidget()
    vertical(box, margins=(0, S2, 0, S2)).addWidget(Line())
    return box


def _outside_word(kind: OutsideKind) -> Text:
    return lambda: kind.label
