"""What can be set, where it stands, and by which words it is looked for: for the search and the palette."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workbench.foundation.i18n import _, pgettext
from workbench.services.word_search import in_every_language, name_score


@dataclass(frozen=True)
class SettingsPlace:
    """A section, by its key; its word and icon."""

    key: str
    title: Callable[[], str]
    icon: str


@dataclass(frozen=True)
class Topic:
    """Something in a section, by the text that stands there, and other words that mean it."""

    section: str
    title: Callable[[], str]
    words: Callable[[], str] = str


SECTIONS = (
    SettingsPlace("general", lambda: _("General"), "sliders-horizontal"),
    SettingsPlace("file", lambda: _("This file"), "hard-drive"),
    SettingsPlace("protection", lambda: _("Protection"), "key-round"),
    SettingsPlace("backups", lambda: _("Backups"), "shield-check"),
    SettingsPlace("checking", lambda: _("Check the file"), "badge-check"),
    SettingsPlace("receiving", lambda: _("Receiving files"), "inbox"),
    SettingsPlace("company", lambda: _("Our company"), "building-2"),
    SettingsPlace("people", lambda: _("People"), "users"),
    SettingsPlace("rules", lambda: _("Visit frequency"), "route"),
    SettingsPlace("workdays", lambda: _("Working calendar"), "calendar-check"),
    SettingsPlace("calendars", lambda: _("Calendars"), "calendar-days"),
    SettingsPlace("personal", lambda: _("Personal data"), "lock"),
    SettingsPlace("judging", lambda: _("Judging accounts"), "badge-check"),
    SettingsPlace("alarms", lambda: pgettext("page", "Alarms"), "bell"),
    SettingsPlace("complaints", lambda: pgettext("page", "Complaints"), "message-square-warning"),
    SettingsPlace("services", lambda: _("Service requests"), "rotate-ccw"),
    SettingsPlace("files", lambda: _("Files"), "folder"),
    SettingsPlace("diagnosis", lambda: _("Log and diagnosis"), "octagon-alert"),
    SettingsPlace("about", lambda: _("About"), "info"),
)

TOPICS = (
    Topic("general", lambda: _("Language"), lambda: pgettext("search words", "English Chinese translation")),
    Topic(
        "general",
        lambda: _("Look"),
        lambda: pgettext("search words", "dark light theme colours night appearance"),
    ),
    Topic("general", lambda: _("Your name"), lambda: pgettext("search words", "author user me myself")),
    Topic("general", lambda: _("Your company"), lambda: pgettext("search words", "firm cover")),
    Topic("general", lambda: _("Logo"), lambda: pgettext("search words", "picture cover brand")),
    Topic(
        "file",
        lambda: _("Folder"),
        lambda: pgettext("search words", "save autosave saved automatically location path where"),
    ),
    Topic("file", lambda: _("Largest attachment, MB"), lambda: pgettext("search words", "size limit")),
    Topic(
        "protection",
        lambda: _("Passphrase"),
        lambda: pgettext("search words", "password encrypt encryption security"),
    ),
    Topic("protection", lambda: _("Recovery code"), lambda: pgettext("search words", "forgotten lost")),
    Topic(
        "protection", lambda: _("Lock without use"), lambda: pgettext("search words", "idle minutes screen")
    ),
    Topic(
        "backups",
        lambda: _("Backups"),
        lambda: pgettext("search words", "backup restore copy autosave daily"),
    ),
    Topic(
        "backups",
        lambda: _("Second place"),
        lambda: pgettext("search words", "backup stick disk folder copy"),
    ),
    Topic(
        "checking",
        lambda: _("Check the file"),
        lambda: pgettext("search words", "damaged repair sound integrity"),
    ),
    Topic(
        "receiving",
        lambda: _("The key of this file"),
        lambda: pgettext("search words", "public key encrypt age"),
    ),
    Topic("receiving", lambda: _("Recipients"), lambda: pgettext("search words", "public key send")),
    Topic("company", lambda: _("Tax number"), lambda: pgettext("search words", "tax invoice")),
    Topic("company", lambda: _("Bank account"), lambda: pgettext("search words", "bank payment")),
    Topic(
        "people",
        lambda: _("People"),
        lambda: pgettext("search words", "colleagues team manager absence holiday capacity visits"),
    ),
    Topic("people", lambda: _("Accounts that change hands"), lambda: pgettext("search words", "handover")),
    Topic(
        "rules",
        lambda: _("Visit frequency"),
        lambda: pgettext("search words", "policy interval how often rules"),
    ),
    Topic(
        "workdays",
        lambda: _("Days off follow"),
        lambda: pgettext("search words", "holidays weekend working days"),
    ),
    Topic(
        "calendars",
        lambda: _("A file to subscribe to"),
        lambda: pgettext("search words", "ics phone outlook synchronise"),
    ),
    Topic(
        "calendars",
        lambda: _("Reminders"),
        lambda: pgettext("search words", "notifications notify do not disturb quiet tray"),
    ),
    Topic("personal", lambda: _("To review"), lambda: pgettext("search words", "privacy retention erase")),
    Topic(
        "personal",
        lambda: _("One reason for everybody"),
        lambda: pgettext("search words", "privacy consent lawful basis"),
    ),
    Topic(
        "judging",
        lambda: _("Tiers"),
        lambda: pgettext("search words", "strategic focus major threshold limit"),
    ),
    Topic("judging", lambda: _("ABC analysis"), lambda: pgettext("search words", "share pareto")),
    Topic("judging", lambda: _("Strategic scorecard"), lambda: pgettext("search words", "criteria weights")),
    Topic("judging", lambda: _("Lifetime value"), lambda: pgettext("search words", "CLV discount retention")),
    Topic("judging", lambda: _("Attractiveness and relative strength"), lambda: _("Portfolio")),
    Topic("judging", lambda: _("Evaluation"), lambda: pgettext("search words", "credit reputation weights")),
    Topic("judging", lambda: _("Profile"), lambda: pgettext("search words", "verified stale")),
    Topic(
        "alarms",
        lambda: _("Credit and receivables"),
        lambda: pgettext("search words", "credit limit terms owed overdue"),
    ),
    Topic(
        "alarms",
        lambda: _("Sales behind the plan"),
        lambda: pgettext("search words", "alarm threshold progress"),
    ),
    Topic(
        "alarms",
        lambda: _("Pauses between orders"),
        lambda: pgettext("search words", "alarm loss churn rhythm threshold"),
    ),
    Topic(
        "alarms",
        lambda: _("Products and prices"),
        lambda: pgettext("search words", "alarm lost product low price"),
    ),
    Topic(
        "alarms",
        lambda: _("Repeated claims"),
        lambda: pgettext("search words", "alarm returns complaints number value"),
    ),
    Topic(
        "complaints",
        lambda: _("Limits in working days"),
        lambda: pgettext("search words", "deadline reply escalation"),
    ),
    Topic("complaints", lambda: _("Repeat complaints"), lambda: pgettext("search words", "linked")),
    Topic(
        "services",
        lambda: _("Service requests"),
        lambda: pgettext("search words", "return repair fault types"),
    ),
    Topic("files", lambda: _("Sample data"), lambda: pgettext("search words", "demo example remove")),
    Topic("files", lambda: _("Opened lately"), lambda: pgettext("search words", "recent files open")),
    Topic(
        "diagnosis",
        lambda: _("Log and diagnosis"),
        lambda: pgettext("search words", "support error crash report help problem"),
    ),
    Topic("about", lambda: _("Version"), lambda: pgettext("search words", "about update support")),
    Topic("about", lambda: _("Made with"), lambda: pgettext("search words", "licence open source libraries")),
)


def topic_score(query: str, topic: Topic) -> int | None:
    """How well ``topic`` fits what was typed, in whichever language; ``None`` where it does not."""
    words = " ".join(in_every_language(topic.words)).split()
    scores = [name_score(query, title, words) for title in in_every_language(topic.title)]
    return max((score for score in scores if score is not None), default=None)


def section_of(topic: Topic) -> SettingsPlace:
    """Where ``topic`` stands."""
    return next(place for place in SECTIONS if place.key == topic.section)


def best(query: str) -> Topic | None:
    """What fits the words best; a section counts as what stands at its head."""
    everything = [*TOPICS, *(Topic(place.key, place.title) for place in SECTIONS)]
    scored = [(score, -at) for at, one in enumerate(everything) if (score := topic_score(query, one))]
    return everything[-max(scored)[1]] if scored else None


def found(query: str) -> Sequence[Topic | SettingsPlace]:
    """Sections and topics that fit, section by section in their order."""

    def look() -> Iterator[Topic | SettingsPlace]:
        for place in SECTIONS:
            topics = [one for one in TOPICS if one.section == place.key and topic_score(query, one)]
            by_name = any(name_score(query, title) for title in in_every_language(place.title))
            if topics or by_name:
                yield place
                titles = in_every_language(place.title)
                yield from (one for one in topics if one.title() not in titles)

    return list(look())
