"""Month sheet, weekly report, call list and promise ledger: whole, literal, fit for their readers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.documents.reading import page_sizes, pages_text, whole_text
from workbench.documents.call_list import CallListPaper, call_list_pdf
from workbench.documents.month_sheet import MonthSheetPaper, month_sheet_pdf
from workbench.documents.promise_ledger import (
    AccountPromises,
    PromiseLedgerPaper,
    PromiseRow,
    promise_ledger_pdf,
)
from workbench.documents.weekly_report import WeeklyReportPaper, weekly_report_pdf
from workbench.domain.accounts import Manager, Tier
from workbench.domain.call_list import CallLine, by_urgency
from workbench.domain.month_sheet import MonthSheet, SheetDay, SheetVisit
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.promises import KeptRate, PromiseState
from workbench.domain.visits import Side, Visit, VisitKind, VisitState
from workbench.domain.week_texts import section_text
from workbench.domain.weekly_reports import Section, WeekFacts, WeekVisit
from workbench.foundation.ids import derived_id

TODAY = date(2026, 11, 17)
MONDAY = date(2026, 11, 16)
FIRST = date(2026, 10, 26)
MARKUP = "<b>报价</b> & <img src=x> {0} %s"
LANGUAGES = ("en", "zh_CN")


def month(visits_a_day: int, *, name: str = "澜川精密") -> MonthSheet:
    days = tuple(
        SheetDay(
            on=FIRST + timedelta(days=number),
            is_free=number % 7 > 4,
            name="国庆节" if number == 9 else "",
            load=visits_a_day,
            capacity=4,
            visits=tuple(
                SheetVisit(
                    f"{8 + at:02}:30", f"{name}{number}-{at}", "苏州", VisitKind.FIELD, VisitState.PLANNED
                )
                for at in range(visits_a_day)
            ),
        )
        for number in range(42)
    )
    return MonthSheet(date(2026, 11, 1), "张蔚", days)


def sheet(data: MonthSheet, *, language: str = "en", size: PaperSize = PaperSize.A4) -> Paper:
    return month_sheet_pdf(MonthSheetPaper("衡拓", "张蔚", TODAY, data), language=language, paper_size=size)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", list(PaperSize))
def test_a_usual_month_fits_one_sheet_lying_on_its_side(language: str, size: PaperSize) -> None:
    paper = sheet(month(3), language=language, size=size)
    assert paper.pages == 1
    width, height = page_sizes(paper.content)[0]
    assert width > height
    assert "国庆节" in whole_text(paper.content)


@pytest.mark.parametrize("visits", [0, 3, 12])
def test_no_visit_is_dropped_however_full_the_days_are(visits: int) -> None:
    data = month(visits)
    text = whole_text(sheet(data).content)
    for day in data.days:
        for visit in day.visits:
            assert visit.account in text
    assert ("more" in text) is (visits == 12)


def test_a_name_that_is_cut_on_the_sheet_stands_behind_it_whole() -> None:
    name = "一个名字非常非常非常长的精密机械制造有限责任公司华东分公司"
    assert f"{name}3-0" in whole_text(sheet(month(1, name=name)).content)


def week_facts(visits: int) -> WeekFacts:
    done = tuple(
        WeekVisit(
            Visit(
                derived_id("visit", str(number)),
                derived_id("account"),
                None,
                VisitKind.FIELD,
                VisitState.DONE,
                MONDAY + timedelta(days=number % 5),
                findings=f"{MARKUP} {number}",
            ),
            f"客户{number}",
        )
        for number in range(visits)
    )
    return WeekFacts(MONDAY, TODAY, done=done)


def report(facts: WeekFacts, texts: dict[Section, str], language: str = "en") -> Paper:
    paper = WeeklyReportPaper(
        "衡拓", "张蔚", TODAY, Manager(derived_id("m"), "张蔚"), facts, texts, MONDAY + timedelta(days=4)
    )
    return weekly_report_pdf(paper, language=language, paper_size=PaperSize.A4)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("visits", [0, 4, 40])
def test_a_weekly_report_has_every_visit_and_what_was_written(language: str, visits: int) -> None:
    text = whole_text(report(week_facts(visits), {Section.REMARKS: MARKUP}, language).content)
    assert "".join(MARKUP.split()) in text
    for number in range(visits):
        assert f"客户{number}" in text
    assert "None" not in text


def test_what_only_repeats_the_data_is_not_printed_twice() -> None:
    facts = week_facts(4)
    filled = section_text(facts, Section.VISITS)
    assert report(facts, {Section.VISITS: filled}).content == report(facts, {}).content
    assert "Mywords" in whole_text(report(facts, {Section.VISITS: "My words"}).content)


def test_what_is_ahead_has_a_purpose_and_what_was_done_a_result() -> None:
    facts = week_facts(2)
    text = whole_text(report(replace(facts, next_visits=facts.done), {}).content)
    done, ahead = text.split("".join(Section.NEXT_WEEK.label.split()), 1)
    assert "Resultorreason" in done
    assert "Purpose" in ahead
    assert "Resultorreason" not in ahead


def test_an_empty_week_says_so() -> None:
    assert "Novisit,callormessagethisweek." in whole_text(report(WeekFacts(MONDAY, TODAY), {}).content)


def line(number: int, late: int) -> CallLine:
    return CallLine(
        f"客户{number}",
        "苏州",
        list(Tier)[number % 4],
        VisitKind.TELEPHONE,
        TODAY - timedelta(days=late),
        late,
        "韩沛",
        "采购总监",
        f"1330000{number:04}",
        None,
        MARKUP,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 5, 90])
def test_a_call_list_has_every_number_to_dial_and_its_headings_on_each_page(
    language: str, count: int
) -> None:
    lines = by_urgency([line(number, number % 9) for number in range(count)])
    data = CallListPaper("衡拓", "张蔚", TODAY, TODAY + timedelta(days=7), "张蔚", lines)
    paper = call_list_pdf(data, language=language, paper_size=PaperSize.LETTER)
    text = whole_text(paper.content)
    for one in lines:
        assert one.phone in text
    assert text.count("".join(MARKUP.split())) == count
    if language == "en" and count:
        assert all("Whom to ring" in page for page in pages_text(paper.content))


def test_the_latest_is_rung_first_and_of_equals_the_higher_tier() -> None:
    ordered = by_urgency([line(1, 0), line(3, 5), line(0, 5)])
    assert [one.account for one in ordered] == ["客户0", "客户3", "客户1"]


def ledger(rows: int, *, accounts: int = 1) -> PromiseLedgerPaper:
    made = tuple(
        PromiseRow(
            f"{MARKUP} {number}",
            Side.OURS if number % 2 else Side.THEIRS,
            "张蔚",
            TODAY,
            TODAY - timedelta(days=number),
            None,
            PromiseState.LATE,
            number,
            task="Task: playbook" if number == 1 else "",
        )
        for number in range(rows)
    )
    each = tuple(
        AccountPromises(f"客户{number}公司", f"K{number}", "苏州", "张蔚", made) for number in range(accounts)
    )
    return PromiseLedgerPaper("衡拓", "张蔚", TODAY, "", each, KeptRate(3, 4), KeptRate())


def ledger_text(data: PromiseLedgerPaper, profile: Profile, language: str = "en") -> Paper:
    return promise_ledger_pdf(data, language=language, paper_size=PaperSize.A4, profile=profile)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rows", [0, 6, 200])
def test_the_ledger_has_every_promise_word_for_word(language: str, rows: int) -> None:
    text = whole_text(ledger_text(ledger(rows), Profile.INTERNAL, language).content)
    assert text.count("".join(MARKUP.split())) == rows


def test_the_customers_copy_holds_no_task_no_lateness_and_no_rate() -> None:
    text = whole_text(ledger_text(ledger(6), Profile.CUSTOMER).content)
    for internal in ("Internal", "dayslate", "intime", "playbook", "K0"):
        assert internal not in text
    assert text.count("".join(MARKUP.split())) == 5
    assert "Signature" in text


def test_without_a_company_nobodys_login_stands_on_a_sheet_to_sign() -> None:
    unnamed = replace(ledger(2), company="", author="root")
    text = whole_text(ledger_text(unnamed, Profile.CUSTOMER).content)
    assert "root" not in text
    assert "Promisedbyourcompany" in text


def test_each_customer_has_a_sheet_of_its_own() -> None:
    pages = pages_text(ledger_text(ledger(4, accounts=3), Profile.CUSTOMER).content)
    assert len(pages) == 3
    for number, page in enumerate(pages):
        assert [other for other in range(3) if f"客户{other}公司" in page] == [number]


def test_nothing_promised_is_said() -> None:
    empty = replace(ledger(0), accounts=())
    assert "Nothingispromised" in whole_text(ledger_text(empty, Profile.INTERNAL).content)
