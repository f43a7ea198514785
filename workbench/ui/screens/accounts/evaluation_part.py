"""The evaluations of an account in four dimensions, and the credit that one may block (2-rules §2.4)."""

from PySide6.QtWidgets import QWidget

from workbench.domain.evaluation import Dimension
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id
from workbench.services.evaluation import EvaluationLine, delete_evaluation, evaluate, override_credit_block
from workbench.services.relationship import RelationshipView
from workbench.ui.context import Context
from workbench.ui.kit.form import Field
from workbench.ui.kit.inline_form import InlineForm
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Chip, Label, SectionHeader
from workbench.ui.kit.surfaces import Banner, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone


class EvaluationPart(QWidget):
    """The latest on top, a form for a new one, and all earlier ones."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        self._blocking: Id | None = None
        column = vertical(self, gap=S2)
        self.title = SectionHeader(lambda: _("Evaluation"), link=lambda: _("Evaluate anew"))
        self.title.link_requested.connect(self.begin)
        column.addWidget(self.title)
        self.blocked = Banner()
        self.blocked.link_requested.connect(self._lift)
        column.addWidget(self.blocked)
        row = horizontal(gap=S2)
        self.total = Label(bold=True)
        self.state = Chip("", tone=Tone.TEXT2)
        self.about = Label(size=SMALL, tone=Tone.TEXT2)
        for widget in (self.total, self.state, self.about):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        self.form = self._make_form()
        column.addWidget(self.form)
        self.history = ItemList(lambda: _("Evaluations"), fit=True, padding=0)
        self.history.action_requested.connect(self._remove)
        column.addWidget(self.history)
        column.addStretch(1)

    def _make_form(self) -> InlineForm:
        form = InlineForm(4)
        self.fields: dict[str, Field[TextField]] = {
            one.value: form.add(_label(one), TextField()) for one in Dimension
        }
        self.note: Field[TextField] = form.add(lambda: _("Note"), TextField(), span=4)
        self.save_button = form.add_buttons(lambda: _("Save evaluation"))
        form.submitted.connect(self.save)
        return form

    def show_relationship(self, view: RelationshipView) -> None:
        """Show another account, or the same one changed; what is being typed stays."""
        if view.account.id != self._account:
            self.form.hide()
        self._account = view.account.id
        shown = view.evaluations
        self._blocking = shown.blocking.id if shown.blocking else None
        if shown.blocking is not None:
            text = _("Reputation {points} is below {minimum}: no credit above zero.").format(
                points=shown.blocking.reputation, minimum=shown.minimum
            )
            self.blocked.show_text(text, link=_("Allow credit…"))
        else:
            self.blocked.show_text("")
        latest = shown.lines[0] if shown.lines else None
        self.total.say(
            _("Not evaluated yet") if latest is None or latest.total is None else f"{latest.total} / 100"
        )
        self.state.setVisible(latest is not None)
        if latest is not None:
            self._show_state(shown.blocking is not None, latest)
        weights = shown.weights
        self.about.say(
            _("weights {weights}").format(
                weights=" / ".join(str(getattr(weights, one.value)) for one in Dimension)
            )
        )
        self.history.set_items([_line_item(line) for line in shown.lines])

    def begin(self) -> None:
        """Start a new evaluation."""
        for field in (*self.fields.values(), self.note):
            field.control.clear()
        self.form.clear_errors()
        self.form.show()
        self.fields[Dimension.INITIATIVE.value].control.setFocus()

    def save(self) -> None:
        """Keep it, or say beside the field what is wrong."""
        account, points = self._account, dict[Dimension, int | None]()
        for one in Dimension:
            field = self.fields[one.value]
            text = field.control.text().strip()
            wrong = bool(text) and not text.isdecimal()
            field.set_error(_("0 to 100") if wrong else "")
            points[one] = int(text) if text and not wrong else None
        if account is None or any(field.has_error() for field in self.fields.values()):
            return
        note = self.note.control.text()
        self._context.save(
            lambda workspace: evaluate(workspace, account, points, note),
            said=_("Evaluation saved"),
            on_done=lambda _summary: self.form.hide(),
            on_error=self._fail,
        )

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, self.fields)

    def _show_state(self, blocked: bool, latest: EvaluationLine) -> None:
        if blocked:
            self.state.show_state(lambda: _("credit blocked"), tone=Tone.DANGER)
        elif latest.evaluation.credit_override_reason:
            self.state.show_state(lambda: _("credit allowed by a person"), tone=Tone.WARN)
        else:
            self.state.hide()

    def _lift(self) -> None:
        evaluation = self._blocking
        if evaluation is None:
            return
        reason = self._context.prompts.ask_text(
            _("Allow credit in spite of the reputation"),
            _("Why, and who answers for it?"),
            action=_("Allow credit"),
        )
        if reason:
            self._context.save(
                lambda workspace: override_credit_block(workspace, evaluation, reason),
                said=_("Credit allowed"),
            )

    def _remove(self, evaluation_id: Id) -> None:
        self._context.save(
            lambda workspace: delete_evaluation(workspace, evaluation_id), said=_("Evaluation deleted")
        )


def _label(dimension: Dimension) -> Text:
    return lambda: dimension.label


def _line_item(line: EvaluationLine) -> Item:
    one = line.evaluation
    points = [
        f"{dimension.label} {'–' if one.of(dimension) is None else one.of(dimension)}"
        for dimension in Dimension
    ]
    remarks = [part for part in (one.note, one.credit_override_reason) if part]
    return Item(
        key=one.id,
        title="–" if line.total is None else str(line.total),
        lead=format_date(one.evaluated_on) if one.evaluated_on else "–",
        bold=True,
        note=" · ".join(remarks),
        second=" · ".join(points),
        action=_("Delete"),
        tooltip="\n".join((*points, *remarks)),
    )
