"""What a nomination as strategic account asks for (2-rules §2.1): all of it, or it is none."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.scorecard import Scorecard
from workbench.foundation.i18n import _, format_percent_bp, listed


class Lacking(StrEnum):
    """What may be missing."""

    SCORECARD = "scorecard"
    COMPETITOR = "competitor"
    APPROVAL = "approval"


@dataclass(frozen=True)
class Nomination:
    """How an account stands towards being strategic; ``approved_by`` is the general manager."""

    scorecard: Scorecard
    is_competitor: bool
    approved_by: str
    approved_on: date | None

    @property
    def lacking(self) -> tuple[Lacking, ...]:
        """What is still missing; nothing where it may be confirmed."""
        found = []
        if not self.scorecard.qualifies:
            found.append(Lacking.SCORECARD)
        if self.is_competitor:
            found.append(Lacking.COMPETITOR)
        if not self.approved_by.strip() or self.approved_on is None:
            found.append(Lacking.APPROVAL)
        return tuple(found)

    @property
    def complete(self) -> bool:
        """Whether the account may be confirmed as strategic."""
        return not self.lacking

    def text_of(self, lacking: Lacking) -> str:
        """What is missing there, in the user's language."""
        if lacking is Lacking.COMPETITOR:
            return _("it is marked as a competitor")
        if lacking is Lacking.APPROVAL:
            return _("the general manager's approval is missing")
        total = self.scorecard.total_bp
        if total is None:
            return _("the scorecard is empty")
        return _("the scorecard has {share} of {threshold}%").format(
            share=format_percent_bp(total, digits=1), threshold=self.scorecard.threshold
        )

    @property
    def lacking_text(self) -> str:
        """All that is missing as one phrase; empty where nothing is."""
        return listed(self.text_of(one) for one in self.lacking)
