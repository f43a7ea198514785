"""Address cards of phones and mail programs: three versions, folded in every way, in every encoding."""

import base64
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.exchange.spreadsheet import read_table
from workbench.exchange.vcards import is_vcard, read_vcards
from workbench.foundation.errors import BadInput

HERE = Path("cards.vcf")


def cards(content: bytes | str, encoding: str | None = None) -> list[dict[str, str]]:
    """The filled cells of each card by column."""
    raw = content.encode() if isinstance(content, str) else content
    table = read_vcards(raw, HERE, encoding)
    return [
        {name: str(cell) for name, cell in zip(table.headers, cells, strict=True) if cell}
        for _number, cells in table.records()
    ]


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return end.join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def test_a_card_of_version_3_says_who_where_and_how_to_reach() -> None:
    assert cards(
        card(
            "N:王;伟;;;",
            "FN:伟 王",
            "ORG:长江\\, 电力;采购部;二科",
            "TITLE:采购经理",
            "item1.TEL;type=CELL;type=VOICE:138 0013 8000",
            "TEL;TYPE=work:027-8888",
            "TEL;TYPE=home:027-9999",
            "TEL;TYPE=fax:027-7777",
            "EMAIL;TYPE=INTERNET:w@x.cn",
            "EMAIL:other@x.cn",
            "BDAY:1980-01-02T00:00:00Z",
            "NOTE:first\\nsecond\\; with a semicolon",
            "X-WECHAT:weiwang",
        )
    ) == [
        {
            "name": "王伟",
            "account_name": "长江, 电力",
            "department": "采购部 / 二科",
            "title": "采购经理",
            "mobile": "138 0013 8000",
            "phone": "027-8888",
            "other numbers": "027-9999; 027-7777",
            "email": "w@x.cn",
            "other e-mail": "other@x.cn",
            "birthday": "1980-01-02",
            "note": "first\nsecond; with a semicolon",
            "wechat": "weiwang",
        }
    ]


def test_a_card_of_version_4_writes_numbers_as_addresses_and_leaves_years_out() -> None:
    text = card(
        "FN:Ana Trujillo",
        'TEL;VALUE=uri;TYPE="voice,cell":tel:+86-138',
        "EMAIL:mailto:ana@x.cn",
        "BDAY:--0412",
        "IMPP:wechat:ana_t",
        version="4.0",
    )
    assert cards(text) == [
        {
            "name": "Ana Trujillo",
            "mobile": "+86-138",
            "email": "ana@x.cn",
            "wechat": "ana_t",
            "other birthday": "04-12",
        }
    ]
    assert cards(card("FN:A", "BDAY:1604-04-12"))[0]["other birthday"] == "04-12"
    assert cards(card("FN:A", "BDAY;value=date:02-10"))[0]["other birthday"] == "02-10"
    assert cards(card("FN:A", "BDAY:circa 1800"))[0]["other birthday"] == "circa 1800"


def test_names_in_small_letters_and_groups_are_read() -> None:
    text = (
        "home.begin:vcard \nversion:3.0\nfn:Meister Berger\nn:Berger;Meister\nemail;internet:mb@x.de\n"
        "home.tel;type=fax,voice;type=msg:+49 3581\nnote:The Mayor of the great city of\n"
        "  Goerlitz\nEND:VCARD\n"
    )
    assert is_vcard(text.encode())
    assert cards(text) == [
        {
            "name": "Meister Berger",
            "email": "mb@x.de",
            "other numbers": "+49 3581",
            "note": "The Mayor of the great city of Goerlitz",
        }
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_card_of_version_2_1_breaks_quoted_text_over_lines(encoding: str) -> None:
    quoted = "".join(f"={byte:02X}" for byte in "你好，世界".encode(encoding))
    broken = f"{quoted[:12]}=\r\n{quoted[12:21]}=\r\n{quoted[21:]}"
    told = f"CHARSET={encoding};ENCODING=QUOTED-PRINTABLE"
    found = cards(card("FN:A", f"NOTE;{told}:{broken}", "TEL;CELL;PREF:1", version="2.1"))
    assert found == [{"name": "A", "note": "你好，世界", "mobile": "1"}]


@pytest.mark.parametrize("fold", ["\r\n ", "\r\n"])
def test_pictures_folded_with_and_without_a_blank_are_passed_over(fold: str) -> None:
    letters = base64.b64encode(os.urandom(3_000)).decode()
    picture = fold.join(letters[at : at + 72] for at in range(0, len(letters), 72))
    for kind in ("PHOTO;ENCODING=BASE64;JPEG", "PHOTO;TYPE=JPEG;ENCODING=b"):
        text = card("FN:A", f"{kind}:{picture}", "", "TEL;CELL:1")
        assert cards(text) == [{"name": "A", "mobile": "1"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_encoding_and_line_end_says_the_same(encoding: str, end: str) -> None:
    raw = card("FN:欧阳雨㷼", "ORG:长江电力", end=end).encode(encoding)
    assert is_vcard(raw)
    assert cards(raw) == [{"name": "欧阳雨㷼", "account_name": "长江电力"}]


def test_western_cards_are_not_taken_for_chinese() -> None:
    assert cards(card("FN:Müller").encode("cp1252")) == [{"name": "Müller"}]


def test_a_fold_within_a_character_is_put_together() -> None:
    raw = card("FN:A", "NOTE:汉字").encode()
    at = raw.index("汉".encode()) + 1
    assert cards(raw[:at] + b"\r\n " + raw[at:])[0]["note"] == "汉字"


def test_a_card_within_a_card_is_another_persons() -> None:
    text = card("FN:Boss", "AGENT:", "BEGIN:VCARD", "FN:Aide", "TEL;CELL:2", "END:VCARD", "TEL;CELL:1")
    assert cards(text) == [{"name": "Boss", "mobile": "1"}]


def test_a_card_cut_short_is_refused_with_its_line() -> None:
    with pytest.raises(BadInput, match="begins in line 6 does not end") as caught:
        cards(card("FN:A") + "\r\nBEGIN:VCARD\r\nFN:B\r\n")
    assert caught.value.hint
    assert caught.value.where == "cards.vcf, line 6"


def test_every_card_of_the_samples_is_read_and_every_calendar_refused_as_one(shared_data: Path) -> None:
    told: dict[bool, int] = {True: 0, False: 0}
    for path in sorted((shared_data / "vobject_samples").glob("*.*cs")) + sorted(
        (shared_data / "vobject_samples").glob("*.vcf")
    ):
        has_cards = is_vcard(path.read_bytes())
        told[has_cards] += 1
        if has_cards:
            assert [cells for _number, cells in read_table(path).rows()] == [["Given Family", ""]]
            continue
        with pytest.raises(BadInput, match="calendar file") as caught:
            read_table(path)
        assert caught.value.hint
    assert told == {True: 1, False: 10}


@settings(max_examples=50)
@given(st.binary(max_size=300))
def test_any_bytes_after_the_beginning_are_read_or_refused(rest: bytes) -> None:
    with suppress(BadInput):
        cards(b"BEGIN:VCARD\r\n" + rest)


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_text_survives_being_escaped(text: str) -> None:
    written = text.strip().replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert cards(card("FN:A", f"NOTE:{written}"))[0].get("note", "") == text.strip()
