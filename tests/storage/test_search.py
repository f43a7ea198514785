"""Search by name, pinyin, initials, code, phone and note (3-features A6)."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, delete, insert, update
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
