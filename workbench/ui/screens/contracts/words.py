"""How the state of a contract, its end and its money are put: always a shape beside the colour."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from workbench.domain.contract_states import ContractState
from workbench.domain.contracts import Contract
from workbench.foundation.i18n import _, format_money, format_short_date, language, ngettext
from workbench.services.contract_view import ContractView
from workbench.ui.kit.marks import CAUTION, DISC, DOT, HALF, NOTICE, RING, SEVERE, Mark
from workbench.ui.kit.tokens import Tone

STATE_MARKS: Mapping[ContractState, Mark] = {
    ContractState.DRAFT: Mark("pencil", Tone.TEXT2),
    ContractState.IN_REVIEW: Mark("eye", Tone.ACCENT),
    ContractState.REVIEWED: Mark(RING, Tone.ACCENT),
    ContractState.APPROVED: Mark(HALF, Tone.ACCENT),
    ContractState.SIGNED: Mark(DISC, Tone.ACCENT),
    ContractState.IN_FORCE: Mark("circle-check", Tone.OK),
    ContractState.ENDED: Mark(DOT, Tone.TEXT3),
    ContractState.TERMINATED: Mark("ban", Tone.TEXT2),
    ContractState.RENEWED: Mark("rotate-ccw", Tone.TEXT2),
}
BAND_MARKS: Mapping[int, Mark] = {30: SEVERE, 60: CAUTION, 90: NOTICE}
BAND_TONES: Mapping[int, Tone] = {30: Tone.DANGER, 60: Tone.WARN, 90: Tone.TEXT2}
QUIET = Mark(RING, Tone.TEXT2)


def days_left_words(days: int | None) -> str:
    """How long a contract still runs."""
    if days is None:
        return _("No end")
    if days < 0:
        return ngettext("ended {count} day ago", "ended {count} days ago", -days).format(count=-days)
    if days == 0:
        return _("ends today")
    return ngettext("{count} day left", "{count} days left", days).format(count=days)


def money(amount_fen: int | None, currency: str = "CNY") -> str:
    """An amount, or a dash."""
    return "–" if amount_fen is None else format_money(amount_fen, currency)


def figure(amount_fen: int | None, currency: str = "CNY") -> str:
    """An amount in a column of amounts: CNY without its sign, whole yuan without their fen."""
    if amount_fen is None:
        return "–"
    text = f"{Decimal(amount_fen) / 100:,.2f}".removesuffix(".00")
    return text if currency == "CNY" else f"{text} {currency}"


def typed_figure(amount_fen: int | None) -> str:
    """An amount as it is typed into a field, in yuan; empty for none."""
    return "" if amount_fen is None else figure(amount_fen)


def day_word(day: date | None, today: date) -> str:
    """A day, with its year unless it is this one."""
    return _day_word(day, today, language()) if day else ""


@lru_cache(maxsize=4096)
def _day_word(day: date, today: date, _language: str) -> str:
    # A thousand contracts have few days between them, and putting one into words takes long.
    return format_short_date(day, year=day.year != today.year)


def is_written(view: ContractView) -> bool:
    """Whether its text is being written: whoever reviews a contract returns it to have it changed."""
    return view.life.state is ContractState.DRAFT


def is_noted(view: ContractView) -> bool:
    """Whether it was only noted as signed elsewhere, so that its fields may still be corrected."""
    life = view.life
    return life.is_recorded and not life.amended and life.terminated is None


def contract_name(contract: Contract) -> str:
    """What a contract is called: number and title, or what there is of them."""
    return " · ".join(part for part in (contract.number, contract.title) if part) or contract.kind.label
