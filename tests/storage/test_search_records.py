"""Search in what is written about accounts: profiles, records, steps of complaints (3-features A6)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select

from tests.storage.searching import add, add_account, engine, found, session
from workbench.foundation.ids import derived_id
from workbench.storage.search import search
from workbench.storage.search_index import refresh
from workbench.storage.session import Session
from workbench.storage.tables import Base
from workbench.storage.tables.search import SearchRowEntity

__all__ = ["engine", "session"]


@pytest.mark.parametrize(
    ("values", "typed", "why", "field"),
    [
        ({"former_name": "江海农机厂；东海机械厂"}, "东海机械", "former_name", "former_name"),
        ({"former_name": "江海农机厂；东海机械厂"}, "dhjx", "initials", ""),
        ({"other_codes": "A-17；B-9920"}, "b992", "code", "other_codes"),
        ({"other_phones": "0512-6258 1234；139 1234 5678"}, "13912345678", "phone", "other_phones"),
        ({"other_phones": "0512-6258 1234；139 1234 5678"}, "+86 139 1234 5678", "phone", "other_phones"),
        ({"legal_representative": "单立人"}, "单立", "person", "legal_representative"),
        ({"legal_representative": "单立人"}, "shanli", "person", ""),
        ({"owner": "顾承远"}, "gcy", "person", ""),
        ({"address": "星湖街 218 号"}, "星湖", "about", "address"),
        ({"city": "昆山"}, "昆山", "about", "city"),
        ({"lines_of_business": "五轴转台"}, "转台", "note", "lines_of_business"),
        ({"open_problems": "交期太长"}, "交期", "note", "open_problems"),
        ({"financial_state": "Cash is tight"}, "tight", "note", "financial_state"),
    ],
)
def test_the_whole_profile_is_found_and_shows_where(
    session: Session, values: dict[str, Any], typed: str, why: str, field: str
) -> None:
    add_account(session, "测试公司", **values)
    (hit,) = search(session, typed)
    assert (hit.why, hit.field) == (why, field)
    if field:
        assert hit.marks


def test_two_former_names_or_numbers_are_not_one(session: Session) -> None:
    add_account(session, "测试公司", former_name="江海；东方", other_phones="0512；1234")
    assert found(session, "海东") == []
    assert found(session, "5121") == []


@pytest.mark.parametrize(
    ("kind", "values", "typed", "label", "field"),
    [
        (
            "visit",
            {"on_day": date(2026, 3, 4), "findings": "希望缩短交期"},
            "交期",
            "希望缩短交期",
            "findings",
        ),
        ("visit", {"purpose": "年度合作", "next_step": "送样"}, "送样", "年度合作", "next_step"),
        ("need", {"text": "更短的交期"}, "交期", "更短的交期", "text"),
        ("action", {"text": "发送报价"}, "报价", "发送报价", "text"),
        ("attachment", {"name": "报价单 2026.pdf"}, "报价", "报价单 2026.pdf", "name"),
        ("contract", {"number": "HT-2026-7", "title": "供货合同"}, "ht2026", "供货合同", "number"),
        ("contract", {"number": "HT-2026-7", "title": "供货合同"}, "供货", "供货合同", "title"),
        ("complaint", {"number": "C-88", "text": "漆面划伤"}, "漆面", "漆面划伤", "text"),
        ("service_request", {"text": "油温报警", "symptom": "回转停机"}, "停机", "油温报警", "symptom"),
        (
            "contract",
            {"title": "供货合同", "archive_number": "DA-2026-7"},
            "da2026",
            "供货合同",
            "archive_number",
        ),
    ],
)
def test_what_goes_on_at_an_account_is_found(
    session: Session, kind: str, values: dict[str, Any], typed: str, label: str, field: str
) -> None:
    account_id = add_account(session, "澜川精密")
    row_id = add(session, kind, account_id, "one", **values)
    (hit,) = search(session, typed)
    assert (hit.kind, hit.id, hit.label, hit.field) == (kind, row_id, label, field)
    assert (hit.account, hit.account_id) == ("澜川精密", account_id)


def test_a_step_of_a_complaint_is_found_by_its_whys_and_leads_to_the_complaint(session: Session) -> None:
    account_id = add_account(session, "澜川精密")
    complaint_id = add(session, "complaint", account_id, "one", text="漆面起泡")
    values = {"kind": "analysed", "text": "烘道偏冷", "whys": ["温度低", "热电偶漂移"]}
    row = {"id": derived_id("event"), "complaint_id": complaint_id, **values}
    session.execute(insert(Base.metadata.tables["complaint_event"]).values(**row))
    refresh(session, {"complaint_event": {derived_id("event")}})
    (hit,) = search(session, "热电偶")
    assert (hit.kind, hit.label, hit.field, hit.of_id) == (
        "complaint_event",
        "烘道偏冷",
        "whys",
        complaint_id,
    )
    assert (hit.account_id, hit.excerpt) == (account_id, "温度低 · 热电偶漂移")


def test_a_visit_without_a_word_is_not_kept(session: Session) -> None:
    account_id = add_account(session, "澜川精密")
    row_id = add(session, "visit", account_id, "one")
    assert session.scalar(select(SearchRowEntity.id).where(SearchRowEntity.row_id == row_id)) is None


def test_of_what_happened_the_latest_stands_first_and_after_names(session: Session) -> None:
    account_id = add_account(session, "报价公司")
    for day in (date(2025, 1, 1), date(2026, 1, 1), date(2025, 6, 1)):
        add(session, "visit", account_id, str(day), on_day=day, findings="报价")
    hits = search(session, "报价")
    assert [hit.kind for hit in hits] == ["account", "visit", "visit", "visit"]
    assert [hit.day for hit in hits[1:]] == [date(2026, 1, 1), date(2025, 6, 1), date(2025, 1, 1)]
