"""The influence map in two sentences: who is known and how they stand, what presses most (2-rules §6)."""

from collections.abc import Sequence

from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_finding import Finding, Severity
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.i18n import _, in_a_row, listed, ngettext, pgettext


def map_takeaway(map: InfluenceMap, findings: Sequence[Finding], phase: BuyingPhase | None = None) -> str:
    """How many people are known and how they stand, then the most pressing finding."""
    if not map.contacts:
        return _("Nobody at this account is known yet. Add the people who decide, use and advise.")
    supports = [map.support_of(one.id, phase) for one in map.contacts]
    counted = (
        (sum(1 for one in supports if one is not None and one > 0), _("{count} for us")),
        (sum(1 for one in supports if one is not None and one < 0), _("{count} against us")),
        (sum(1 for one in map.contacts if one.id not in map.last_met), _("{count} never met")),
    )
    known = ngettext("{count} person is on the map", "{count} people are on the map", len(supports))
    parts = [words.format(count=count) for count, words in counted if count]
    told = known.format(count=len(supports))
    if parts:
        told = _("{known}: {parts}").format(known=told, parts=listed(parts))
    sentences = [pgettext("sentence", "{text}.").format(text=told)]
    pressing = next((one for one in findings if one.severity is not Severity.INFO), None)
    if pressing is not None:
        text = _("{title}: {message}").format(title=pressing.title, message=pressing.message.rstrip(".。"))
        sentences.append(pgettext("sentence", "{text}.").format(text=text))
    return in_a_row(*sentences)
