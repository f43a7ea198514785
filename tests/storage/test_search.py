"""Search by name, pinyin, initials, code, phone and note (3-features A6)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert, update

from tests.storage.searching import add, add_account, add_contact, engine, found, session
from workbench.domain.search_text import SearchReason
from workbench.foundation.ids import derived_id
from workbench.storage.search import search
from workbench.storage.search_index import rebuild, refresh
from workbench.storage.session import Session
from workbench.storage.tables.accounts import AccountEntity

__all__ = ["engine", "session"]


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
    with engine.connect() as connection:
        session = Session(connection)
        add_account(session, name)
        assert found(session, piece) == [(name, SearchReason.NAME.value)]
        connection.rollback()


@given(st.text(max_size=40))
def test_nothing_that_is_typed_is_an_error(engine: Engine, typed: str) -> None:
    with engine.connect() as connection:
        session = Session(connection)
        row_id = add_account(session, "澜川精密机械", note=typed.encode("utf-8", "ignore").decode("utf-8"))
        assert {hit.id for hit in search(session, typed)} <= {row_id}
        connection.rollback()


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
