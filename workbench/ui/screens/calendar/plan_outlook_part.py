"""What has to fit, beside the places there are, before anything is planned."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_number, in_a_row, listed, pgettext
from workbench.services.visit_plan_outlook import Outlook
from workbench.ui.kit.charts import Fill, Part, PartsBar
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Banner, vertical
from workbench.ui.kit.tokens import S2, Tone


class OutlookPart(QWidget):
    """A sentence, a bar with the limit marked, and years whose holidays are not known."""

    notice_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self, gap=S2)
        self.words = Label(wrap=True)
        self.bar = PartsBar(lambda: _("Required visits and places"), height=10)
        self.bar.hide()
        self.notice = Banner()
        self.notice.link_requested.connect(self.notice_wanted)
        for widget in (self.words, self.bar, self.notice):
            column.addWidget(widget)

    def show_outlook(self, found: Outlook | None) -> None:
        """Show another outlook; ``None`` for none."""
        if found is None:
            self.words.say("")
            self.bar.hide()
            return
        self.words.say(lambda: outlook_words(found))
        self.words.set_tone(Tone.TEXT if found.fits else Tone.DANGER)
        fits = min(found.visits, found.visit_places)
        self.bar.show_parts(
            [
                Part(_("Fits"), fits, Fill.TARGET),
                Part(_("Does not fit"), found.visits - fits, Fill.DANGER),
            ],
            whole=max(found.visits, found.visit_places),
            limit=found.visit_places,
        )
        self.bar.setVisible(bool(found.visits))
        years = listed(str(year) for year in found.years_without_notice)
        text = _("No official holidays are known for {years}: weekends only are free.")
        self.notice.show_text(text.format(years=years) if years else "", link=_("Take in…") if years else "")


def outlook_words(found: Outlook) -> str:
    """What has to fit, beside the places there are."""
    if not found.visits and not found.calls:
        return _("Nothing is required: every visit is made or has its day.")
    numbers = {"required": format_number(found.visits), "places": format_number(found.visit_places)}
    said = []
    if found.visits > found.visit_places:
        said.append(_("Does not fit: {required} visits required, {places} places.").format(**numbers))
    elif found.visits:
        said.append(_("{required} visits required, {places} places.").format(**numbers))
    if found.visits:
        tiers = listed(
            f"{tier.label if tier else pgettext('tier', 'No tier')} {format_number(count)}"
            for tier, count in found.by_tier
        )
        said.append(_("{tiers}.").format(tiers=tiers))
    if found.calls:
        text = _("{required} calls required, {places} places.")
        said.append(text.format(required=format_number(found.calls), places=format_number(found.call_places)))
    return in_a_row(*said)
