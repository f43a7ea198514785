"""Who keeps an account and who kept it before, with the reasons; earlier terms are typed here."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Manager
from workbench.domain.manager_terms import WITHIN_MONTHS, ManagerTerm
from workbench.foundation.i18n import _, format_date, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.manager_history import ManagerHistory, add_manager_term, remove_manager_term
from workbench.ui.context import Context
from workbench.ui.kit.buttons import CheckBox
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inline_form import InlineForm
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import S2, Tone


class Keepers(QWidget):
    """The terms, the running ones first; those typed by hand can be taken back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        self._managers: Sequence[Manager] = ()
        column = vertical(self, gap=S2)
        self.title = SectionHeader(lambda: _("Who kept the account"), link=lambda: _("Note an earlier one"))
        self.title.link_requested.connect(self.begin)
        self.terms = ItemList(lambda: _("Who kept the account"), fit=True, padding=0)
        self.terms.action_requested.connect(self._remove)
        self.form = self._make_form()
        for widget in (self.title, self.terms, self.form):
            column.addWidget(widget)

    def show_history(self, account_id: Id, history: ManagerHistory) -> None:
        """Show who kept this account."""
        if account_id != self._account:
            self.form.hide()
        self._account = account_id
        count = history.recent_changes
        often = ngettext(
            "changed {count} time in {months} months", "changed {count} times in {months} months", count
        )
        self.title.note.say(often.format(count=count, months=WITHIN_MONTHS) if count else "")
        self.title.note.set_tone(Tone.WARN if history.changes_often else Tone.TEXT2)
        self.terms.set_items(
            [_term_item(place, term) for place, term in enumerate(history.terms)]
            or [Item(key=None, title=_("Nobody yet"))]
        )
        self._ids = {place: term.id for place, term in enumerate(history.terms) if term.id is not None}

    def show_managers(self, managers: Sequence[Manager]) -> None:
        """Know these people by name."""
        self._managers = managers

    def begin(self) -> None:
        """Open the form for an earlier term."""
        for control in (self.name.control, self.starts.control, self.ends.control, self.reason.control):
            control.clear()
        self.form.clear_errors()
        self.second.setChecked(False)
        self.form.show()
        self.name.control.setFocus()

    def save(self) -> None:
        """Note the term, or say what is missing."""
        account, name = self._account, self.name.control.text().strip()
        for field in (self.starts, self.ends):
            field.set_error("" if field.control.readable() else _("Give a day as YYYY-MM-DD."))
        self.name.set_error("")
        if account is None or self.starts.has_error() or self.ends.has_error():
            return
        known = next((one.id for one in self._managers if one.name == name), None)
        values = {
            "manager_id": known,
            "manager_name": name,
            "is_second": self.second.isChecked(),
            "starts_on": self.starts.control.day(),
            "ends_on": self.ends.control.day(),
            "reason": self.reason.control.text(),
        }
        self._context.save(
            lambda workspace: add_manager_term(workspace, account, values),
            said=_("Earlier manager noted"),
            on_done=lambda _summary: self.form.hide(),
            on_error=self._fail,
        )

    def close_innermost(self) -> bool:
        """Close the form; False if it is not open."""
        return self.form.close_innermost()

    def _make_form(self) -> InlineForm:
        form = InlineForm(4)
        self.name: Field[TextField] = form.add(lambda: pgettext("person", "Name"), TextField())
        today = self._context.workspace.clock.today
        self.starts: Field[DateField] = form.add(lambda: _("From"), DateField(today))
        self.ends: Field[DateField] = form.add(lambda: _("Until"), DateField(today))
        self.reason: Field[TextField] = form.add(lambda: _("Why it changed"), TextField())
        self.second = CheckBox(lambda: _("As second manager"))
        form.add_widget(self.second)
        self.save_button = form.add_buttons(lambda: _("Note it"))
        form.submitted.connect(self.save)
        return form

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, {"ends_on": self.ends}, otherwise=self.name)

    def _remove(self, place: object) -> None:
        term_id = self._ids.get(place) if isinstance(place, int) else None
        if term_id is not None:
            self._context.save(
                lambda workspace: remove_manager_term(workspace, term_id), said=_("Earlier manager removed")
            )


def _term_item(place: int, term: ManagerTerm) -> Item:
    running = term.ends_on is None and term.id is None
    starts = format_date(term.starts_on) if term.starts_on else "…"
    ends = _("today") if running else format_date(term.ends_on) if term.ends_on else "…"
    role = pgettext("manager", "second") if term.is_second else pgettext("manager", "responsible")
    return Item(
        key=place,
        title=term.name,
        note=" · ".join(part for part in (role, term.reason) if part),
        right=f"{starts} – {ends}",
        bold=running and not term.is_second,
        action=_("Remove") if term.id is not None else "",
        tooltip=" · ".join(part for part in (term.reason, term.author) if part),
    )
