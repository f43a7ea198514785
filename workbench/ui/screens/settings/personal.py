"""People whose personal data should be looked at, and what asks for it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.personal_data import SENSITIVE_FIELDS, Concern, LawfulBasis
from workbench.domain.policies import (
    PERSONAL_JUDGED_DAYS,
    PERSONAL_LEFT_DAYS,
    PERSONAL_QUIET_DAYS,
    PERSONAL_REVIEW_DAYS,
    policy,
)
from workbench.domain.record_words import field_label
from workbench.foundation.i18n import _, bracketed, format_number
from workbench.services.personal_data import ReviewLine, save_grounds_for_all
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.texts import Text
from workbench.ui.screens.settings.policy_section import WHOLE, PolicyPart, PolicySection
from workbench.ui.screens.settings.retention_part import RetentionPart


class PersonalSection(PolicySection):
    """Each line leads to the person, at their account."""

    person_opened = Signal(object, object)
    """The account and the person."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Personal data"), parent)
        self.note(
            lambda: _(
                "What goes beyond a business card needs a purpose and a lawful basis, and is looked at again "
                "now and then. Choose a person, then “Why we keep it…” in their form."
            )
        )
        self.group(
            PolicyPart(PERSONAL_REVIEW_DAYS, WHOLE, lambda: _("Ask for a reason again after, days")),
            PolicyPart(PERSONAL_LEFT_DAYS, WHOLE, lambda: _("Ask about those who left after, days")),
            PolicyPart(PERSONAL_QUIET_DAYS, WHOLE, lambda: _("Ask without any contact after, days")),
            PolicyPart(PERSONAL_JUDGED_DAYS, WHOLE, lambda: _("Ask about judgements after, days")),
            columns=2,
        )
        self._make_for_all()
        self.part(lambda: _("To review"))
        self.people = RetentionPart(context)
        self.people.person_opened.connect(self.person_opened)
        self.people.shown.connect(self._show)
        self.put(self.people)

    def save_for_all(self) -> None:
        """Give the reason that was typed for one field of everybody who has none."""
        self.form.clear_errors()
        if not self.review_on.control.readable():
            self.review_on.set_error(_("Give a day as YYYY-MM-DD."))
        if self.form.go_to_first_error():
            return
        field: str = self.field.control.key() or ""
        basis: LawfulBasis = self.basis.control.key()
        purpose, day = self.purpose.control.text(), self.review_on.control.day()
        self.context.save(
            lambda workspace: save_grounds_for_all(
                workspace, field, basis=basis, purpose=purpose, review_on=day
            ),
            said=_("Reasons noted"),
            on_done=lambda _summary: self.purpose.control.clear(),
            on_error=self._fail,
        )

    def _make_for_all(self) -> None:
        self.part(
            lambda: _("One reason for everybody"),
            lambda: _(
                "Where the same holds for all, say it once: it is noted for each who has no reason yet."
            ),
        )
        self.form = Form()
        self.field: Field[ComboBox] = self.form.add(lambda: _("Field"), ComboBox())
        self.basis: Field[ComboBox] = self.form.add(
            lambda: _("Lawful basis"), ComboBox([(one, _word(one)) for one in LawfulBasis])
        )
        self.purpose: Field[TextField] = self.form.add(
            lambda: _("What we need it for"), TextField(hint=lambda: _("To reach the person"))
        )
        self.review_on: Field[DateField] = self.form.add(
            lambda: _("Ask again on"), DateField(self.context.workspace.clock.today)
        )
        self.purpose.control.returnPressed.connect(self.save_for_all)
        self.all_button = Button(lambda: _("Note for all"))
        self.all_button.clicked.connect(self.save_for_all)
        self.put(self.form)
        self.put_left(self.all_button)

    def _fail(self, error: Exception) -> None:
        self.context.show_error(
            error,
            {
                "purpose": self.purpose,
                "review_on": self.review_on,
                "fields": self.field,
            },
        )

    def refresh(self, topics: frozenset[str] | None) -> None:
        super().refresh(topics)
        self.people.refresh(topics)

    def show_policies(self, values: Mapping[str, object]) -> None:
        super().show_policies(values)
        if self.review_on.control.day() is None:
            today = self.context.workspace.clock.today()
            self.review_on.control.set_day(today + timedelta(days=policy(values, PERSONAL_REVIEW_DAYS)))

    def _show(self, lines: Sequence[ReviewLine]) -> None:
        missing = Counter(
            field
            for one in lines
            for field, concern in one.review.concerns.items()
            if concern is Concern.NO_BASIS
        )
        self.field.control.set_choices(
            [(field, _counted(field, missing[field])) for field in SENSITIVE_FIELDS if missing[field]]
        )
        self.all_button.setEnabled(bool(missing))


def _word(basis: LawfulBasis) -> Text:
    return lambda: basis.label


def _counted(field: str, count: int) -> Text:
    return lambda: bracketed(field_label(field), format_number(count))
