"""One part of the plan: heading with its state, what the data say, and what a person writes of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_stand import PartStand
from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import MarkView
from workbench.ui.kit.surfaces import horizontal, name_widget, vertical
from workbench.ui.kit.tokens import BODY, LARGE, S1, S2, SMALL, Tone
from workbench.ui.kit.writing_area import WritingArea
from workbench.ui.screens.accounts.plan.live import PLACES, live_of
from workbench.ui.screens.accounts.plan.live_block import LiveBlock
from workbench.ui.screens.accounts.plan.words import (
    REMARKED,
    length_of,
    part_label,
    prompt_of,
    stand_mark,
    stand_sentence,
    stand_word,
)

# From this share of the length on that reads well, the count is shown.
_COUNTED_FROM = 0.6


class PartBlock(QWidget):
    """Heading, live data, text. ``small`` is a quarter of the SWOT square."""

    confirmed = Signal(object)
    taken = Signal(object)
    """The part that is to be written anew from the data."""
    section_requested = Signal(str, object)
    """The section where the data are edited, and the record if there is one."""

    def __init__(
        self,
        part: PlanPart,
        *,
        small: bool = False,
        body: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``body`` stands between heading and text: the editor of a part that consists of lines."""
        super().__init__(parent)
        self.part, self.body, self._small = part, body, small
        self._stand: PartStand | None = None
        self._written = False
        column = vertical(self, gap=S1)
        column.addWidget(self._make_head())
        self.live: LiveBlock | None = None
        self._column = column
        if body is not None:
            column.addWidget(body)
        self.warning = Label(size=SMALL, tone=Tone.WARN, wrap=True)
        self.again = Button(lambda: _("Take again from the data"), Kind.LINK)
        self.again.clicked.connect(lambda: self.taken.emit(self.part))
        warned = horizontal(gap=S2)
        warned.addWidget(self.warning, 1)
        warned.addWidget(self.again)
        self.warning.hide()
        self.again.hide()
        column.addLayout(warned)
        self.area = WritingArea(hint=prompt_of(part), lines=1 if part in REMARKED else 2)
        name_widget(self.area, part_label(part))
        self.area.textChanged.connect(self._count)
        self.area.entered.connect(self._count)
        self.area.gone.connect(self._count)
        column.addWidget(self.area)
        column.addWidget(self._make_foot())
        self._count()

    def show_paper(self, paper: AccountPlanPaper, stand: PartStand | None, proposal: str) -> None:
        """Show what the data and people say now."""
        self._written = bool(paper.texts.get(self.part, "").strip())
        self._show_stand(stand)
        # One that was confirmed today need not be confirmed again.
        self.confirm.setVisible(stand is None or stand.confirmed_on != paper.today)
        live = None if self._small else live_of(paper, self.part)
        if live is not None:
            if self.live is None:
                self.live = LiveBlock(part_label(self.part))
                self.live.line_opened.connect(self._open_line)
                self._column.insertWidget(1, self.live)
            self.live.show_live(live)
        self.area.suggest(proposal)
        changed = self._written and stand is not None and stand.data_changed
        self.warning.say((lambda: _("The data say something else now.")) if changed else "")
        self.warning.setVisible(changed)
        self.again.setVisible(changed and bool(proposal))
        self._count()

    def focus(self) -> None:
        """Put the cursor where the part is written."""
        fields = self.entry_fields()
        (fields[0] if fields else self.area).setFocus(Qt.FocusReason.OtherFocusReason)

    def entry_fields(self) -> Sequence[QWidget]:
        """Where lines of the part are entered, the first first."""
        entry = getattr(self.body, "entry", None)
        return (entry,) if isinstance(entry, QWidget) else ()

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setMinimumHeight(24 if self._small else 28)
        row = horizontal(head, gap=S2)
        self.mark = MarkView(stand_mark(PartStand(self.part, False), written=False), "")
        row.addWidget(self.mark)
        self.title = Label(part_label(self.part), size=BODY if self._small else LARGE, bold=True)
        row.addWidget(self.title)
        self.state = Label(size=SMALL, tone=Tone.TEXT2)
        row.addWidget(self.state)
        row.addStretch(1)
        place = None if self._small else PLACES.get(self.part)
        self.link = Button(place[1] if place else "", Kind.LINK)
        self.link.setVisible(False)
        if place is not None:
            row.addWidget(self.link)
            self.link.setVisible(True)
            self.link.clicked.connect(lambda: self.section_requested.emit(place[0], None))
        else:
            self.link.setParent(head)
        self.confirm = Button(
            "" if self._small else (lambda: _("Confirm today")),
            Kind.PLAIN if self._small else Kind.SECONDARY,
            icon="badge-check",
            small=True,
            name=lambda: _("Confirm today: {part}").format(part=self.part.label),
        )
        self.confirm.clicked.connect(lambda: self.confirmed.emit(self.part))
        row.addWidget(self.confirm)
        return head

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = horizontal(foot, gap=S2)
        self.take = Button(lambda: _("Take from the data"), Kind.LINK)
        self.take.clicked.connect(self.area.take_suggestion)
        self.tab_hint = Label(lambda: _("or press Tab"), size=SMALL, tone=Tone.TEXT2)
        self.length = Label(size=SMALL, tone=Tone.TEXT2)
        row.addWidget(self.take)
        row.addWidget(self.tab_hint)
        row.addStretch(1)
        row.addWidget(self.length)
        return foot

    def _show_stand(self, stand: PartStand | None) -> None:
        self._stand = stand
        if stand is None:
            return
        word = stand_word(stand, written=self._written)
        self.mark.set_mark(stand_mark(stand, written=self._written), word)
        self.mark.setToolTip("\n".join([word, *stand.missing]))
        told = stand_sentence(stand)
        self.state.say("" if self._small else told)
        self.state.setToolTip(told)
        self.state.set_tone(Tone.WARN if stand.is_stale else Tone.TEXT2)
        self.confirm.setToolTip(told if self._small and told else self.confirm.toolTip())

    def _count(self) -> None:
        size, wanted = len(self.area.text().strip()), length_of(self.part)
        self.length.setVisible(size > wanted * _COUNTED_FROM)
        too_long = size > wanted
        told = _("{count} characters; about {wanted} read well") if too_long else _("{count} of {wanted}")
        self.length.say(told.format(count=size, wanted=wanted))
        self.length.set_tone(Tone.WARN if too_long else Tone.TEXT2)
        proposed = bool(self.area.suggestion())
        self.take.setVisible(proposed)
        self.tab_hint.setVisible(proposed and self.area.hasFocus())

    def _open_line(self, key: object) -> None:
        place = PLACES.get(self.part)
        if place is not None:
            self.section_requested.emit(place[0], key)
