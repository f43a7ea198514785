"""What taking a notice of holidays in would change, before it is taken in."""

from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_date, listed, month_name, ngettext
from workbench.services.calendars import NoticePreview, take_notices
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Facts, SidePane
from workbench.ui.kit.tokens import SMALL, Tone

VISITS_SHOWN = 30


class NoticePane(SidePane):
    """Working days of each month, what is odd, and visits that come to lie on days off."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Notice of holidays"), parent=parent)
        self._context = context
        self._found: NoticePreview | None = None
        self.years = Label(wrap=True)
        self.remarks = Label(tone=Tone.WARN, wrap=True)
        self.months_title = Label(lambda: _("Working days that change"), bold=True)
        self.months = Facts(name_width=120)
        self.visits_title = Label(bold=True, wrap=True)
        self.visits = ItemList(lambda: _("Visits on days off"), fit=True, padding=0, pane=True)
        self.visits_note = Label(
            lambda: _("They stay where they are; plan the period again to move them."),
            size=SMALL,
            tone=Tone.TEXT2,
            wrap=True,
        )
        self.take_button = Button(lambda: _("Take it in"), Kind.PRIMARY, icon="check")
        self.take_button.clicked.connect(self.take)
        for widget in (
            self.years,
            self.remarks,
            self.months_title,
            self.months,
            self.visits_title,
            self.visits,
            self.visits_note,
            self.take_button,
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def show_preview(self, found: NoticePreview) -> None:
        """Show another notice."""
        self._found = found
        self.years.say(lambda: _years_words(found))
        self.remarks.say("\n".join(found.remarks))
        self.remarks.setVisible(bool(found.remarks))
        self.months.clear()
        changes = [(year, one) for year, months in found.months for one in months if one.before != one.after]
        for year, one in changes:
            name = f"{month_name(one.month)} {year}" if len(found.months) > 1 else month_name(one.month)
            self.months.add(name, f"{one.before} → {one.after}")
        if not changes:
            self.months.add("", _("None: the same days were known already."), tone=Tone.TEXT2)
        count = len(found.falls_off)
        self.visits_title.say(
            lambda: ngettext(
                "{count} planned visit falls on a day off",
                "{count} planned visits fall on days off",
                count,
            ).format(count=count)
        )
        self.visits.set_items(
            [
                Item(
                    key=visit.id,
                    title=found.names.get(visit.account_id, ""),
                    right=format_date(visit.on, weekday=True),
                )
                for visit in found.falls_off[:VISITS_SHOWN]
            ]
        )
        for widget in (self.visits_title, self.visits, self.visits_note):
            widget.setVisible(count > 0)

    def take(self) -> None:
        """Let the notice hold from now on."""
        found = self._found
        if found is None:
            return
        years = listed(str(notice.year) for notice in found.notices)
        self._context.save(
            lambda workspace: take_notices(workspace, found.notices),
            said=_("The holidays of {years} are known now").format(years=years),
            on_done=lambda _summary: self.close_pane(),
        )


def _years_words(found: NoticePreview) -> str:
    parts = []
    for notice in found.notices:
        off = sum(1 for day in notice.days if day.is_off)
        text = _("{year}: {off} days off, {work} make-up days worked").format(
            year=notice.year, off=off, work=len(notice.days) - off
        )
        if notice.year in found.replaces:
            text += ". " + _("It takes the place of the notice known until now.")
        parts.append(text)
    return "\n".join(parts)
