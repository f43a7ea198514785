"""The history of steps: all that was done with a contract, also what was taken back or came out of turn."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.contracts import ContractEvent, ContractEventKind
from workbench.foundation.i18n import _, format_date, pgettext
from workbench.services.contract_view import ContractView
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import CAUTION, Mark
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.contracts.words import money

_KIND = ContractEventKind
_MARKS = {
    _KIND.CREDIT_CHECKED: Mark("shield-check", Tone.TEXT2),
    _KIND.REVIEWED: Mark("eye", Tone.TEXT2),
    _KIND.APPROVED: Mark("check", Tone.OK),
    _KIND.RETURNED: Mark("undo-2", Tone.WARN),
    _KIND.SIGNED: Mark("badge-check", Tone.OK),
    _KIND.AMENDED: Mark("pencil", Tone.ACCENT),
    _KIND.TERMINATED: Mark("ban", Tone.DANGER),
    _KIND.RENEWED: Mark("rotate-ccw", Tone.TEXT2),
    _KIND.ARCHIVED: Mark("folder", Tone.TEXT2),
    _KIND.NOTED: Mark("sticky-note", Tone.TEXT2),
    _KIND.TAKEN_BACK: Mark("undo-2", Tone.TEXT2),
}


class HistoryView(QStackedWidget):
    """The latest step first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ItemList(lambda: _("History of the contract"))
        self.nothing = EmptyState(
            "history",
            lambda: _("Nothing has happened yet"),
            lambda: _("Each step is kept here for good: who, when, and why."),
        )
        self.addWidget(self.nothing)
        self.addWidget(self.list)

    def show_view(self, view: ContractView) -> None:
        """Show all steps of this contract."""
        back = {one.of_id for one in view.events if one.kind is _KIND.TAKEN_BACK and one.of_id}
        turned = {one.id for one in view.life.out_of_turn}
        items = [
            _item(one, is_back=one.id in back, is_turned=one.id in turned, currency=view.contract.currency)
            for one in reversed(view.events)
        ]
        self.list.set_items(items)
        self.setCurrentWidget(self.list if items else self.nothing)


def _item(event: ContractEvent, *, is_back: bool, is_turned: bool, currency: str) -> Item:
    chip = ""
    if is_back:
        chip = pgettext("contract step", "taken back")
    elif is_turned:
        chip = pgettext("contract step", "out of turn")
    elif event.kind is _KIND.CREDIT_CHECKED:
        chip = {"refused": _("refused"), "overridden": _("let through")}.get(event.outcome, "")
    figures = ""
    if event.kind is _KIND.CREDIT_CHECKED and event.amount_fen is not None:
        amount = money(event.amount_fen, currency)
        if event.limit_fen is None:
            figures = _("would owe {amount}, no limit is set").format(amount=amount)
        else:
            limit = money(event.limit_fen, currency)
            figures = _("would owe {amount}, limit {limit}").format(amount=amount, limit=limit)
    who = " · ".join(dict.fromkeys(part for part in (event.person, event.author) if part))
    second = " · ".join(part for part in (who, figures, _in_one_line(event.text)) if part)
    return Item(
        key=event.id,
        title=event.kind.label,
        second=second or "–",
        mark=CAUTION if is_turned else _MARKS.get(event.kind, Mark("info")),
        chip=chip,
        chip_tone=Tone.WARN if chip and not is_back else Tone.TEXT2,
        right=" ".join(part for part in (format_date(event.on), event.at) if part),
        struck=is_back,
        tooltip=event.text,
    )


def _in_one_line(text: str) -> str:
    return " · ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
