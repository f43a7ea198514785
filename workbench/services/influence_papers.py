"""The influence map as a paper: of a day, with what changed since another (2-rules §6, 3-features B5)."""

from datetime import date

from workbench.documents.influence_map import InfluenceMapPaper, influence_map_pdf
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_findings import findings_of
from workbench.domain.influence_layout import MapView
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.policies import VERIFIED_DAYS, policy
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, language
from workbench.foundation.ids import Id
from workbench.foundation.settings import load_settings
from workbench.services.influence import get_influence_map
from workbench.services.influence_history import map_difference, map_on
from workbench.storage.queries.policies import policy_values
from workbench.storage.workspace import Workspace


def print_influence_map(
    workspace: Workspace,
    account_id: Id,
    *,
    view: MapView = MapView.CHART,
    phase: BuyingPhase | None = None,
    day: date | None = None,
    compare: date | None = None,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The map of an account as a PDF on its side; the customer's copy is a plain organisation chart.

    ``day`` is the day whose map is shown, ``compare`` an earlier one; what changed between the two is
    printed. Raises ``NotFound``, and ``BadInput`` where ``compare`` is not earlier.
    """
    today = workspace.clock.today()
    shown_on = min(day or today, today)
    if compare is not None and compare >= shown_on:
        raise BadInput(
            _("The map can only be compared with that of an earlier day."),
            hint=_("Choose a day before the one shown."),
            where="compare",
        )
    map = (
        get_influence_map(workspace, account_id)
        if shown_on == today
        else map_on(workspace, account_id, shown_on)
    )
    is_internal = profile is Profile.INTERNAL
    with workspace.read() as session:
        verified_days = policy(policy_values(session), VERIFIED_DAYS)
    difference = None
    if compare is not None and is_internal:
        difference = map_difference(map_on(workspace, account_id, compare), map)
    paper = InfluenceMapPaper(
        company=load_settings().company,
        author=workspace.author,
        printed_on=today,
        map=map,
        findings=findings_of(map, verified_days=verified_days) if is_internal else (),
        view=view,
        phase=phase,
        difference=difference,
    )
    return influence_map_pdf(
        paper, language=in_language or language(), paper_size=paper_size, profile=profile
    )
