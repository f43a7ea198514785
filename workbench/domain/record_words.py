"""What kinds of records, their fields and their values are called where any record may stand."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from workbench.domain.accounts import AccountKind, BuyingRole, CreditGrade, KeyType, Standing, Tier
from workbench.domain.complaints import ComplaintKind
from workbench.domain.needs import NeedAnswer, NeedKind
from workbench.domain.periods import PeriodKind
from workbench.domain.personal_data import LawfulBasis
from workbench.domain.relationship import Function, InterruptionCause, KamLevel, LifeCycle, Stage
from workbench.domain.scorecard import Criterion
from workbench.domain.visits import Side, VisitKind, VisitState
from workbench.domain.whitespace import CellState
from workbench.foundation.i18n import N_, _, format_money, format_number, format_percent_bp, listed

_FIELDS: Mapping[str, str] = {
    "ability": N_("Ability"),
    "accepted": N_("Accepted"),
    "account": N_("Account"),
    "account_code": N_("Account code"),
    "active": N_("Active"),
    "added_on": N_("Added on"),
    "address": N_("Address"),
    "against": N_("Against"),
    "amount_fen": N_("Amount"),
    "answer": N_("Answer"),
    "answer_text": N_("Our answer"),
    "approved_by": N_("Approved by"),
    "at": N_("Time"),
    "author": N_("Author"),
    "basics_verified_on": N_("Basics verified on"),
    "basis": N_("Lawful basis"),
    "birthday": N_("Birthday"),
    "business_direction": N_("Business direction"),
    "business_philosophy": N_("Business philosophy"),
    "business_policy": N_("Business policy"),
    "business_verified_on": N_("Business state verified on"),
    "career": N_("Career"),
    "category_spend_fen": N_("Spend in our category"),
    "character": N_("Character"),
    "characteristics_verified_on": N_("Characteristics verified on"),
    "city": N_("City"),
    "code": N_("Code"),
    "competitiveness": N_("Competitiveness"),
    "competitor": N_("Competitor"),
    "competitor_news": N_("Competitor news"),
    "complainant": N_("Complainant"),
    "condition": N_("Condition"),
    "cooperation": N_("Relation and cooperation with us"),
    "cost_fen": N_("Cost"),
    "count": N_("Count"),
    "credit_code": N_("Credit code"),
    "credit_grade": N_("Credit grade"),
    "credit_override_reason": N_("Reason for credit in spite of reputation"),
    "credit_state": N_("Credit state"),
    "criterion": N_("Criterion"),
    "currency": N_("Currency"),
    "current_activity": N_("Current activity"),
    "daily_calls": N_("Calls a day"),
    "daily_visits": N_("Visits a day"),
    "demand": N_("Demand"),
    "demand_forecast": N_("Demand forecast"),
    "department": N_("Department"),
    "development_potential": N_("Development potential"),
    "district": N_("District"),
    "done_on": N_("Done on"),
    "due_on": N_("Due on"),
    "education": N_("Education"),
    "email": N_("E-mail"),
    "ends_on": N_("Ends on"),
    "entries": N_("Entries"),
    "evaluated_on": N_("Evaluated on"),
    "family": N_("Family"),
    "field": N_("Field"),
    "financial_state": N_("Financial state"),
    "findings": N_("Findings"),
    "first_contact_on": N_("First contact on"),
    "first_trade_on": N_("First trade on"),
    "former_name": N_("Former names"),
    "founded_on": N_("Founded on"),
    "function": N_("Function"),
    "image": N_("Image and reputation"),
    "industry": N_("Industry"),
    "influence": N_("Influence"),
    "initiative": N_("Initiative"),
    "interests": N_("Interests"),
    "interruption_cause": N_("Cause of interruption"),
    "involvement": N_("Involvement"),
    "is_competitor": N_("Is a competitor"),
    "is_hidden": N_("Hidden"),
    "is_second": N_("Second manager"),
    "joint_teams": N_("Joint teams"),
    "kam_level": N_("KAM level"),
    "kam_reason": N_("Reason for the KAM level"),
    "key_type": N_("Key account type"),
    "kind": N_("Kind"),
    "label": N_("Change"),
    "left_on": N_("Left on"),
    "legal_representative": N_("Legal representative"),
    "life_cycle": N_("Life cycle"),
    "line": N_("Line"),
    "lines_of_business": N_("Lines of business"),
    "manager": N_("Manager"),
    "manager_name": N_("Manager's name"),
    "manager_reason": N_("Reason for the manager"),
    "market_area": N_("Market area"),
    "market_position": N_("Market position"),
    "market_share_bp": N_("Market share"),
    "media_type": N_("File type"),
    "mobile": N_("Mobile"),
    "name": N_("Name"),
    "needs": N_("Needs"),
    "next_on": N_("Next on"),
    "next_step": N_("Next step"),
    "nomination_approved_by": N_("Nomination approved by"),
    "nomination_approved_on": N_("Nomination approved on"),
    "note": N_("Note"),
    "noted_on": N_("Noted on"),
    "number": N_("Number"),
    "on": N_("Date"),
    "open_problems": N_("Open problems"),
    "operating_ability": N_("Operating ability"),
    "operating_state": N_("Operating state"),
    "origin": N_("Origin"),
    "other_codes": N_("Other codes"),
    "other_name": N_("Other account"),
    "other_phones": N_("Other phones"),
    "outlook": N_("Outlook"),
    "owner": N_("Owner"),
    "parent": N_("Belongs to"),
    "period": N_("Period"),
    "phone": N_("Phone"),
    "place": N_("Place"),
    "potential_fen": N_("Potential"),
    "product": N_("Product"),
    "province": N_("Province"),
    "purpose": N_("Purpose"),
    "quantity_milli": N_("Quantity"),
    "reason": N_("Reason"),
    "received_on": N_("Received on"),
    "refused": N_("Refused"),
    "refused_on": N_("Refused on"),
    "reputation": N_("Reputation"),
    "review_on": N_("Review on"),
    "reviewed_on": N_("Reviewed on"),
    "roles": N_("Roles"),
    "rule": N_("Rule"),
    "sales_ability": N_("Sales ability"),
    "score": N_("Score"),
    "scored_on": N_("Scored on"),
    "segment": N_("Segment"),
    "settled_fen": N_("Settled"),
    "share_of_wallet_bp": N_("Share of wallet"),
    "short_name": N_("Short name"),
    "side": N_("Side"),
    "signed_on": N_("Signed on"),
    "size": N_("Size"),
    "social_relations": N_("Social relations"),
    "sold_on": N_("Sold on"),
    "specification": N_("Specification"),
    "stage": N_("Stage"),
    "stage_reason": N_("Reason for the stage"),
    "standing": N_("Standing"),
    "starts_on": N_("Starts on"),
    "state": N_("State"),
    "strength": N_("Strength"),
    "support": N_("Support"),
    "talking_points": N_("Talking points"),
    "text": N_("Text"),
    "their_strategy": N_("Their strategy"),
    "tier": N_("Tier"),
    "tier_confirmed_on": N_("Tier confirmed on"),
    "tier_reason": N_("Tier reason"),
    "title": N_("Title"),
    "trade_verified_on": N_("Trade state verified on"),
    "traits": N_("Traits"),
    "unit": N_("Unit"),
    "until_on": N_("Until"),
    "urgency": N_("Urgency"),
    "value": N_("Value"),
    "website": N_("Website"),
    "wechat": N_("WeChat"),
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
    "terms": N_("Earlier managers"),
    "account-links": N_("Competitors and partners"),
    "bases": N_("Personal data grounds"),
    "links": N_("Links between people"),
    "ties": N_("Our links to people"),
    "needs": N_("Needs"),
    "whitespace": N_("Whitespace"),
    "attachments": N_("Attachments"),
    "scores": N_("Scores"),
    "evaluations": N_("Evaluations"),
    "tier-refusals": N_("Refused tiers"),
    "tier-reviews": N_("Tier reviews"),
    "not-duplicates": N_("Not duplicates"),
    "policies": N_("Policies"),
    "transactions": N_("Changes"),
}
_WORDS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("accounts", "tier"): Tier,
    ("accounts", "kind"): AccountKind,
    ("accounts", "standing"): Standing,
    ("accounts", "credit_grade"): CreditGrade,
    ("accounts", "stage"): Stage,
    ("accounts", "key_type"): KeyType,
    ("accounts", "interruption_cause"): InterruptionCause,
    ("accounts", "life_cycle"): LifeCycle,
    ("accounts", "kam_level"): KamLevel,
    ("contacts", "function"): Function,
    ("managers", "function"): Function,
    ("tier-refusals", "tier"): Tier,
    ("scores", "criterion"): Criterion,
    ("contacts", "roles"): BuyingRole,
    ("visits", "kind"): VisitKind,
    ("visits", "state"): VisitState,
    ("actions", "side"): Side,
    ("complaints", "kind"): ComplaintKind,
    ("rules", "kind"): VisitKind,
    ("rules", "period"): PeriodKind,
    ("overrides", "kind"): VisitKind,
    ("overrides", "period"): PeriodKind,
    ("bases", "basis"): LawfulBasis,
    ("needs", "kind"): NeedKind,
    ("needs", "answer"): NeedAnswer,
    ("whitespace", "state"): CellState,
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
        return listed(value_text(kind, field, item) for item in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.endswith("_fen"):
        return format_money(value)
    if field.endswith("_bp"):
        return format_percent_bp(value)
    if field.endswith("_milli"):
        return format_number(Decimal(value) / 1000)
    words = _WORDS.get((kind, field))
    if words is not None and value in list(words):
        label: str = getattr(words(value), "label")  # noqa: B009
        return label
    return str(value)
