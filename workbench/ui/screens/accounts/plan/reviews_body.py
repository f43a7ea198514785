"""The half-yearly looks at the plan: the verdict, its cause, what changes, and when the next one is."""

from PySide6.QtWidgets import QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanReview, Verdict
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_date, in_a_row, pgettext
from workbench.foundation.ids import Id
from workbench.services.plan_texts import set_review_day
from workbench.services.plan_versions import delete_review, review_plan
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inline_form import InlineForm
from workbench.ui.kit.inputs import ComboBox, TextArea
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, name_widget, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.accounts.plan.objective_card import Step

_TONES = {Verdict.ATTAINED: Tone.OK, Verdict.PARTLY: Tone.WARN, Verdict.MISSED: Tone.DANGER, None: Tone.TEXT2}


class ReviewsBody(QWidget):
    """Those that were held, the day of the next one, and a form that opens when it is held."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._plan: tuple[Id, int] | None = None
        column = vertical(self, gap=S2)
        self.lines = ItemList(lambda: _("Reviews"), fit=True, padding=0)
        self.lines.action_requested.connect(self._delete)
        column.addWidget(self.lines)
        row = horizontal(gap=S2)
        row.addWidget(Label(lambda: _("Next review"), size=SMALL, tone=Tone.TEXT2))
        self.next_day = DateField(context.workspace.clock.today)
        name_widget(self.next_day, lambda: _("Next review"))
        self.next_day.setFixedWidth(136)
        self.next_day.setProperty("resting", True)
        self.next_day.day_changed.connect(self._set_day)
        row.addWidget(self.next_day)
        self.due = Label(size=SMALL, tone=Tone.WARN)
        row.addWidget(self.due)
        row.addStretch(1)
        self.begin_button = Button(lambda: _("Hold a review"), small=True, icon="plus")
        self.begin_button.clicked.connect(self.begin)
        row.addWidget(self.begin_button)
        column.addLayout(row)
        self.fault = Label(size=SMALL, tone=Tone.DANGER, wrap=True)
        self.fault.hide()
        column.addWidget(self.fault)
        self.form = self._make_form()
        column.addWidget(self.form)

    def show_paper(self, paper: AccountPlanPaper) -> list[Step]:
        """Show the reviews of the plan."""
        plan = (paper.account.id, paper.year)
        if plan != self._plan:
            self._plan = plan
            self.form.hide()
            self.fault.hide()
        self.lines.set_items([_item(one) for one in reversed(paper.reviews)])
        self.lines.setVisible(bool(paper.reviews))
        if not self.next_day.hasFocus():
            self.next_day.set_day(paper.review_on)
        is_due = paper.review_on is not None and paper.review_on <= paper.today
        self.due.say((lambda: _("is due")) if is_due else "")
        return []

    def begin(self) -> None:
        """Open the form."""
        self.form.clear_errors()
        self.cause.control.setText("")
        self.change.control.setText("")
        self.verdict.control.choose(None)
        self.form.show()
        self.verdict.control.setFocus()

    def save(self) -> None:
        """Keep the review, or say beside the field what is missing."""
        if self._plan is None:
            return
        account, year = self._plan
        self.form.clear_errors()
        verdict: Verdict | None = self.verdict.control.key()
        cause, change = self.cause.control.text(), self.change.control.text()
        if verdict is None:
            self.verdict.set_error(lambda: _("Attained or missed?"))
            return
        self._context.save(
            lambda workspace: review_plan(workspace, account, year, verdict, cause, change),
            said=_("Review kept"),
            on_done=lambda _summary: self.form.hide(),
            on_error=self._refused,
        )

    def _make_form(self) -> InlineForm:
        form = InlineForm(3)
        self.verdict: Field[ComboBox] = form.add(lambda: _("Verdict"), ComboBox(_verdicts()))
        self.cause: Field[TextArea] = form.add(lambda: pgettext("review", "Cause"), TextArea(lines=2), span=3)
        self.change: Field[TextArea] = form.add(lambda: _("What changes"), TextArea(lines=2), span=3)
        self.save_button = form.add_buttons(lambda: _("Keep the review"))
        form.submitted.connect(self.save)
        return form

    def _delete(self, review: object) -> None:
        if isinstance(review, bytes):
            self._context.save(
                lambda workspace: delete_review(workspace, Id(review)), said=_("Review deleted")
            )

    def _set_day(self, day: object) -> None:
        if self._plan is None:
            return
        account, year = self._plan
        self._context.save(
            lambda workspace: set_review_day(workspace, account, year, day),  # type: ignore[arg-type]
            on_done=lambda _summary: self.fault.hide(),
            on_error=self._refused_day,
        )

    def _refused_day(self, error: Exception) -> None:
        if isinstance(error, BadInput):
            self.fault.say(in_a_row(error.message, error.hint))
            self.fault.show()
        else:
            self._context.show_error(error)

    def _refused(self, error: Exception) -> None:
        self._context.show_error(error, {"verdict": self.verdict, "cause": self.cause, "change": self.change})


def _item(review: PlanReview) -> Item:
    return Item(
        key=review.id,
        lead=format_date(review.reviewed_on) if review.reviewed_on else "",
        title=" ".join(review.cause.split()) or review.reviewed_by,
        chip=review.verdict.label if review.verdict else "",
        chip_tone=_TONES[review.verdict],
        second=" · ".join(part for part in (" ".join(review.change.split()), review.reviewed_by) if part),
        action=_("Delete"),
        tooltip="\n".join(part for part in (review.cause, review.change) if part),
    )


def _verdicts() -> list[tuple[Verdict | None, Text]]:
    def word(verdict: Verdict) -> Text:
        return lambda: verdict.label

    return [(None, lambda: _("Choose…")), *((one, word(one)) for one in Verdict)]
