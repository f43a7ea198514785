"""The playbook: measures for each stage of a relationship, and ten for key accounts (2-rules §5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workbench.domain.relationship import Stage
from workbench.domain.visits import Action
from workbench.foundation.i18n import N_, _

ORIGIN: Final = "playbook:"


class Chapter(StrEnum):
    """A part of the playbook: one per stage that has measures, and the ten key-account measures."""

    NURTURING = "nurturing"
    INITIAL = "initial"
    MIDDLE = "middle"
    PARTNER = "partner"
    KEY_ACCOUNT = "key_account"


@dataclass(frozen=True)
class Measure:
    """One thing to do. ``code`` is permanent; ``days`` is the shipped time until it is due."""

    code: str
    chapter: Chapter
    english: str
    days: int = 30

    @property
    def text(self) -> str:
        """What to do, in the user's language."""
        return _(self.english)

    @property
    def origin(self) -> str:
        """What an action keeps that came of it."""
        return ORIGIN + self.code


_TEXTS: Mapping[Chapter, tuple[tuple[str, str, int], ...]] = {
    Chapter.NURTURING: (
        ("levels", N_("Link our managers and theirs at several levels"), 30),
        ("executives", N_("Let senior managers of both sides meet"), 60),
        ("buying_process", N_("Find out how they decide on a purchase, step by step"), 30),
        ("brand", N_("Show what our brand stands for: service, network, strengths"), 30),
        ("manager", N_("Put an experienced account manager in front of them"), 14),
    ),
    Chapter.INITIAL: (
        ("persistence", N_("Keep at it: no matter of theirs is too small"), 30),
        ("information", N_("Talk often, and gather information from several sources"), 30),
        ("competitors", N_("Find out what competitors offer them, and answer it"), 30),
        ("same_manager", N_("Do not rotate the account manager"), 90),
        ("ease_of_use", N_("Make the product better and easier to use and maintain"), 90),
        ("sales_experience", N_("Send an account manager with sales experience"), 30),
    ),
    Chapter.MIDDLE: (
        ("care", N_("Care for them as people, so that they feel at ease with us"), 30),
        ("solution", N_("Offer a whole solution made for them, renewed every year"), 60),
        ("service_level", N_("Raise the level of the account manager's service"), 60),
        ("quality", N_("Raise quality and service so that they can rely on us"), 90),
        ("service_meeting", N_("Hold a regular service meeting"), 30),
        ("club", N_("Invite them to a customer club, to meet at more and higher levels"), 90),
        ("training", N_("Train their people: use, maintenance, knowledge of the trade"), 60),
    ),
    Chapter.PARTNER: (
        ("joint_work", N_("Work jointly in more fields, to the gain of both"), 90),
        ("their_place", N_("Put ourselves in their place and raise what we are worth to them"), 60),
        ("keep_services", N_("Keep up every service of the middle stage"), 30),
        ("vip_card", N_("Give them a VIP card that shows what they mean to us"), 60),
    ),
    Chapter.KEY_ACCOUNT: (
        ("supply", N_("Secure their supply first, above all before the high season"), 30),
        ("every_level", N_("Reach every level, down to the shop floor, also with training"), 60),
        ("trial", N_("Try new products with them first"), 90),
        ("events", N_("Follow their events and promotions, and lend a hand"), 30),
        ("executive_visit", N_("Arrange a visit by our senior management"), 60),
        ("promotion", N_("Design a promotion together with them"), 60),
        ("feedback", N_("Ask what they think of our people, and change what must change"), 30),
        ("reward", N_("Set up a reward policy: discounts, rebates, contests"), 60),
        ("timely_information", N_("Pass information between them and us at once and correctly"), 30),
        ("round_table", N_("Hold the yearly round table with senior management"), 180),
    ),
}
PLAYBOOK: tuple[Measure, ...] = tuple(
    Measure(f"{chapter}.{name}", chapter, english, days)
    for chapter, entries in _TEXTS.items()
    for name, english, days in entries
)


@dataclass(frozen=True)
class Suggested:
    """A measure for an account, with the action that was made of it, if one was."""

    measure: Measure
    action: Action | None

    @property
    def taken(self) -> bool:
        """Whether it was taken already, done or not."""
        return self.action is not None


def chapter_of(stage: Stage | None) -> Chapter | None:
    """The measures for a stage; the source names none for an interrupted relationship."""
    try:
        return Chapter(stage) if stage is not None else None
    except ValueError:
        return None


def measure_of(code: str) -> Measure | None:
    """The measure of that code."""
    return next((one for one in PLAYBOOK if one.code == code), None)


def playbook(chapter: Chapter, actions: Iterable[Action]) -> tuple[Suggested, ...]:
    """The measures of a chapter; those of which an action of the account was made are marked as taken."""
    made = {action.origin: action for action in actions if action.origin.startswith(ORIGIN)}
    return tuple(
        Suggested(measure, made.get(measure.origin)) for measure in PLAYBOOK if measure.chapter is chapter
    )
