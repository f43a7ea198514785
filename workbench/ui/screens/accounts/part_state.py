"""How fresh a part of the profile is, in words with a shape, and the button that says it is right today."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.profile import PartState
from workbench.foundation.i18n import _, format_date, ngettext
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import ElidedLabel, Label
from workbench.ui.kit.marks import CAUTION, Mark, MarkView
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import LARGE, S2, SMALL, Tone

FRESH = Mark("check", Tone.OK)


def part_mark(state: PartState) -> Mark:
    """The shape of a part that is fresh or stale."""
    return CAUTION if state.is_stale else FRESH


def part_age(state: PartState) -> str:
    """How long ago a part was verified, and by whom where that is known."""
    days = state.days_since
    if days is None:
        return _("never verified")
    if days == 0:
        ago = _("today")
    elif days == 1:
        ago = _("yesterday")
    else:
        ago = ngettext("{days} day ago", "{days} days ago", days).format(days=days)
    return " · ".join(part for part in (ago, state.by) if part)


def part_sentence(state: PartState) -> str:
    """The state as the head of the part says it."""
    if state.verified_on is None:
        return _("Never verified")
    if state.is_stale:
        return _("Stale: verified {ago}").format(ago=part_age(state))
    return _("Verified {ago}").format(ago=part_age(state))


def part_item(state: PartState) -> Item:
    """A line for a part beside the overview; a stale one offers to verify it."""
    when = format_date(state.verified_on) if state.verified_on else ""
    return Item(
        key=state.part,
        title=state.part.label,
        mark=part_mark(state),
        right=part_age(state),
        right_tone=Tone.WARN if state.is_stale else Tone.TEXT2,
        action=_("Verify") if state.is_stale else "",
        tooltip=when,
    )


class PartHeader(QWidget):
    """The title of a part, how fresh it is, and "verified today"."""

    verified = Signal()

    def __init__(self, title: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = horizontal(self, gap=S2)
        row.addWidget(Label(title, size=LARGE, bold=True))
        row.addSpacing(S2)
        self._mark = MarkView(CAUTION, "")
        row.addWidget(self._mark)
        self.state = ElidedLabel(size=SMALL, tone=Tone.TEXT2)
        row.addWidget(self.state)
        row.addStretch(1)
        self.button = Button(lambda: _("Verified today"), icon="badge-check", small=True)
        self.button.clicked.connect(self.verified)
        row.addWidget(self.button)
        self.setMinimumHeight(28)

    def show_state(self, state: PartState) -> None:
        """Show how fresh the part is; one verified today need not be verified again."""
        self._mark.set_mark(part_mark(state), "")
        self.state.say(part_sentence(state))
        self.state.set_tone(Tone.WARN if state.is_stale else Tone.TEXT2)
        self.state.explain(format_date(state.verified_on) if state.verified_on else "")
        self.button.setVisible(state.days_since != 0)
