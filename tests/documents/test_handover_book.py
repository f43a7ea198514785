"""The handover book: whole, literal, to be signed, and readable on both sheets."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.documents.reading import outline_titles, page_sizes, pages_text, squeezed, whole_text
from workbench.documents.handover_account import BookAccount, BookCase, BookContract
from workbench.documents.handover_book import HandoverBook, handover_book_pdf
from workbench.documents.promise_ledger import PromiseRow
from workbench.domain.accounts import Account, BuyingRole, Contact, Tier
from workbench.domain.alarms import MajorEvent, MajorEventKind
from workbench.domain.needs import Need
from workbench.domain.papers import Paper, PaperSize
from workbench.domain.person_coverage import person_coverage
from workbench.domain.promises import PromiseState
from workbench.domain.risks import Level, Risk
from workbench.domain.visits import Side, Visit, VisitKind, VisitState
from workbench.foundation.ids import Id, derived_id

TODAY = date(2026, 11, 17)
MARKUP = "<b>报价</b> & <img src=x> {0} %s"
LANGUAGES = ("en", "zh_CN")


def account(number: int) -> BookAccount:
    """An account in which every section has something."""
    row_id = derived_id("account", str(number))
    met = Visit(
        _id("visit", number), row_id, None, VisitKind.FIELD, VisitState.DONE, TODAY - timedelta(days=20),
        met=(_id("contact", number),), findings=f"要降价 {MARKUP}", next_step="报价",
    )  # fmt: skip
    ahead = replace(met, id=_id("ahead", number), state=VisitState.AGREED, on=TODAY + timedelta(days=3))
    person = Contact(
        _id("contact", number), row_id, f"姚季青{number}", title="财务总监", roles=(BuyingRole.ECONOMIC,),
        influence=5, support=-1, mobile="13800000000", worries="现金流",
    )  # fmt: skip
    ours = PromiseRow(
        f"提供样品 {MARKUP}", Side.OURS, "李娜", TODAY, TODAY - timedelta(days=2), None, PromiseState.LATE, 2
    )
    return BookAccount(
        account=Account(
            row_id, f"K{number}", f"澜川精密 {number}", tier=Tier.FOCUS, city="苏州", address="望津路"
        ),
        second_manager="陆启明",
        receivables="owed 12",
        people=person_coverage([person], [met], [], TODAY),
        promises=(
            ours,
            replace(ours, text="预付款", side=Side.THEIRS, who="姚季青", state=PromiseState.OPEN),
        ),
        complaints=(BookCase("C1", f"漏油 {MARKUP}", "To decide", "冯一舟", TODAY, True, TODAY),),
        services=(BookCase("S1", "检修", "Reply", "张蔚", TODAY),),
        contracts=(BookContract("HT-1", "框架协议", "In force", 10**9, "CNY", TODAY, "Ends", ("交货",)),),
        last=(met,),
        ahead=(ahead,),
        unreported=(replace(ahead, on=TODAY - timedelta(days=1)),),
        needs=(Need(_id("need", number), row_id, "备件 48 小时", urgency=3),),
        risks=(Risk(_id("risk", number), row_id, "换供应商", impact=Level.HIGH),),
        question="谁签字？",
    )


def _id(kind: str, number: int) -> Id:
    return derived_id(kind, str(number))


def book(count: int, **values: Any) -> HandoverBook:
    made = HandoverBook(
        company="衡拓", author="张蔚", printed_on=TODAY, giver="张蔚", receiver="李娜", handed_on=TODAY,
        due_on=TODAY + timedelta(days=1), reason=f"调岗 {MARKUP}", note=f"盯紧付款\n{MARKUP}",
        accounts=tuple(account(number) for number in range(count)),
    )  # fmt: skip
    return replace(made, **values)


def made(data: HandoverBook, language: str = "en", size: PaperSize = PaperSize.A4) -> Paper:
    return handover_book_pdf(data, language=language, paper_size=size)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", list(PaperSize))
def test_every_account_has_its_pages_and_everything_is_literal(language: str, size: PaperSize) -> None:
    paper = made(book(3), language, size)
    assert len(set(page_sizes(paper.content))) == 1
    text = whole_text(paper.content)
    for word in (
        "张蔚→李娜",
        squeezed(MARKUP),
        "澜川精密2",
        "姚季青1",
        "HT-1",
        "备件48小时",
        "换供应商",
        "谁签字",
    ):
        assert word in text
    titles = [title for _level, title in outline_titles(paper.content)]
    assert [title.split("  ")[0] for title in titles] == ["1", "2", "3", "4"]
    pages = pages_text(paper.content)
    first = [number for number, page in enumerate(pages) if "K0" in page and "姚季青0" in page]
    assert len(first) == 1
    # A section of one to two pages each, the cover with its lists, and the signatures.
    assert 2 + 3 + 1 <= paper.pages <= 2 + 3 * 2 + 1


def test_it_is_for_us_alone_and_says_so_on_every_page() -> None:
    assert all("Internal" in page for page in pages_text(made(book(2)).content))
    assert all("内部" in page for page in pages_text(made(book(2), "zh_CN").content))


def test_the_last_page_is_signed_by_three_and_lists_every_account() -> None:
    last = squeezed(pages_text(made(book(4)).content)[-1])
    for word in ("Handedoverby", "Receivedby", "Supervisedby", "澜川精密3", "Signature", "Remark"):
        assert word in last


def test_the_contents_lead_to_the_pages_and_the_sums_add_up() -> None:
    paper = made(book(30))
    head = squeezed("".join(pages_text(paper.content)[:4]))
    assert "Together" + "30" * 6 in head
    assert "30late" in head
    assert len(outline_titles(paper.content)) == 31
    pages = pages_text(paper.content)
    last = next(
        number for number, page in enumerate(pages, 1) if "澜川精密 29" in page and "姚季青29" in page
    )
    assert f"澜川精密29111111{last}" in head


def test_a_hundred_accounts_are_listed_over_several_pages() -> None:
    bare = tuple(BookAccount(Account(_id("account", one), f"K{one}", f"Bare {one}")) for one in range(100))
    paper = made(book(0, accounts=bare))
    assert paper.pages > 100


def test_an_account_without_anything_open_says_so_in_one_line() -> None:
    bare = BookAccount(account=Account(derived_id("account", "x"), "X", "Bare"))
    paper = made(book(0, accounts=(bare,)))
    assert "Nothingopenorrecordedunder:People,Openpromises" in whole_text(paper.content)
    assert "Together" not in whole_text(paper.content)


def test_before_it_is_handed_over_the_receiver_is_left_to_be_written() -> None:
    text = whole_text(made(book(1, receiver="", handed_on=None, due_on=None, reason="", note="")).content)
    assert "notyet" in text
    assert "→" not in text


def test_texts_without_end_are_cut_and_a_crowded_account_goes_on_over_pages() -> None:
    long = "很长" * 2_000
    crowded = account(0)
    crowded = replace(
        crowded,
        account=replace(crowded.account, name="名" * 300, note=long, open_problems=long),
        people=crowded.people * 60,
        promises=tuple(replace(one, text=long) for one in crowded.promises),
        complaints=tuple(replace(one, text=long) for one in crowded.complaints) * 40,
        contracts=tuple(replace(one, title=long) for one in crowded.contracts),
        question=long,
    )
    paper = made(book(0, accounts=(crowded,), note=long, reason=long, giver="张" * 200))
    assert paper.pages > 6


def test_what_is_missing_is_said_first_and_so_never_stands_on_a_page_of_its_own() -> None:
    one = replace(account(0), needs=(), risks=())
    text = whole_text(made(book(0, accounts=(one,))).content)
    assert text.index("Nothingopenorrecordedunder:Needsandrisks.") < text.index("姚季青0")


def test_a_major_event_stands_beside_the_risks_with_its_day_and_our_answer() -> None:
    row_id = _id("account", 0)
    event = MajorEvent(_id("event", 0), row_id, MajorEventKind.INSOLVENCY, f"法院受理 {MARKUP}", TODAY)
    text = whole_text(made(book(0, accounts=(replace(account(0), events=(event,)),))).content)
    assert squeezed(f"法院受理 {MARKUP}") in text
    assert "Insolvency" in text


def test_remarks_with_commas_of_their_own_are_kept_apart() -> None:
    full = account(0)
    [known] = full.people
    contact = replace(known.contact, communication="书面，先发结论", worries="现金流，少占用")
    data = replace(full, people=(replace(known, contact=contact),))
    text = whole_text(made(book(0, accounts=(data,)), "zh_CN").content)
    assert "书面，先发结论；现金流，少占用" in text
    assert "%s；下一步：报价" in text
