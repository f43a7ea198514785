"""How something found is shown in the palette, and where it leads."""

from functools import partial

from workbench.domain.record_words import field_label
from workbench.domain.search_text import SearchHit, SearchReason
from workbench.foundation.i18n import format_date, pgettext
from workbench.ui.kit.marks import Mark
from workbench.ui.navigation import ComplaintsPart, Destination, PageId
from workbench.ui.shell.hits import Hit

_ICONS = {
    "account": "building-2",
    "contact": "user",
    "contract": "file-text",
    "attachment": "folder",
    "need": "target",
    "action": "square-check",
    "complaint": "message-square-warning",
    "complaint_event": "message-square-warning",
    "visit": "calendar-check",
    "project": "briefcase",
    "service_request": "rotate-ccw",
    "contact_log": "phone",
}
# What needs no word to be understood: the name itself is seen.
_PLAIN = frozenset({SearchReason.NAME, SearchReason.SEVERAL, SearchReason.WITHIN})
# The text that stands for the record itself.
_TEXTS = {
    "contract": "title",
    "attachment": "name",
    "need": "text",
    "action": "text",
    "complaint": "text",
    "complaint_event": "text",
    "project": "title",
    "service_request": "text",
    "contact_log": "text",
}
_NAMES = frozenset({"name", ""})


def shown(hit: SearchHit) -> Hit:
    """The line of the palette for ``hit``."""
    in_title = hit.excerpt == hit.label
    kind = kind_label(hit.kind)
    day = format_date(hit.day) if hit.day else ""
    aside = (kind, day, hit.account, hit.detail) if kind else (hit.account, hit.detail)
    return Hit(
        hit.label or kind,
        partial(destination_of, hit),
        note=" · ".join(filter(None, aside)),
        second="" if in_title else hit.excerpt,
        why=why(hit),
        mark=Mark(_ICONS[hit.kind]),
        title_marks=hit.marks if in_title else (),
        second_marks=() if in_title else hit.marks,
        is_guess=hit.why is SearchReason.SIMILAR,
    )


def why(hit: SearchHit) -> str:
    """By what ``hit`` was found, in a word or two; empty where one sees it."""
    if (hit.why in _PLAIN and hit.field in _NAMES) or hit.field == _TEXTS.get(hit.kind):
        return ""
    return field_label(hit.field) if hit.field and hit.field != "name" else hit.why.label


def kind_label(kind: str) -> str:
    """What one record of ``kind`` is called; empty for accounts and people, whom one knows by name."""
    return {
        "contract": pgettext("found", "Contract"),
        "attachment": pgettext("found", "Attachment"),
        "need": pgettext("found", "Need"),
        "action": pgettext("found", "Promise"),
        "complaint": pgettext("found", "Complaint"),
        "complaint_event": pgettext("found", "Step of a complaint"),
        "visit": pgettext("found", "Visit"),
        "project": pgettext("found", "Project"),
        "service_request": pgettext("found", "Service"),
        "contact_log": pgettext("found", "Call or message"),
    }.get(kind, "")


def destination_of(hit: SearchHit) -> Destination:
    """Where ``hit`` is to be seen."""
    # Loaded when something is chosen: it brings the whole page.
    from workbench.ui.screens.accounts.sections import Section

    if hit.kind == "visit":
        return Destination(PageId.CALENDAR, subject=hit.id, day=hit.day)
    if hit.kind == "contact":
        return Destination(PageId.ACCOUNT, subject=hit.account_id, view=Section.PEOPLE, item=hit.id)
    if hit.kind == "account":
        in_profile = hit.field not in _NAMES and hit.why is not SearchReason.CODE
        return Destination(PageId.ACCOUNT, hit.id, view=Section.PROFILE if in_profile else Section.OVERVIEW)
    if hit.kind in ("complaint", "complaint_event"):
        return Destination(PageId.COMPLAINT, subject=hit.of_id or hit.id)
    if hit.kind == "service_request":
        return Destination(PageId.COMPLAINTS, view=ComplaintsPart.SERVICE, item=hit.id)
    if hit.kind == "contract":
        return Destination(PageId.CONTRACTS, item=hit.id)
    section = {
        "need": Section.NEEDS,
        "attachment": Section.FILES,
        "project": Section.CONTACT,
        "contact_log": Section.CONTACT,
    }.get(hit.kind, Section.OVERVIEW)
    return Destination(PageId.ACCOUNT, subject=hit.account_id, view=section, item=hit.id)
