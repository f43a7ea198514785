"""What kinds of records, their fields and their values are called where any record may stand."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from workbench.domain.accounts import AccountKind, BuyingRole, CreditGrade, Stage, Standing, Tier
from workbench.domain.complaints import ComplaintKind
from workbench.domain.periods import PeriodKind
from workbench.domain.visits import Side, VisitKind, VisitState
from workbench.foundation.i18n import N_, _, format_money, format_number

_FIELDS: Mapping[str, str] = {
    "account": N_("Account"),
    "account_code": N_("Account code"),
    "active": N_("Active"),
    "address": N_("Address"),
    "against": N_("Against"),
    "amount_fen": N_("Amount"),
    "at": N_("Time"),
    "author": N_("Author"),
    "birthday": N_("Birthday"),
    "city": N_("City"),
    "code": N_("Code"),
    "condition": N_("Condition"),
    "cost_fen": N_("Cost"),
    "count": N_("Count"),
    "credit_code": N_("Credit code"),
    "credit_grade": N_("Credit grade"),
    "currency": N_("Currency"),
    "daily_calls": N_("Calls a day"),
    "daily_visits": N_("Visits a day"),
    "department": N_("Department"),
    "demand": N_("Demand"),
    "district": N_("District"),
    "done_on": N_("Done on"),
    "due_on": N_("Due on"),
    "email": N_("E-mail"),
    "ends_on": N_("Ends on"),
    "entries": N_("Entries"),
    "findings": N_("Findings"),
    "industry": N_("Industry"),
    "influence": N_("Influence"),
    "involvement": N_("Involvement"),
    "kind": N_("Kind"),
    "label": N_("Change"),
    "line": N_("Line"),
    "manager": N_("Manager"),
    "mobile": N_("Mobile"),
    "name": N_("Name"),
    "next_on": N_("Next on"),
    "next_step": N_("Next step"),
    "note": N_("Note"),
    "number": N_("Number"),
    "on": N_("Date"),
    "owner": N_("Owner"),
    "parent": N_("Parent account"),
    "period": N_("Period"),
    "phone": N_("Phone"),
    "place": N_("Place"),
    "product": N_("Product"),
    "province": N_("Province"),
    "purpose": N_("Purpose"),
    "quantity_milli": N_("Quantity"),
    "reason": N_("Reason"),
    "received_on": N_("Received on"),
    "roles": N_("Roles"),
    "rule": N_("Rule"),
    "segment": N_("Segment"),
    "settled_fen": N_("Settled"),
    "short_name": N_("Short name"),
    "side": N_("Side"),
    "signed_on": N_("Signed on"),
    "sold_on": N_("Sold on"),
    "specification": N_("Specification"),
    "stage": N_("Stage"),
    "standing": N_("Standing"),
    "starts_on": N_("Starts on"),
    "state": N_("State"),
    "support": N_("Support"),
    "talking_points": N_("Talking points"),
    "text": N_("Text"),
    "tier": N_("Tier"),
    "tier_confirmed_on": N_("Tier confirmed on"),
    "tier_reason": N_("Tier reason"),
    "title": N_("Title"),
    "until_on": N_("Until"),
    "value": N_("Value"),
}
_RECORDS: Mapping[str, str] = {
    "accounts": N_("Accounts"),
    "contacts": N_("Contacts"),
    "managers": N_("Managers"),
    "visits": N_("Visits"),
    "actions": N_("Actions"),
    "complaints": N_("Complaints"),
    "contracts": N_("Contracts"),
    "sales": N_("Sales"),
    "rules": N_("Frequency rules"),
    "overrides": N_("Own frequencies"),
    "absences": N_("Absences"),
    "policies": N_("Policies"),
    "transactions": N_("Changes"),
}
_WORDS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("accounts", "tier"): Tier,
    ("accounts", "kind"): AccountKind,
    ("accounts", "standing"): Standing,
    ("accounts", "credit_grade"): CreditGrade,
    ("accounts", "stage"): Stage,
    ("contacts", "roles"): BuyingRole,
    ("visits", "kind"): VisitKind,
    ("visits", "state"): VisitState,
    ("actions", "side"): Side,
    ("complaints", "kind"): ComplaintKind,
    ("rules", "kind"): VisitKind,
    ("rules", "period"): PeriodKind,
    ("overrides", "kind"): VisitKind,
    ("overrides", "period"): PeriodKind,
}


def records_label(kind: str) -> str:
    """What records of ``kind`` are called."""
    return _(_RECORDS[kind])


def field_label(field: str) -> str:
    """What a field is called; fields that only scripts need keep their plain name."""
    return _(_FIELDS[field]) if field in _FIELDS else field


def value_text(kind: str, field: str, value: Any) -> str:
    """A field's value of a record of ``kind``, in words."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(value_text(kind, field, item) for item in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.endswith("_fen"):
        return format_money(value)
    if field.endswith("_milli"):
        return format_number(Decimal(value) / 1000)
    words = _WORDS.get((kind, field))
    if words is not None and value in list(words):
        label: str = getattr(words(value), "label")  # noqa: B009
        return label
    return str(value)
