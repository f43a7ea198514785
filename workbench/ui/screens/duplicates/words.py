"""Pairs of accounts put into words: fields, their values, what moves, the lines of the list."""

from collections.abc import Sequence
from datetime import date, timedelta

from workbench.domain.account_merging import Question
from workbench.domain.record_words import field_label, value_text
from workbench.foundation.i18n import _, format_date, format_money, listed, ngettext, weekday_name
from workbench.services.account_merging import Belongings, MergeProposal, Words, same_sales_sentence
from workbench.services.duplicates import DuplicatePair, DuplicateSide
from workbench.ui.kit.item_paint import Item

_NO_WORDS = ("district_code",)
_ONE_LINE = ("address", "manager_id")
_A_MONDAY = date(2024, 1, 1)


def question_text(asked: Question) -> str:
    """What the field is called."""
    return field_label(asked.field.removesuffix("_id"))


def value_words(asked: Question, told: Words, *, none: str = "—") -> str:
    """The value of one account, ``none`` for nothing; what belongs together stands together."""
    parts = [_part(column, told[column]) for column in asked.columns if column not in _NO_WORDS]
    return (" " if asked.field in _ONE_LINE else "\n").join(part for part in parts if part) or none


def side_words(side: DuplicateSide) -> str:
    """Code, city, credit code and sales of one account, as far as they are known."""
    sales = (
        _("{amount} in 12 months").format(amount=_short_money(side.sales_12m_fen))
        if side.sales_12m_fen
        else _("no sales in 12 months")
    )
    return " · ".join(part for part in (side.code, side.city, side.credit_code, sales) if part)


def belongings_words(has: Belongings) -> str:
    """What hangs on an account; empty for nothing."""
    counts = dict(has.rows)
    counts.pop("sales", None)

    def told(kind: str, singular: str, plural: str) -> str:
        count = counts.pop(kind, 0)
        return ngettext(singular, plural, count).format(count=count) if count else ""

    parts = [
        told("visits", "{count} visit", "{count} visits"),
        told("contacts", "{count} person", "{count} people"),
        told("contracts", "{count} contract", "{count} contracts"),
        told("actions", "{count} promise", "{count} promises"),
        told("complaints", "{count} complaint", "{count} complaints"),
    ]
    rest = sum(counts.values())
    if rest:
        parts.append(ngettext("{count} other record", "{count} other records", rest).format(count=rest))
    parts += [
        _("{amount} of sales").format(amount=_short_money(amount, currency))
        for currency, amount in has.sales.items()
        if amount
    ]
    return listed(part for part in parts if part)


def moving_words(proposal: MergeProposal, name: str) -> str:
    """What becomes of that which hangs on the account that goes."""
    things = belongings_words(proposal.right_has)
    if not things:
        return _("Nothing hangs on the other account; only its values are taken.")
    told = _("Goes to {name}: {things}.").format(name=name, things=things)
    return " ".join(filter(None, (told, same_sales_sentence(proposal.same_sales))))


def pair_item(pair: DuplicatePair) -> Item:
    """The line of a pair: both names, the score, and the reasons."""
    reasons = listed(reason.label for reason in pair.reasons)
    return Item(
        key=pair.ids,
        title=pair.left.name,
        second=f"{pair.right.name} · {reasons}",
        right=str(pair.score),
        right_bold=True,
        tooltip=f"{pair.left.name}\n{pair.right.name}\n{reasons}",
    )


def pair_items(pairs: Sequence[DuplicatePair], later: Sequence[DuplicatePair]) -> list[Item]:
    """The lines of the list, what was put off at the end."""
    items = [pair_item(pair) for pair in pairs]
    if later:
        items.append(Item(key=None, title=_("Later"), heading=True))
        items += [pair_item(pair) for pair in later]
    return items


def _part(column: str, value: object) -> str:
    if value is None or value in ("", [], False):
        return ""
    if column.endswith("_on") and isinstance(value, str):
        try:
            return format_date(date.fromisoformat(value))
        except ValueError:
            return value
    if column == "excluded_weekdays" and isinstance(value, list):
        return listed(weekday_name(_A_MONDAY + timedelta(days=day)) for day in value if type(day) is int)
    return value_text("accounts", column, value)


def _short_money(amount: int, currency: str = "CNY") -> str:
    if currency != "CNY":
        return format_money(amount, currency)
    return format_money(amount, short=True)
