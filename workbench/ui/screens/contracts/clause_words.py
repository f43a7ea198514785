"""How a clause stands, as a mark and a word, and how its placeholders read."""

from collections.abc import Mapping, Sequence

from workbench.domain.contract_deviations import ClauseState
from workbench.domain.contract_placeholders import placeholder
from workbench.domain.contract_values import GOODS_MARK, ContractValue
from workbench.domain.contract_vocabulary import BY_NAME, GOODS, ValueFormat, ValueSource
from workbench.domain.contracts import ClauseGroup
from workbench.foundation.i18n import _, ngettext, pgettext
from workbench.services.contract_view import ClauseView
from workbench.ui.kit.chip_document import ChipFace
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import CAUTION, SEVERE, Mark
from workbench.ui.kit.tokens import Tone

CLAUSE_MARKS: Mapping[ClauseState, Mark] = {
    ClauseState.AS_TEMPLATE: Mark("equal", Tone.TEXT3),
    ClauseState.CHANGED: Mark("pencil", Tone.ACCENT),
    ClauseState.ADDED: Mark("plus", Tone.ACCENT),
    ClauseState.LEFT_OUT: Mark("minus", Tone.TEXT2),
}
_SHORT = {
    ClauseState.AS_TEMPLATE: lambda: pgettext("clause", "as template"),
    ClauseState.CHANGED: lambda: pgettext("clause", "changed"),
    ClauseState.ADDED: lambda: pgettext("clause", "added"),
    ClauseState.LEFT_OUT: lambda: pgettext("clause", "left out"),
}


def clause_items(clauses: Sequence[ClauseView]) -> list[Item]:
    """The clauses under the headings of their groups; groups without a clause are said to be empty."""
    items: list[Item] = []
    for group in ClauseGroup:
        own = [one for one in clauses if one.clause.group is group]
        note = "" if own else pgettext("clause group", "none")
        items.append(Item(key=("group", group), title=group.label, note=note, heading=True))
        items += [_item(one) for one in own]
    return items


def _item(view: ClauseView) -> Item:
    mark, word, tone = clause_state(view)
    return Item(
        key=view.clause.key,
        title=view.clause.title or view.clause.key,
        lead=str(view.number) if view.number else "–",
        mark=mark,
        right=word,
        right_tone=tone,
        struck=view.state is ClauseState.LEFT_OUT,
        tooltip="\n".join([view.clause.title, *(fault.message for fault in view.faults)]),
    )


def clause_state(view: ClauseView) -> tuple[Mark, str, Tone]:
    """The mark and word of a clause: what is wrong first, then what is missing, then how it differs."""
    if view.faults:
        return SEVERE, pgettext("clause", "fault"), Tone.DANGER
    if view.missing and view.state is not ClauseState.LEFT_OUT:
        count = len(view.missing)
        return CAUTION, ngettext("{count} missing", "{count} missing", count).format(count=count), Tone.WARN
    if view.needs_reason:
        return CLAUSE_MARKS[view.state], _SHORT[view.state]() + " · " + _("no reason"), Tone.WARN
    return CLAUSE_MARKS[view.state], _SHORT[view.state](), Tone.TEXT2


def with_goods_chip(text: str) -> str:
    """A filled in text for an editor: the table of goods, a sign of its own there, as its placeholder."""
    return text.replace(GOODS_MARK, placeholder(GOODS))


def with_goods_mark(text: str) -> str:
    """The way back."""
    return text.replace(placeholder(GOODS), GOODS_MARK)


def faces_of(values: Sequence[ContractValue]) -> dict[str, ChipFace]:
    """How each placeholder reads in the text."""
    return {
        one.name: ChipFace(
            one.label, None if one.format is ValueFormat.TABLE else one.text, name_group(one.name)
        )
        for one in values
    }


def name_group(name: str) -> str:
    """Under which a placeholder is offered; nothing for the contract's own."""
    known = BY_NAME.get(name)
    if known is None:
        return ""
    if known.source is ValueSource.COMPANY:
        return _("Our company")
    if known.source is ValueSource.PROFILE and known.group is ClauseGroup.PARTIES:
        return _("Customer")
    return _("Contract") if known.source is ValueSource.CONTRACT else known.group.label
