"""One thing that happened to a complaint, with all that was written; struck where it was taken back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.complaints import ComplaintEvent
from workbench.foundation.i18n import _, format_money, labelled, pgettext
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.labels import Chip, Label
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.complaints.words import moment


class EventBlock(QWidget):
    """Who, when, how it came out, and the texts under each other."""

    take_back_requested = Signal(object)

    def __init__(
        self,
        event: ComplaintEvent,
        *,
        struck: bool = False,
        remark: str = "",
        may_take_back: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``remark`` is a chip that says why it has no effect, or that it was taken back."""
        super().__init__(parent)
        column = self.column = vertical(self, gap=2)
        head = horizontal(gap=S2)
        kind = Label(event.kind.label)
        head.addWidget(kind)
        who = " ".join(part for part in (event.department, event.person or event.author) if part)
        when = Label(" ".join(part for part in (who, moment(event)) if part), size=SMALL, tone=Tone.TEXT2)
        if event.author and event.author != event.person:
            when.setToolTip(labelled(_("Written down by"), event.author))
        head.addWidget(when)
        if event.outcome is not None:
            head.addWidget(Chip(event.outcome.label))
        if remark:
            head.addWidget(Chip(remark, tone=Tone.WARN))
        head.addStretch(1)
        if may_take_back:
            back = Button(lambda: _("Take back…"), Kind.LINK)
            back.clicked.connect(lambda: self.take_back_requested.emit(event.id))
            head.addWidget(back)
        column.addLayout(head)
        for text in event_texts(event):
            column.addWidget(_paragraph(text, struck=struck))
        if struck:
            _strike(kind)


def event_texts(event: ComplaintEvent) -> Sequence[str]:
    """Everything that was written with it, one sentence or paragraph each."""
    found = [event.text]
    if event.channel:
        found.append(labelled(pgettext("complaint", "How told"), event.channel))
    if event.is_conclusive:
        found.append(_("It is the conclusive reply."))
    if event.cause is not None:
        found.append(labelled(pgettext("complaint", "Kind of cause"), event.cause.label))
    if event.post:
        found.append(labelled(pgettext("complaint", "Responsible post"), event.post))
    found += [f"{at}. {why}" for at, why in enumerate(event.whys, start=1) if why]
    if event.prevention:
        found.append(labelled(pgettext("complaint", "Prevention"), event.prevention))
    if event.handling:
        found.append(labelled(_("How those responsible are dealt with"), event.handling))
    if event.cost_fen is not None:
        found.append(labelled(pgettext("complaint", "Cost"), format_money(event.cost_fen)))
    return [text for text in found if text]


def _paragraph(text: str, *, struck: bool) -> Label:
    label = Label(text, tone=Tone.TEXT2, wrap=True, selectable=True)
    if struck:
        _strike(label)
    return label


def _strike(label: Label) -> None:
    font = interface_font()
    font = type(font)(font)
    font.setStrikeOut(True)
    label.setFont(font)
