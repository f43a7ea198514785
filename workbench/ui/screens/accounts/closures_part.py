"""Days on which an account is closed, in its profile (年度生产计划, 2-rules §7.2)."""

from PySide6.QtWidgets import QWidget

from workbench.domain.absences import Closure
from workbench.foundation.i18n import _, format_date, format_short_date, listed, ngettext
from workbench.foundation.ids import Id
from workbench.services.closures import Closures, delete_closure, get_closures, save_closure
from workbench.ui.context import Context
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inline_form import InlineForm
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone


class ClosuresPart(QWidget):
    """The closed spans ahead, a form for another, and the visits that lie on them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        self._closure: Id | None = None
        self._shown: dict[Id, Closure] = {}
        column = vertical(self, gap=S2)
        self.title = SectionHeader(lambda: _("Closed days"), link=lambda: _("Note some"))
        self.title.link_requested.connect(self.begin)
        self.list = ItemList(lambda: _("Closed days"), fit=True, padding=0)
        self.list.opened.connect(self._open)
        self.list.clicked.connect(lambda _index: self._open(self.list.current_key()))
        self.list.action_requested.connect(self._remove)
        self.hit = Label(size=SMALL, tone=Tone.WARN, wrap=True)
        self.hit.hide()
        self.form = self._make_form()
        for widget in (self.title, self.list, self.hit, self.form):
            column.addWidget(widget)

    def show_account(self, account_id: Id) -> None:
        """Show the closed days of this account."""
        if account_id != self._account:
            self._account = account_id
            self.form.hide()
        self._context.read(
            lambda workspace: get_closures(workspace, account_id), self._show, key="account-closures"
        )

    def begin(self, closure: Closure | None = None) -> None:
        """Open the form for another span, or for one to be changed."""
        self._closure = closure.id if closure else None
        self.form.clear_errors()
        self.start.control.set_day(closure.span.start if closure else None)
        self.end.control.set_day(closure.span.end if closure else None)
        self.reason.control.setText(closure.reason if closure else "")
        self.form.show()
        self.start.control.setFocus()

    def save(self) -> None:
        """Keep the span, or say beside its field what is wrong."""
        self.form.clear_errors()
        account, closure = self._account, self._closure
        start, end = self.start.control.day(), self.end.control.day()
        if not self.end.control.text().strip():
            end = start
        for field, day in ((self.start, start), (self.end, end)):
            field.set_error("" if day else _("Give a day as YYYY-MM-DD."))
        if self.form.go_to_first_error() or account is None or start is None or end is None:
            return
        reason = self.reason.control.text()
        self._context.save(
            lambda workspace: save_closure(workspace, account, start, end, reason, closure),
            said=_("Closed days noted"),
            on_done=lambda _summary: self.form.hide(),
            on_error=self._fail,
        )

    def close_innermost(self) -> bool:
        """Close the form; False if it is not open."""
        return self.form.close_innermost()

    def _make_form(self) -> InlineForm:
        form, today = InlineForm(3), self._context.workspace.clock.today
        self.start: Field[DateField] = form.add(lambda: _("First day"), DateField(today))
        self.end: Field[DateField] = form.add(lambda: _("Last day"), DateField(today))
        self.reason: Field[TextField] = form.add(lambda: _("Why"), TextField())
        self.save_button = form.add_buttons(lambda: _("Note it"))
        form.submitted.connect(self.save)
        return form

    def _show(self, found: Closures) -> None:
        self._shown = {one.id: one for one in found.ahead}
        self.title.note.say(str(len(found.ahead)) if found.ahead else "")
        self.list.set_items(
            [_item(one) for one in found.ahead]
            or [Item(key=None, title=_("None ahead"), note=_("planning leaves closed days out"))]
        )
        days = listed(format_short_date(visit.on) for visit in found.hit)
        told = ngettext(
            "{count} visit is planned on closed days: {days}. Planning the period again moves it.",
            "{count} visits are planned on closed days: {days}. Planning the period again moves them.",
            len(found.hit),
        )
        self.hit.say(told.format(count=len(found.hit), days=days) if found.hit else "")
        self.hit.setVisible(bool(found.hit))

    def _open(self, key: object) -> None:
        closure = self._shown.get(Id(key)) if isinstance(key, bytes) else None
        if closure is not None:
            self.begin(closure)

    def _remove(self, key: object) -> None:
        if isinstance(key, bytes):
            self._context.save(
                lambda workspace: delete_closure(workspace, Id(key)), said=_("Closed days removed")
            )

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, otherwise=self.end)


def _item(closure: Closure) -> Item:
    span = closure.span
    start, end = format_date(span.start), format_date(span.end)
    days = (span.end - span.start).days + 1
    return Item(
        key=closure.id,
        title=start if span.start == span.end else _("{start} to {end}").format(start=start, end=end),
        note=closure.reason,
        right=ngettext("{days} day", "{days} days", days).format(days=days),
        action=_("Remove"),
    )
