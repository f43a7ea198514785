"""Search by name, pinyin, initials, code, phone and note (3-features A6)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from workbench.domain.search_text import SearchReason
from workbench.foundation.ids import Id, derived_id
from workbench.storage.search import search
from workbench.storage.search_index import rebuild, refresh
from workbench.storage.search_words import SOURCES
from workbench.storage.tables import Base
from workbench.storage.tables.accounts import AccountEntity, ContactEntity
from workbench.storage.tables.search import SearchRowEntity

TABLES = [
    Base.metadata.tables[name]
    for name in (*SOURCES, "manager", "workspace_info", "journal_entry", SearchRowEntity.__tablename__)
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite+pysqlite://", module=sqlcipher, poolclass=StaticPool)
    Base.metadata.create_all(engine, TABLES)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with engine.connect() as connection, Session(connection) as session:
        yield session
        session.rollback()


def add_account(session: Session, name: str, **values: Any) -> Id:
    row_id = derived_id("account", name)
    session.execute(insert(AccountEntity).values(id=row_id, name=name, **values))
    refresh(session, {"account": {row_id}})
    return row_id


def add_contact(session: Session, account_id: Id, name: str, **values: Any) -> Id:
    row_id = derived_id("contact", account_id.hex(), name)
    session.execute(insert(ContactEntity).values(id=row_id, account_id=account_id, name=name, **values))
    refresh(session, {"contact": {row_id}})
    return row_id


def add(session: Session, kind: str, account_id: Id, key: str, **values: Any) -> Id:
    """A record of another kind at an account; ``key`` tells it from others."""
    row_id = derived_id(kind, key)
    table = Base.metadata.tables[kind]
    session.execute(insert(table).values(id=row_id, account_id=account_id, **values))
    refresh(session, {kind: {row_id}})
    return row_id


def found(session: Session, text: str) -> list[tuple[str, str]]:
    return [(hit.label, hit.why.value) for hit in search(session, text)]


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("华为技术", "hwjs", "initials"),
        ("华为技术", "huaweijishu", "pinyin"),
        ("华为技术", "huaweij", "pinyin"),
        ("华为技术", "hua wei", "name"),
        ("华为技术", "为技", "name"),
        ("华为技术", "技", "name"),
        ("深圳市华为技术有限公司", "hwjs", "initials"),
        ("重庆长安汽车", "chongqing", "pinyin"),
        ("重庆长安汽车", "cqca", "initials"),
        ("工商银行", "gsyh", "initials"),
        ("西安飞机", "xian", "pinyin"),
        ("吕梁铝业", "lvliang", "pinyin"),
        ("華為技術", "hwjs", "initials"),
        ("ABB电气", "abbdq", "initials"),
        ("ABB电气", "abb", "name"),
        ("ABB电气", "电气", "name"),
        ("Nordwind Hydraulik GmbH", "nordw", "name"),
        ("Nordwind Hydraulik GmbH", "hydraulik nord", "name"),
        ("Nordwind Hydraulik GmbH", "nhg", "initials"),
        ("Müller & Söhne", "muller", "name"),
        ("Ｗｉｄｅ　Ｃｏ", "wide", "name"),
        ("澜川精密机械（苏州）有限公司", "机械(苏州)", "name"),
        ("澜川精密机械（苏州）有限公司", "苏州 澜川", "name"),
        ("𠮷野家", "𠮷野", "name"),
        ("東京エレクトロン", "レクト", "name"),
    ],
)
def test_a_name_is_found_as_people_type_it(session: Session, name: str, typed: str, why: str) -> None:
    add_account(session, name)
    assert found(session, typed) == [(name, why)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单立人", "shanliren"),
        ("曾国藩", "zeng"),
        ("仇英", "qiuying"),
        ("解缙", "xiejin"),
        ("查良镛", "zly"),
        ("区志明", "ouzhiming"),
        ("朴正民", "piao"),
        ("尉迟恭", "yuchi"),
        ("万俟卨", "moqi"),
        ("吕布", "lubu"),
        ("张蔚", "zhangwei"),
    ],
)
def test_family_names_are_found_by_their_own_reading(session: Session, name: str, typed: str) -> None:
    company = add_account(session, "东海商贸")
    add_contact(session, company, name)
    assert [label for label, _why in found(session, typed)] == [name]


@pytest.mark.parametrize(
    ("values", "typed", "why"),
    [
        ({"former_name": "江海农机厂"}, "农机", "former_name"),
        ({"former_name": "江海农机厂"}, "jhnj", "initials"),
        ({"short_name": "澜川"}, "澜", "name"),
        ({"code": "KH-0042"}, "kh0042", "code"),
        ({"code": "KH-0042"}, "KH-00", "code"),
        ({"code": "KH-0042"}, "kh", "code"),
        ({"code": "KH-0042"}, "0042", "code"),
        ({"credit_code": "91320594MA1MABCD2X"}, "ma1mabcd", "code"),
        ({"phone": "0512-6258 1234"}, "051262581234", "phone"),
        ({"phone": "0512-6258 1234"}, "0512 6258", "phone"),
        ({"phone": "0512-6258 1234"}, "1234", "phone"),
        ({"website": "www.lanchuan-pm.cn"}, "lanchuan", "web"),
        ({"note": "厂区在改造，访客走东门。"}, "东门", "note"),
        ({"note": "Gate closes at noon"}, "noon", "note"),
        ({"note": "厂区在改造", "city": "苏州"}, "改造 测试", "several"),
    ],
)
def test_other_fields_are_found_and_named(
    session: Session, values: dict[str, Any], typed: str, why: str
) -> None:
    add_account(session, "测试公司", **values)
    assert found(session, typed) == [("测试公司", why)]


def test_hits_are_ranked_by_kind_name_first_note_last(session: Session) -> None:
    add_account(session, "北方贸易", note="与 hw 无关，见 hwjs 项目")
    add_account(session, "东方机械", code="HWJS-1")
    add_account(session, "深圳华为技术")
    add_account(session, "华为技术")
    add_account(session, "Hwjs Trading")
    assert found(session, "hwjs") == [
        ("Hwjs Trading", "name"),
        ("华为技术", "initials"),
        ("深圳华为技术", "initials"),
        ("东方机械", "code"),
        ("北方贸易", "note"),
    ]


def test_scores_fall_along_the_list(session: Session) -> None:
    add_account(session, "东方机械", code="HWJS-1")
    add_account(session, "深圳华为技术")
    scores = [hit.score for hit in search(session, "hwjs")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)


def test_accounts_stand_before_people_and_short_names_before_long_ones(session: Session) -> None:
    long = add_account(session, "明远医疗器械有限公司")
    add_contact(session, long, "明远")
    add_account(session, "明远医疗")
    assert [label for label, _why in found(session, "明远")] == ["明远医疗", "明远医疗器械有限公司", "明远"]


def test_a_person_is_found_with_title_and_account(session: Session) -> None:
    company = add_account(session, "澜川精密")
    add_contact(session, company, "顾承远", title="总经理", mobile="13912345678", email="gu@lanchuan.cn")
    for typed, why in (("顾承", "name"), ("gcy", "initials"), ("5678", "phone"), ("gu@lanchuan", "web")):
        (hit,) = search(session, typed)
        assert (hit.kind, hit.label, hit.detail, hit.account, hit.account_id) == (
            "contact",
            "顾承远",
            "总经理",
            "澜川精密",
            company,
        )
        assert hit.why == why


def test_what_changed_is_found_by_its_new_words_alone(session: Session) -> None:
    row_id = add_account(session, "旧名实业")
    session.execute(update(AccountEntity).where(AccountEntity.id == row_id).values(name="新名集团"))
    refresh(session, {"account": {row_id}})
    assert found(session, "旧名") == []
    assert found(session, "xmjt") == [("新名集团", "initials")]


def test_what_was_deleted_is_not_found(session: Session) -> None:
    row_id = add_account(session, "短命实业")
    session.execute(delete(AccountEntity).where(AccountEntity.id == row_id))
    refresh(session, {"account": {row_id}, "sale": {row_id}})
    assert found(session, "短命") == []


def test_a_batch_of_new_changed_and_deleted_rows_keeps_them_apart(session: Session) -> None:
    gone, changed = add_account(session, "甲地矿业"), add_account(session, "乙地矿业")
    new = derived_id("account", "丙地矿业")
    session.execute(delete(AccountEntity).where(AccountEntity.id == gone))
    session.execute(update(AccountEntity).where(AccountEntity.id == changed).values(code="YD7"))
    session.execute(insert(AccountEntity).values(id=new, name="丙地矿业"))
    refresh(session, {"account": {gone, changed, new}})
    assert {label for label, _why in found(session, "矿业")} == {"乙地矿业", "丙地矿业"}
    assert found(session, "yd7") == [("乙地矿业", "code")]


def test_rebuilding_finds_the_same(session: Session) -> None:
    company = add_account(session, "澜川精密", code="C1", note="东门")
    add_contact(session, company, "顾承远", mobile="13912345678")
    before = [search(session, typed) for typed in ("lc", "顾", "139", "东门", "c1")]
    rebuild(session)
    assert [search(session, typed) for typed in ("lc", "顾", "139", "东门", "c1")] == before


def test_the_limit_is_kept(session: Session) -> None:
    for number in range(8):
        add_account(session, f"限额{number}号")
    assert len(search(session, "限额", limit=5)) == 5


@pytest.mark.parametrize(
    "typed", ["", "   ", "！？", '"', "*", "^", "\0", "\ud800", "名 AND", "name:", "(", "不存在的"]
)
def test_what_finds_nothing_is_no_error(session: Session, typed: str) -> None:
    add_account(session, "澜川精密")
    assert found(session, typed) == []


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), st.integers(0, 10), st.integers(1, 12))
def test_any_piece_of_a_chinese_name_finds_it(engine: Engine, name: str, start: int, length: int) -> None:
    name = "".join(letter for letter in name if "\u4e00" <= letter <= "\u9fff") or "澜川"
    piece = name[start % len(name) :][:length]
    with engine.connect() as connection, Session(connection) as session:
        add_account(session, name)
        assert found(session, piece) == [(name, SearchReason.NAME.value)]
        session.rollback()


@given(st.text(max_size=40))
def test_nothing_that_is_typed_is_an_error(engine: Engine, typed: str) -> None:
    with engine.connect() as connection, Session(connection) as session:
        row_id = add_account(session, "澜川精密机械", note=typed.encode("utf-8", "ignore").decode("utf-8"))
        assert {hit.id for hit in search(session, typed)} <= {row_id}
        session.rollback()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("华为技术", "華為"),
        ("華為技術", "华为"),
        ("臺灣積體電路", "台湾"),
        ("台湾积体电路", "臺灣"),
        ("東莞衞浴廠", "东莞卫浴"),
        ("华为技术", "華wei"),
    ],
)
def test_either_writing_of_chinese_finds_the_other(session: Session, name: str, typed: str) -> None:
    add_account(session, name)
    assert [label for label, _why in found(session, typed)] == [name]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("华wei", "华为技术"),
        ("hua为", "华为技术"),
        ("中guo", "中国工商银行"),
        ("华w", "华为技术"),
        ("华weij", "华为技术"),
        ("重qing", "重庆长安汽车"),
        ("chong庆", "重庆长安汽车"),
    ],
)
def test_chinese_and_pinyin_may_stand_in_one_word(session: Session, typed: str, name: str) -> None:
    for one in ("华为技术", "中国工商银行", "重庆长安汽车"):
        add_account(session, one)
    add_account(session, "威华贸易", short_name="中果")
    assert found(session, typed)[0][0] == name


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


@pytest.mark.parametrize("typed", ["华为 王", "王 华为", "hw wangjun", "hwjs 王", "華為 王"])
def test_a_word_of_the_account_and_one_of_the_person_find_the_person_there(
    session: Session, typed: str
) -> None:
    for name in ("华为技术", "中兴通讯"):
        company = add_account(session, name)
        add_contact(session, company, "王军")
        add_contact(session, company, "李军")
    (hit,) = search(session, typed)
    assert (hit.label, hit.account, hit.why) == ("王军", "华为技术", "within")


def test_a_word_of_the_account_and_one_of_a_report_find_the_visit(session: Session) -> None:
    for name in ("华为技术", "中兴通讯"):
        add(session, "visit", add_account(session, name), name, findings="希望缩短交期")
    (hit,) = search(session, "华为 交期")
    assert (hit.kind, hit.account) == ("visit", "华为技术")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Siemens Energy", "seimens"),
        ("Siemens Energy", "siemans"),
        ("Nordwind Hydraulik GmbH", "hydrualick"),
        ("Bosch Rexroth", "bosh"),
        ("华为技术", "huawie"),
        ("华为技术", "hauweijishu"),
        ("上海电气", "shanghia"),
        ("重庆长安汽车", "chongqign"),
        ("华为技术", "华伟计术"),
        ("重庆长安汽车", "长安气车"),
    ],
)
def test_a_slip_of_the_hand_is_forgiven(session: Session, name: str, typed: str) -> None:
    add_account(session, "Aeon Trading")
    add_account(session, name)
    assert found(session, typed) == [(name, "similar")]


@pytest.mark.parametrize("typed", ["bsh", "k0044", "华伟"])
def test_short_words_codes_and_chinese_are_taken_as_they_are(session: Session, typed: str) -> None:
    add_account(session, "Bosch Rexroth", code="K0042")
    add_account(session, "华为技术")
    assert found(session, typed) == []


def test_slips_are_forgiven_only_where_little_else_was_found(session: Session) -> None:
    for number in range(3):
        add_account(session, f"Simens {number}")
    add_account(session, "Siemens")
    assert [label for label, _why in found(session, "simens")] == ["Simens 0", "Simens 1", "Simens 2"]


def test_only_the_kinds_asked_for_are_found(session: Session) -> None:
    company = add_account(session, "报价公司")
    add_contact(session, company, "报价")
    add(session, "visit", company, "one", findings="报价")
    assert {hit.kind for hit in search(session, "报价", kinds=("contact",))} == {"contact"}
    assert {hit.kind for hit in search(session, "报价", kinds=("account", "visit"))} == {"account", "visit"}


def test_the_words_are_shown_where_they_stand(session: Session) -> None:
    add_account(session, "测试公司", note="厂区在改造。\n訪客走東門。")
    (hit,) = search(session, "东门")
    assert hit.excerpt == "厂区在改造。 訪客走東門。"
    assert [hit.excerpt[start:end] for start, end in hit.marks] == ["東門"]
