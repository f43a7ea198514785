"""On which level of their company people stand: what the contact matrix is ordered by (2-rules §5, §6).

The level follows from the title; where that says nothing, from the function, then from who reports to whom.
"""

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum

from workbench.domain.accounts import Contact, Manager
from workbench.domain.contact_links import ContactLink, ContactLinkKind
from workbench.domain.relationship import Function
from workbench.foundation.han import simplified
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class Level(IntEnum):
    """How high somebody stands, the highest the largest."""

    SPECIALIST = 1
    MANAGEMENT = 2
    EXECUTIVE = 3

    @property
    def label(self) -> str:
        return {
            Level.SPECIALIST: pgettext("level", "Specialists"),
            Level.MANAGEMENT: pgettext("level", "Management"),
            Level.EXECUTIVE: pgettext("level", "Executives"),
        }[self]


# Whoever helps somebody, or keeps one thing only, is no manager whatever the title borrows.
_HELPERS = re.compile(r"助理|秘书|文员|司机|assistant|secretar|deputy clerk|\bintern\b|实习", re.I)
_KEEPERS = re.compile(
    r"(客户|产品|项目|区域销售|渠道)(总监)?经理|(account|product|project|brand|community) manager", re.I
)
_EXECUTIVES = re.compile(
    r"董事|总经理|总裁|总监|副总|总工|总会计师|首席|厂长|院长|行长|校长|所长|局长|老板|创始人|法人|合伙人|总$"
    r"|\bc[efotimprh]o\b|chief .*officer|president|chairman|chairwoman|chairperson|founder|owner|partner\b"
    r"|director|\bvp\b|\bsvp\b|\bevp\b|managing|general manager|\bgm\b",
    re.I,
)
_MANAGERS = re.compile(
    r"经理|主管|主任|部长|处长|科长|课长|股长|组长|班长|队长|站长|店长|负责人|主席|书记"
    r"|manager|\bhead\b|\blead\b|leader|supervisor|foreman|superintendent|chief|principal",
    re.I,
)


def level_of_title(title: str) -> Level | None:
    """The level that a title tells, in Chinese or English; ``None`` if it tells none.

    Directors 总监 count as executives. Assistants, and managers of an account, a product or a project,
    are specialists.
    """
    title = simplified(title)
    if _HELPERS.search(title):
        return Level.SPECIALIST
    rest = _KEEPERS.sub("", title)
    if _EXECUTIVES.search(rest):
        return Level.EXECUTIVE
    if _MANAGERS.search(rest):
        return Level.MANAGEMENT
    return Level.SPECIALIST if title.strip() else None


def their_levels(contacts: Iterable[Contact], links: Iterable[ContactLink]) -> Mapping[Id, Level | None]:
    """The level of each person; ``None`` where nothing tells it.

    A placeholder's name is what they do. Whoever has people who report to them is no mere specialist.
    """
    bosses = {one.to_contact_id for one in links if one.kind is ContactLinkKind.REPORTS_TO}
    found: dict[Id, Level | None] = {}
    for one in contacts:
        title = one.title or (one.name if one.is_placeholder else "")
        level = _level(title, one.function)
        if one.id in bosses and level in (None, Level.SPECIALIST):
            level = Level.MANAGEMENT
        found[one.id] = level
    return found


def our_level(manager: Manager) -> Level:
    """The level of one of ours: by title, else by function; whoever only keeps accounts is a specialist."""
    return _level(manager.title, manager.function) or Level.SPECIALIST


def _level(title: str, function: Function | None) -> Level | None:
    told = level_of_title(title)
    if told is not None:
        return told
    if function is Function.MANAGEMENT:
        return Level.EXECUTIVE
    return Level.SPECIALIST if function is not None else None
