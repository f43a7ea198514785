"""What speaks for a stage of the relationship, as far as the source has figures (2-rules §5)."""

from dataclasses import dataclass

from workbench.domain.relationship import Stage
from workbench.foundation.i18n import _, format_percent_bp

INITIAL_FROM_BP, INITIAL_TO_BP = 3_000, 5_000


@dataclass(frozen=True)
class StageEvidence:
    """A stage that figures speak for; ``stage`` is ``None`` where they say nothing."""

    stage: Stage | None
    reason: str


def stage_evidence(share_of_wallet_bp: int | None, *, has_traded: bool, ties: int) -> StageEvidence:
    """The stage that the share of wallet (basis points) and the trade so far speak for (2-rules §5).

    A share of 30–50 % is the initial stage. No trade yet, with at most one link between people, is
    nurturing. For the middle stage and partners the source has no figures: people decide.
    """
    if share_of_wallet_bp is not None and INITIAL_FROM_BP <= share_of_wallet_bp <= INITIAL_TO_BP:
        share = format_percent_bp(share_of_wallet_bp, digits=1)
        return StageEvidence(
            Stage.INITIAL, _("Our share of their spend is {share}, between 30 and 50%.").format(share=share)
        )
    if not has_traded and not share_of_wallet_bp and ties <= 1:
        return StageEvidence(Stage.NURTURING, _("No trade yet, and contact through one person at most."))
    if share_of_wallet_bp is None:
        return StageEvidence(
            None, _("Enter the share of wallet in the profile: 30 to 50% is the initial stage.")
        )
    return StageEvidence(
        None,
        _(
            "Our share of their spend is {share}. No figure tells the other stages apart: judge yourself."
        ).format(share=format_percent_bp(share_of_wallet_bp, digits=1)),
    )
