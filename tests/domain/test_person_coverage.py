"""Whom to meet: by when people were last met, what is wished, and who matters (2-rules §6)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Account, BuyingRole, Contact, Manager
from workbench.domain.contact_log import Channel, LoggedContact
from workbench.domain.person_coverage import (
    OurReason,
    PersonCoverage,
    person_coverage,
    suggested_from_us,
    suggested_people,
    wished_interval,
)
from workbench.domain.relationship import Function
from workbench.domain.visit_brief import map_gaps
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.ids import derived_id

TODAY = date(2026, 7, 1)
ACCOUNT = derived_id("account", "1")


def person(name: str, **known: object) -> Contact:
    return Contact(derived_id("contact", name), ACCOUNT, name, **known)  # type: ignore[arg-type]


def visit(days_ago: int, *met: Contact, state: VisitState = VisitState.DONE) -> Visit:
    on = TODAY - timedelta(days=days_ago)
    return Visit(
        derived_id("visit", str(on), state.value),
        ACCOUNT,
        None,
        VisitKind.FIELD,
        state,
        on,
        met=tuple(one.id for one in met),
    )


def call(days_ago: int, who: Contact) -> LoggedContact:
    on = TODAY - timedelta(days=days_ago)
    return LoggedContact(derived_id("log", str(on)), ACCOUNT, Channel.CALL, "", on, contact_id=who.id)


def of(found: tuple[PersonCoverage, ...], who: Contact) -> PersonCoverage:
    return next(one for one in found if one.contact == who)


def test_the_reason_tells_how_long_ago_and_what_is_wished() -> None:
    han = person("韩沛", wished_interval_days=90)
    (found,) = person_coverage([han], [visit(200, han), visit(140, han)], [], TODAY)
    assert found.reason == "not met for 140 days, wished every 90"
    assert found.is_due
    (soon,) = person_coverage([han], [visit(40, han)], [], TODAY)
    assert (soon.reason, soon.is_due) == ("met 40 days ago, wished every 90", False)


def test_a_call_is_contact_and_no_visit_but_lets_others_go_first() -> None:
    called, silent = person("A", wished_interval_days=60), person("B", wished_interval_days=60)
    found = person_coverage([called, silent], [visit(140, called, silent)], [call(5, called)], TODAY)
    assert [one.contact for one in found] == [silent, called]
    assert of(found, called).last_met_on == TODAY - timedelta(days=140)
    assert of(found, called).reason == "not met for 140 days, wished every 60; contact 5 days ago"
    assert of(found, called).is_due


def test_an_economic_buyer_never_met_goes_before_everybody() -> None:
    buyer = person("财务", roles=(BuyingRole.ECONOMIC,))
    late = person("late", wished_interval_days=10, influence=5)
    found = person_coverage([late, buyer], [visit(300, late)], [], TODAY)
    assert found[0].contact == buyer
    assert found[0].reason == "decides on money, never met"


def test_who_has_left_is_told_and_never_suggested() -> None:
    gone = person("gone", roles=(BuyingRole.ECONOMIC,), left_on=TODAY)
    (found,) = person_coverage([gone], [], [], TODAY)
    assert (found.reason, found.score, suggested_people([found])) == ("has left", 0, ())


def test_planned_missed_and_future_visits_are_no_meetings() -> None:
    one = person("one")
    visits = [visit(3, one, state=VisitState.MISSED), visit(2, one, state=VisitState.PLANNED), visit(-5, one)]
    (found,) = person_coverage([one], visits, [], TODAY)
    assert found.last_met_on is None


def test_without_a_wish_influence_and_role_decide() -> None:
    assert wished_interval(person("a", influence=5)) < wished_interval(person("b", influence=4))
    assert wished_interval(person("c", roles=(BuyingRole.COACH,))) == 90
    assert wished_interval(person("d")) == 365
    assert wished_interval(person("e", influence=5, wished_interval_days=400)) == 400


def test_the_second_manager_comes_along_and_a_leader_for_executives() -> None:
    own, second, boss = (
        Manager(derived_id("manager", "1"), "own"),
        Manager(derived_id("manager", "2"), "second"),
        Manager(derived_id("manager", "3"), "boss", function=Function.MANAGEMENT),
    )
    account = Account(ACCOUNT, "A", "A", manager_id=own.id, second_manager_id=second.id)
    everybody = [own, second, boss]
    field = suggested_from_us(VisitKind.FIELD, account, own.id, everybody)
    assert [(one.manager, one.reason) for one in field] == [(second, OurReason.SECOND)]
    executive = suggested_from_us(VisitKind.EXECUTIVE, account, own.id, everybody)
    assert [one.reason for one in executive] == [OurReason.SECOND, OurReason.LEADING]
    other = suggested_from_us(VisitKind.FIELD, account, second.id, everybody)
    assert [one.manager for one in other] == [own]


def test_gaps_of_the_map_in_words() -> None:
    def gaps(*people: Contact, visits: tuple[Visit, ...] = ()) -> tuple[str, ...]:
        return map_gaps(person_coverage(people, visits, [], TODAY))

    assert gaps() == ("No person is known here",)
    plain = person("plain", function=Function.PURCHASING)
    assert gaps(plain) == (
        "No economic buyer is known",
        "No coach",
        "Nobody known in: Management, Technology, Production, Finance",
    )
    buyer = person("buyer", roles=(BuyingRole.ECONOMIC, BuyingRole.COACH))
    assert gaps(buyer) == ("Decides on money, never met: buyer",)
    second = person("second", roles=(BuyingRole.ECONOMIC,))
    assert gaps(buyer, second) == ("Decide on money, never met: buyer, second",)
    assert gaps(buyer, visits=(visit(10, buyer),)) == ()
    assert gaps(buyer, visits=(visit(200, buyer),)) == (
        "Decides on money, not met within the wished interval: buyer",
    )


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(-30, 900)), max_size=30),
    st.integers(1, 5),
    st.sampled_from([(), (BuyingRole.ECONOMIC,)]),
)
def test_somebody_met_today_is_never_due_and_everybody_is_listed_once(
    meetings: list[tuple[int, int]], influence: int, roles: tuple[BuyingRole, ...]
) -> None:
    people = [person(str(number), influence=influence, roles=roles) for number in range(5)]
    visits = [visit(days, people[who]) for who, days in meetings]
    found = person_coverage(people, [*visits, visit(0, people[0])], [], TODAY)
    assert not of(found, people[0]).is_due
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert {one.contact.id for one in found} == {one.id for one in people}
    assert all(one.is_due for one in suggested_people(found))


def test_a_call_longer_ago_than_is_wished_makes_waiting_no_easier() -> None:
    han = person("韩沛", wished_interval_days=30)
    (met,) = person_coverage([han], [visit(70, han)], [], TODAY)
    (lately,) = person_coverage([han], [visit(70, han)], [call(30, han)], TODAY)
    (long_ago,) = person_coverage([han], [visit(70, han)], [call(31, han)], TODAY)
    assert lately.score < long_ago.score == met.score


def test_whoever_has_no_name_yet_is_not_asked_for() -> None:
    ghost = person("Head of finance", roles=(BuyingRole.ECONOMIC,), is_placeholder=True)
    known = person("Known", influence=4)
    coverage = person_coverage([ghost, known], [], [], TODAY)
    assert [one.contact for one in suggested_people(coverage)] == [known]


def test_a_gap_begins_the_day_after_the_wished_interval() -> None:
    gu = person("Gu", roles=(BuyingRole.ECONOMIC,), wished_interval_days=30)
    for days, is_gap in ((30, False), (31, True)):
        gaps = map_gaps(person_coverage([gu], [visit(days, gu)], [], TODAY))
        assert any("Gu" in gap for gap in gaps) is is_gap


def test_somebody_who_matters_and_was_passed_over_is_suggested_although_the_account_is_visited() -> None:
    met, passed_over = person("Met", influence=4), person("Passed over", influence=4)
    coverage = person_coverage([met, passed_over], [visit(100, passed_over), visit(5, met)], [], TODAY)
    assert [one.contact for one in suggested_people(coverage)] == [passed_over]
