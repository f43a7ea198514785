"""What the fields of a service request must hold before they are saved (2-rules §9)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from workbench.domain.service_requests import ServiceKind, ServiceOutcome, ServiceRequest
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.services.checked_values import checked_amount, checked_quantity, checked_word
from workbench.services.visit_life import read_time
from workbench.storage.queries.accounts import get_contact
from workbench.storage.queries.complaints import get_complaint
from workbench.storage.session import ReadingSession

_PAST = ("requested_on", "completed_on", "bought_on", "occurred_on", "passed_on", "decided_on")
_TIMES = ("requested_time", "occurred_time")
_WORDS: Mapping[str, type[StrEnum]] = {"kind": ServiceKind, "outcome": ServiceOutcome}


def checked_request(
    session: ReadingSession,
    values: Mapping[str, Any],
    before: ServiceRequest,
    today: date,
    *,
    is_new: bool = False,
) -> dict[str, Any]:
    """The values as they are stored. Raises ``BadInput`` naming the field.

    A refusal without a reason, a day that has not come, more than one can give back: none of it is kept.
    """
    checked = dict(values)
    if is_new or "text" in checked:
        checked["text"] = str(checked.get("text", "")).strip()
        if not checked["text"]:
            raise BadInput(_("Say what the service is."), hint=_("A few words will do."), where="text")
    for field in _PAST:
        never_ahead(today, checked, field)
    for field in _TIMES:
        if field in checked:
            checked[field] = read_time(str(checked[field] or ""), field)
    for field, words in _WORDS.items():
        if checked.get(field):
            checked_word(checked[field], words, field)
    if "quantity_milli" in checked:
        checked["quantity_milli"] = checked_quantity(checked["quantity_milli"], "quantity_milli")
    if "amount_fen" in checked:
        checked["amount_fen"] = checked_amount(checked["amount_fen"], "amount_fen")
    _check_days(checked, before)
    _check_decision(checked, before, today)
    _check_passing(checked, before)
    _check_people(session, checked, before)
    return checked


def never_ahead(today: date, values: Mapping[str, Any], field: str) -> None:
    """Raise ``BadInput`` where the day of ``field`` has not come yet."""
    day = values.get(field)
    if day is not None and day > today:
        raise BadInput(_("This day has not come yet."), hint=_("Fill it in when it is done."), where=field)


def _check_days(checked: Mapping[str, Any], before: ServiceRequest) -> None:
    def value(field: str) -> Any:
        return checked.get(field, getattr(before, field))

    asked, done, bought = value("requested_on"), value("completed_on"), value("bought_on")
    if asked is not None and done is not None and done < asked:
        where = "completed_on" if "completed_on" in checked else "requested_on"
        raise BadInput(_("Completed before it was asked for."), where=where)
    if asked is not None and bought is not None and bought > asked:
        where = "bought_on" if "bought_on" in checked else "requested_on"
        raise BadInput(_("Bought after it was given back."), where=where)


def _check_decision(checked: dict[str, Any], before: ServiceRequest, today: date) -> None:
    """Returns are accepted unless a reason is recorded (2-rules §9)."""
    if "outcome" not in checked and "outcome_reason" not in checked:
        return
    outcome = checked.get("outcome", before.outcome)
    reason = str(checked.get("outcome_reason", before.outcome_reason)).strip()
    if outcome == ServiceOutcome.REFUSED and not reason:
        raise BadInput(
            _("A refusal needs a reason."),
            hint=_("Write what was told to the customer."),
            where="outcome_reason",
        )
    checked["outcome_reason"] = reason if outcome == ServiceOutcome.REFUSED else ""
    if outcome and "decided_on" not in checked and outcome != before.outcome:
        checked["decided_on"] = today


def _check_passing(checked: Mapping[str, Any], before: ServiceRequest) -> None:
    passed_on = checked.get("passed_on", before.passed_on)
    passed_to = str(checked.get("passed_to", before.passed_to)).strip()
    if passed_on is not None and not passed_to:
        raise BadInput(
            _("Say to whom it was passed."),
            hint=_("The sales contact and the manager in charge."),
            where="passed_to",
        )


def _check_people(session: ReadingSession, checked: dict[str, Any], before: ServiceRequest) -> None:
    contact_id, complaint_id = checked.get("contact_id"), checked.get("complaint_id")
    if contact_id is not None:
        if get_contact(session, contact_id).account_id != before.account_id:
            raise BadInput(_("This person is not at this account."), where="contact_id")
        # Whoever is known is named by the record of the person, which can be erased.
        checked["asker"] = ""
    elif str(checked.get("asker", "")).strip():
        checked["contact_id"] = None
    if complaint_id is not None and get_complaint(session, complaint_id).account_id != before.account_id:
        raise BadInput(_("This complaint is not this account's."), where="complaint_id")
