"""Everything the section shows of a plan, read in the background in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanPart, plan_id
from workbench.domain.plan_texts import part_from_data
from workbench.foundation.ids import Id
from workbench.services.account_plans import get_plan
from workbench.services.drafts import find_draft
from workbench.services.plan_calendar import required_by_month
from workbench.services.workspaces import Workspace


@dataclass(frozen=True)
class PlanData:
    """The plan, what the data propose for each part, what was typed when the program ended, and how many
    visits each month of the year asks for."""

    paper: AccountPlanPaper
    proposals: Mapping[PlanPart, str]
    draft: Mapping[str, Any] | None
    required: tuple[int, ...]


def read_plan(workspace: Workspace, account_id: Id, year: int | None) -> PlanData:
    """The plan of ``year``, or of the year that is worked on; raises ``NotFound``."""
    paper = get_plan(workspace, account_id, year)
    proposals = {part: part_from_data(paper, part) for part in PlanPart}
    draft = find_draft(workspace, plan_id(account_id, paper.year))
    required = required_by_month(workspace, account_id, paper.year)
    return PlanData(paper, proposals, draft, required)
