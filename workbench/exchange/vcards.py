"""Address cards (.vcf): vCard 2.1, 3.0 and 4.0 as phones and mail programs write them, as one table.

Read by hand: the libraries for it stop at quoted-printable text over several lines and at pictures that are
folded without a blank (ARCHITECTURE.md, Decisions). Only what a contact holds is read; the rest of a card is
passed over, whatever it is.
"""

import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.person_names import full_name, is_chinese_name
from workbench.exchange.csv_text import is_western
from workbench.exchange.table import Cell, Record, Table
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _

# In this order; a column that no card fills is left out, unless every contact needs it.
_HEADINGS = (
    *(
        "name",
        "account_name",
        "title",
        "department",
        "mobile",
        "phone",
        "email",
        "wechat",
        "birthday",
        "note",
    ),
    *("other numbers", "other e-mail", "other birthday", "address", "web address"),
)
_NEEDED = ("name", "account_name")
_BEGIN = re.compile(rb"(?:[\w-]+\.)?BEGIN\s*:\s*VCARD\b", re.IGNORECASE)
_NAME = re.compile(rb"(?:[A-Za-z0-9_-]+\.)?([A-Za-z][A-Za-z0-9-]*)\s*(?=[;:])")
_PARAMETER = re.compile(rb';\s*([^=:;"]*)(?:=((?:"[^"]*"|[^:;"])*))?')
_ESCAPED = re.compile(r"\\([\\;,:nN])")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$")
_YEARLESS = re.compile(r"(?:--)?(\d{2})-?(\d{2})$")
# Apple writes this year where none is known.
_NO_YEAR = "1604"
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}


@dataclass
class _Property:
    name: str
    parameters: set[str]
    value: str

    @property
    def parts(self) -> list[str]:
        """The components of a structured value."""
        return [_plain(part) for part in re.split(r"(?<!\\);", self.value)]

    @property
    def text(self) -> str:
        return _plain(self.value)


def is_vcard(content: bytes) -> bool:
    """Whether a file begins as address cards do, in one or two bytes a character."""
    head = content[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return _BEGIN.match(head) is not None


def read_vcards(content: bytes, path: Path, encoding: str | None = None) -> Table:
    """One row a card, counted from 1. Raises ``BadInput`` for a card that does not end."""
    cards = [_contact(card) for card in _cards(_one_byte(content), path, encoding)]
    used = [name for name in _HEADINGS if name in _NEEDED or any(name in card for card in cards)]
    rows: list[list[Cell]] = [[card.get(name, "") for name in used] for card in cards]

    def records() -> Iterator[Record]:
        yield from enumerate(rows, start=1)

    return Table(
        path=path, headers=tuple(used), header_row=0, row_count=len(rows), records=records, is_cards=True
    )


def _one_byte(content: bytes) -> bytes:
    """The file as UTF-8 where it has two bytes a character, else as it is."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            return content[2:].decode(name, "replace").encode()
    if b"\0" in content[:200]:
        name = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
        return content.decode(name, "replace").encode()
    return content.removeprefix(codecs.BOM_UTF8)


def _cards(content: bytes, path: Path, encoding: str | None) -> Iterator[list[_Property]]:
    card: list[_Property] | None = None
    depth = began = 0
    for number, line in _logical_lines(content):
        found = _property(line, encoding)
        if found is None:
            continue
        if found.name == "BEGIN" and found.value.strip().upper() == "VCARD":
            depth += 1
            if depth == 1:
                card, began = [], number
        elif found.name == "END" and found.value.strip().upper() == "VCARD" and card is not None:
            depth -= 1
            if depth == 0:
                yield card
                card = None
        elif card is not None and depth == 1:
            # A card within a card is the agent's, not the person's.
            card.append(found)
    if card is not None:
        raise BadInput(
            _("The address card that begins in line {line} does not end.").format(line=began),
            hint=_("The file was not saved or sent completely. Ask for it again."),
            where=_("{file}, line {line}").format(file=path.name, line=began),
        )


def _logical_lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines with what was folded put together, each with the number it begins at."""
    parts: list[bytes] = []
    head = b""
    began = 0
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", content), start=1):
        if parts:
            if parts[-1].endswith(b"=") and b"QUOTED-PRINTABLE" in head:
                parts[-1] = parts[-1][:-1]
                parts.append(line)
                continue
            # A picture may be folded without a blank: its letters hold no colon.
            is_picture = b"BASE64" in head or b"ENCODING=B" in head
            if line[:1] in (b" ", b"\t") or (line and is_picture and b":" not in line):
                parts.append(line[1:] if line[:1] in (b" ", b"\t") else line)
                continue
            yield began, b"".join(parts)
        parts, began = [line], number
        head = line[: line.find(b":") + 1].upper()
    yield began, b"".join(parts)


def _property(line: bytes, encoding: str | None) -> _Property | None:
    named = _NAME.match(line.strip())
    if named is None:
        return None
    rest = line.strip()[named.end() :]
    parameters: dict[str, str] = {}
    words: set[str] = set()
    while given := _PARAMETER.match(rest):
        name, value = given[1].decode("ascii", "ignore").strip().upper(), (given[2] or b"").strip(b' "')
        plain = value.decode("ascii", "ignore")
        parameters[name] = plain
        words |= {word.strip().upper() for word in plain.split(",")} if given[2] is not None else {name}
        rest = rest[given.end() :]
    if not rest.startswith(b":"):
        return None
    value = rest[1:]
    if "QUOTED-PRINTABLE" in words:
        value = quopri.decodestring(value)
    elif words & {"BASE64", "B"}:
        value = b""  # a picture, a sound, a key
    name = named[1].decode("ascii").upper()
    return _Property(name, words, _text(value, parameters.get("CHARSET") or encoding))


def _text(value: bytes, charset: str | None) -> str:
    """The text; bytes that are none become lone surrogates, which reading the cell refuses."""
    for name in (charset, "utf-8", "cp1252" if is_western(value) else "gb18030"):
        try:
            if name:
                return value.decode(_WIDER.get(name.lower(), name))
        except (UnicodeDecodeError, LookupError):
            continue
    return value.decode("utf-8", "surrogateescape")


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


class _Columns:
    """What a card says by the names of columns: of each kind the first, the others under another name."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def put(self, column: str, value: str, instead: str = "") -> None:
        if value and self.found.setdefault(column, value) != value and instead:
            self.add(instead, value)

    def add(self, column: str, value: str) -> None:
        """Put one more value under the name."""
        known = self.found.get(column, "")
        self.found[column] = f"{known}; {value}" if known else value


def _contact(card: list[_Property]) -> dict[str, str]:
    columns = _Columns()
    put = columns.put
    names = {one.name: one for one in reversed(card)}
    put("name", _name(names))
    for one in card:
        match one.name:
            case "ORG":
                company, *units = one.parts
                put("account_name", company)
                put("department", " / ".join(filter(None, units)))
            case "TITLE":
                put("title", one.text)
            case "TEL":
                number = one.text.removeprefix("tel:")
                if one.parameters & {"FAX", "PAGER", "MODEM"}:
                    columns.add("other numbers", number)
                else:
                    put("mobile" if one.parameters & {"CELL", "IPHONE"} else "phone", number, "other numbers")
            case "EMAIL":
                put("email", one.text.removeprefix("mailto:"), "other e-mail")
            case "BDAY":
                put(*_birthday(one.text))
            case "NOTE":
                put("note", one.text)
            case "ADR":
                put("address", " ".join(filter(None, one.parts)))
            case "URL":
                put("web address", one.text)
            case "X-WECHAT" | "X-WEIXIN":
                put("wechat", one.text)
            case "IMPP" if one.text.lower().startswith(("wechat:", "weixin:")):
                put("wechat", one.text.partition(":")[2].strip("/"))
    if "ROLE" in names:
        put("title", names["ROLE"].text)
    return columns.found


def _name(names: dict[str, _Property]) -> str:
    family, given = ([*names["N"].parts, "", ""] if "N" in names else ["", ""])[:2]
    if "FN" in names and names["FN"].text and not is_chinese_name(family, given):
        return names["FN"].text
    return full_name(family, given)


def _birthday(text: str) -> tuple[str, str]:
    """The column of a birthday and what to put there: what lacks its year is no date."""
    whole = _DAY.match(text)
    if whole and whole[1] != _NO_YEAR:
        return "birthday", f"{whole[1]}-{whole[2]}-{whole[3]}"
    part = whole or _YEARLESS.match(text)
    return ("other birthday", "-".join(part.groups()[-2:])) if part else ("other birthday", text)
