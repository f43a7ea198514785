"""Files kept with accounts: their names on any system, and what is never opened (5-quality)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from workbench.foundation.ids import Id

LONGEST_NAME_BYTES = 180
_LONGEST_SUFFIX = 16
# Signs that some system refuses in names, and those that turn the direction of writing around.
_REFUSED = re.compile('[<>:"|?*]')
_EDGES = re.compile(r"^[.\s]+|[.\s]+$")
_INVISIBLE_SIGNS = frozenset("\u061c\u200b\u200e\u200f\u2028\u2029\u2060\ufeff") | {
    chr(sign) for sign in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{name}{number}" for name in ("com", "lpt") for number in (*range(10), "¹", "²", "³")}
)
# What a double click would run rather than show, on Windows, macOS or Linux.
_RUNNABLE = (
    "acm ade adp app appimage application appref-ms apk applescript bas bat bin bundle cab "
    "chm class cmd com command cpl crt csh deb desktop diagcab dll dmg exe gadget grp hlp hta "
    "htm html inf ins ipa iso isp jar jnlp js jse ksh lnk mad maf mag mam maq mar mas mat mau "
    "mav maw mde mht mhtml mobileconfig msc msh msi msix msp mst ocx ops osd out pcd pif pkg "
    "pl plg prf prg ps1 ps1xml ps2 psc1 psd1 psm1 py pyc pyo pyw pyz rb reg rpm run scf scpt "
    "scptd scr sct settingcontent-ms sh shb shs so svg sys terminal theme url vb vbe vbp vbs "
    "vhd vhdx vsmacros vsw webloc website workflow ws wsb wsc wsf wsh xbap xhtml xll xnk zsh "
    "docm dotm xlam xlsm xltm xlsb pptm potm ppam ppsm sldm "
)
_RUNS = frozenset(_RUNNABLE.split())
_RUN_STARTS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
)


@dataclass(frozen=True)
class Attachment:
    """One file with an account, or with something of it. ``size`` in bytes, ``sha256`` in hex.

    ``has_content`` is false where the bytes did not come with the record.
    """

    id: Id
    account_id: Id
    name: str
    contact_id: Id | None = None
    visit_id: Id | None = None
    complaint_id: Id | None = None
    complaint_step: str = ""
    service_id: Id | None = None
    contract_id: Id | None = None
    is_signed_copy: bool = False
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    added_on: date | None = None
    is_photo: bool = False
    note: str = ""
    has_content: bool = True

    @property
    def shown_name(self) -> str:
        """The name as it is shown and written to disk, whatever stands in the file."""
        return safe_name(self.name)


def safe_name(name: str) -> str:
    """A name that any system takes, in one folder, that looks like what it is.

    Without folders, control signs and turned writing; not a device of Windows; no dot or space at its
    end; at most ``LONGEST_NAME_BYTES`` bytes, its suffix kept. Safe names stay as they are.
    """
    plain = name.encode("utf-8", "replace").decode("utf-8")
    plain = re.split(r"[/\\]", plain.rstrip("/\\ "))[-1]
    plain = "".join(
        sign for sign in plain if sign not in _INVISIBLE_SIGNS and unicodedata.category(sign) != "Cc"
    )
    plain = _REFUSED.sub("_", unicodedata.normalize("NFC", plain))
    plain = _EDGES.sub("", plain) or "file"
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > _LONGEST_SUFFIX:
        stem, dot, suffix = plain, "", ""
    if plain.split(".")[0].rstrip(" ").casefold() in _DEVICES:
        stem = "_" + stem
    room = LONGEST_NAME_BYTES - len((dot + suffix).encode())
    short = stem.encode()[:room].decode("utf-8", "ignore")
    return (short if short == stem else _EDGES.sub("", short)) + dot + suffix


def is_runnable(name: str, beginning: bytes = b"") -> bool:
    """Whether opening a file of this name, or one that begins so, could run something."""
    _stem, dot, suffix = safe_name(name).rpartition(".")
    return (bool(dot) and suffix.casefold() in _RUNS) or beginning.startswith(_RUN_STARTS)


def numbered(name: str, taken: frozenset[str] | set[str]) -> str:
    """``name``, or where one of the ``taken`` (in lower case) is alike, the next with a number."""
    chosen, number = safe_name(name), 2
    stem, dot, suffix = chosen.rpartition(".")
    while chosen.casefold() in taken:
        chosen = f"{stem} ({number}){dot}{suffix}" if dot else f"{suffix} ({number})"
        number += 1
    return chosen
