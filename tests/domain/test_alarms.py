"""An alarm is answered once, comes back when it grows worse, and is over when nothing raises it any more."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.alarms import (
    Alarm,
    AlarmAcknowledgement,
    AlarmKind,
    AlarmPlace,
    AlarmState,
    Severity,
    answered,
    pressing,
)
from workbench.foundation.ids import Id, derived_id, new_id

TODAY = date(2026, 7, 1)
A, B = derived_id("account", "A"), derived_id("account", "B")


def raised(
    measure: int = 40, severity: Severity = Severity.WARNING, account: Id = A, subject: str = ""
) -> Alarm:
    return Alarm(
        AlarmKind.RECEIVABLE,
        account,
        severity,
        measure,
        ("So much.",),
        TODAY - timedelta(9),
        subject,
        step=30,
    )


def seen(alarm: Alarm, number: int = 1, on: date = TODAY) -> AlarmAcknowledgement:
    return AlarmAcknowledgement(
        new_id(number),
        alarm.account_id,
        alarm.kind,
        alarm.subject,
        "They pay on Friday",
        alarm.severity,
        alarm.measure,
        on,
        "Li Lei",
    )


def test_what_nobody_has_seen_is_new_and_what_somebody_saw_is_acknowledged() -> None:
    (new,) = answered([raised()], []).alarms
    assert new.state is AlarmState.NEW
    (known,) = answered([raised()], [seen(raised())]).alarms
    assert known.state is AlarmState.ACKNOWLEDGED
    assert known.acknowledgement is not None
    assert known.acknowledgement.reason == "They pay on Friday"


def test_the_passing_of_days_alone_is_no_worsening_but_a_step_is() -> None:
    said = [seen(raised(40))]
    assert answered([raised(69)], said).alarms[0].state is AlarmState.ACKNOWLEDGED
    assert answered([raised(70)], said).alarms[0].worsened
    assert answered([raised(70)], said).alarms[0].state is AlarmState.NEW


def test_a_graver_alarm_is_new_again_and_a_lesser_one_is_not() -> None:
    said = [seen(raised())]
    assert answered([raised(severity=Severity.SEVERE)], said).alarms[0].state is AlarmState.NEW
    assert answered([raised(severity=Severity.NOTE)], said).alarms[0].state is AlarmState.ACKNOWLEDGED


def test_an_acknowledgement_says_nothing_of_another_account_or_subject() -> None:
    said = [seen(raised())]
    for other in (raised(account=B), raised(subject="overdue")):
        assert answered([other], said).alarms[0].state is AlarmState.NEW


def test_of_two_laptops_that_acknowledge_the_same_the_latest_counts() -> None:
    first, second = seen(raised(90), 1, TODAY - timedelta(1)), seen(raised(40), 2, TODAY)
    for order in ([first, second], [second, first]):
        (known,) = answered([raised(80)], order).alarms
        assert known.acknowledgement == second
        assert known.worsened


def test_an_alarm_that_nothing_raises_any_more_is_resolved_by_itself() -> None:
    said = [seen(raised()), seen(raised(account=B), 2)]
    found = answered([raised()], said)
    assert [one.account_id for one in found.alarms] == [A]
    assert [one.account_id for one in found.resolved] == [B]
    assert answered([], []).resolved == ()


def test_words_that_nobody_knows_neither_acknowledge_nor_resolve_anything() -> None:
    said = [replace(seen(raised()), alarm=None), replace(seen(raised(), 2), severity=None)]
    found = answered([raised()], said)
    assert found.alarms[0].state is AlarmState.NEW
    assert found.resolved == ()


def test_every_kind_leads_somewhere_and_has_words() -> None:
    for kind in AlarmKind:
        one = replace(raised(), kind=kind)
        assert isinstance(one.place, AlarmPlace)
        assert kind.label
    assert replace(raised(), kind=AlarmKind.COMPLAINT).place is AlarmPlace.COMPLAINT
    assert raised().place is AlarmPlace.SALES


@given(
    st.lists(
        st.tuples(
            st.sampled_from(Severity), st.integers(0, 200), st.sampled_from((A, B)), st.text(max_size=2)
        )
    ),
    st.lists(
        st.tuples(
            st.sampled_from(Severity), st.integers(0, 200), st.sampled_from((A, B)), st.text(max_size=2)
        )
    ),
)
def test_nothing_raised_is_lost_and_the_new_and_grave_come_first(
    now: list[tuple[Severity, int, Id, str]], before: list[tuple[Severity, int, Id, str]]
) -> None:
    every = [raised(measure, severity, account, subject) for severity, measure, account, subject in now]
    alarms = list({one.key: one for one in every}.values())
    said = [
        seen(raised(measure, severity, account, subject), number)
        for number, (severity, measure, account, subject) in enumerate(before)
    ]
    found = answered(alarms, said)
    plain = sorted((replace(one, acknowledgement=None) for one in found.alarms), key=pressing)
    assert plain == sorted(alarms, key=pressing)
    assert list(found.alarms) == sorted(found.alarms, key=pressing)
    keys = {one.key for one in alarms}
    assert all((one.alarm, one.account_id, one.subject) not in keys for one in found.resolved)
    states = [one.state for one in found.alarms]
    assert states == sorted(states, key=lambda state: state is not AlarmState.NEW)
