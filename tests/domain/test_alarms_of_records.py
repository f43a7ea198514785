"""Alarms that other rules raise already, and claims: how grave each is, when it falls silent."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.complaint_walks import COMPLAINT, story
from workbench.domain.accounts import Account, Tier
from workbench.domain.alarm_claims import COUNT, VALUE, Claim, claim_alarms, claims_of
from workbench.domain.alarm_records import complaint_alarms, contract_alarms, event_alarm, profile_alarm
from workbench.domain.alarms import Alarm, MajorEvent, MajorEventKind, Severity
from workbench.domain.complaint_deadlines import StepDeadline
from workbench.domain.complaint_states import ComplaintStep
from workbench.domain.complaints import Complaint, ComplaintKind
from workbench.domain.contract_alerts import AlertKind, ContractAlert
from workbench.domain.contracts import Contract
from workbench.domain.profile import part_states
from workbench.domain.service_requests import ServiceKind, ServiceOutcome, ServiceRequest
from workbench.foundation.ids import derived_id

A = derived_id("account", "A")
ROW = derived_id("row", "1")
TODAY = date(2026, 7, 1)


def claims(*values: int, sales: int = 0, days: int = 30) -> dict[str, Alarm]:
    made = [Claim(A, TODAY - timedelta(days * number), value) for number, value in enumerate(values)]
    return {one.subject: one for one in claim_alarms(A, made, sales, TODAY)}


def test_three_claims_in_half_a_year_are_many_and_five_are_grave() -> None:
    assert claims(0, 0) == {}
    assert claims(0, 0, 0)[COUNT].severity is Severity.WARNING
    assert claims(0, 0, 0)[COUNT].since == TODAY
    assert claims(0, 0, 0, 0, 0)[COUNT].severity is Severity.SEVERE
    assert claims(0, 0, 0, days=90) == {}


@pytest.mark.parametrize(("value", "severity"), [(50, None), (51, Severity.WARNING), (100, Severity.SEVERE)])
def test_claims_worth_more_than_five_percent_of_the_sales_are_told(
    value: int, severity: Severity | None
) -> None:
    found = claims(value, sales=1_000).get(VALUE)
    assert (found.severity if found else None) is severity
    assert claims(value, sales=0) == {}


def test_returns_that_were_refused_and_other_services_are_no_claims() -> None:
    def request(
        fen: int, kind: ServiceKind, outcome: ServiceOutcome | None = None, day: date | None = TODAY
    ) -> ServiceRequest:
        return ServiceRequest(ROW, A, "Seal", day, kind=kind, outcome=outcome, amount_fen=fen)

    kept = request(7, ServiceKind.RETURN, ServiceOutcome.ACCEPTED)
    others = [
        request(1, ServiceKind.RETURN, ServiceOutcome.REFUSED),
        request(2, ServiceKind.REPAIR),
        request(3, ServiceKind.RETURN, day=None),
    ]
    assert list(claims_of([], [kept, *others])) == [Claim(A, TODAY, 7)]


def test_a_valid_complaint_is_a_claim_and_its_return_the_same_one() -> None:
    back = ServiceRequest(ROW, A, "Seal", TODAY, kind=ServiceKind.RETURN, complaint_id=COMPLAINT.id)
    valid = story("judged:valid").progress()
    assert list(claims_of([valid], [back])) == [Claim(COMPLAINT.account_id, COMPLAINT.received_on)]
    for steps in ((), ("judged:not_valid",)):
        assert list(claims_of([story(*steps).progress()], [back])) == [Claim(A, TODAY)]


def test_a_major_event_is_told_with_its_day_and_what_we_do_until_it_is_over() -> None:
    on = date(2026, 6, 2)
    event = MajorEvent(ROW, A, MajorEventKind.INSOLVENCY, "Court", on, "Prepaid only", TODAY)
    found = event_alarm(event, TODAY)
    assert found is not None
    assert found.evidence == (
        f"{MajorEventKind.INSOLVENCY.label}: Court",
        "Since 2 Jun 2026.",
        "What we do: Prepaid only",
    )
    assert (found.severity, found.since, found.data_to) == (Severity.SEVERE, on, TODAY)
    plain = event_alarm(MajorEvent(ROW, A, MajorEventKind.ILLNESS, noted_on=TODAY), TODAY)
    assert plain is not None
    assert (plain.evidence, plain.severity) == ((MajorEventKind.ILLNESS.label,), Severity.WARNING)
    assert plain.since == TODAY
    assert event_alarm(MajorEvent(ROW, A, None, ended_on=TODAY), TODAY) is None
    assert event_alarm(MajorEvent(ROW, A, None, ended_on=TODAY + timedelta(1)), TODAY) is not None


@pytest.mark.parametrize(
    ("kind", "band", "severity"),
    [
        (AlertKind.ENDING, 90, Severity.NOTE),
        (AlertKind.ENDING, 60, Severity.WARNING),
        (AlertKind.ENDING, 30, Severity.SEVERE),
        (AlertKind.DUTY_LATE, None, Severity.WARNING),
        (AlertKind.NO_SCAN, None, Severity.NOTE),
    ],
)
def test_a_contract_grows_more_pressing_towards_its_end(
    kind: AlertKind, band: int | None, severity: Severity
) -> None:
    contract = Contract(ROW, A, title="Framework")
    alert = ContractAlert(kind, ROW, TODAY, 0, "Ends", band)
    (found,) = contract_alarms(contract, [alert])
    assert (found.severity, found.subject_id) == (severity, ROW)
    day = {
        AlertKind.ENDING: "It ends on 1 Jul 2026.",
        AlertKind.DUTY_LATE: "The oldest was due on 1 Jul 2026.",
    }
    assert found.evidence == ("Framework: Ends", *([day[kind]] if kind in day else ()))
    assert list(contract_alarms(contract, [])) == []


def deadline(left: int, *, is_escalated: bool = False, is_waiting: bool = False) -> StepDeadline:
    due = TODAY + timedelta(left)
    step = ComplaintStep.JUDGE
    return StepDeadline(step, TODAY, 2, due, left, left < 0, due, is_escalated, is_waiting, (), ())


@pytest.mark.parametrize(
    ("limit", "severity"),
    [
        (deadline(2), None),
        (deadline(1), Severity.NOTE),
        (deadline(0), Severity.NOTE),
        (deadline(0, is_waiting=True), None),
        (deadline(-1), Severity.WARNING),
        (deadline(-3, is_escalated=True), Severity.SEVERE),
    ],
)
def test_the_limit_of_a_complaint_is_told_when_it_is_near_passed_and_escalated(
    limit: StepDeadline, severity: Severity | None
) -> None:
    complaint = Complaint(ROW, A, TODAY, kind=ComplaintKind.QUALITY, text="Noise")
    found = list(complaint_alarms(complaint, limit, None, must_tell=False, answerable="Li Lei", today=TODAY))
    assert [one.severity for one in found] == ([severity] if severity else [])
    assert all(one.responsible == "Li Lei" for one in found)
    both = complaint_alarms(complaint, limit, limit, must_tell=True, answerable="", today=TODAY)
    assert len({one.subject for one in both}) == (3 if severity else 1)


def test_a_part_that_was_never_verified_is_no_alarm_and_an_old_one_is() -> None:
    one = Account(A, "A", "A", tier=Tier.GENERAL)
    assert profile_alarm(one, part_states(one, TODAY, 180)) is None
    old = Account(A, "A", "A", basics_verified_on=date(2025, 1, 1), trade_verified_on=TODAY - timedelta(181))
    found = profile_alarm(old, part_states(old, TODAY, 180))
    assert found is not None
    assert found.since == date(2025, 7, 1)
    assert (found.severity, found.measure) == (Severity.NOTE, (TODAY - date(2025, 1, 1)).days)


@given(
    st.lists(st.tuples(st.dates(date(2026, 1, 1), TODAY), st.integers(0, 10**9)), max_size=8),
    st.integers(-(10**9), 10**9),
)
def test_claims_raise_each_alarm_once_and_none_without_claims(
    made: list[tuple[date, int]], sales: int
) -> None:
    found = list(claim_alarms(A, [Claim(A, day, value) for day, value in made], sales, TODAY))
    assert len({one.subject for one in found}) == len(found)
    assert bool(found) <= bool(made)
    assert all(one.since is not None and one.since <= TODAY and all(one.evidence) for one in found)
