"""How attractive an account is, and how strong we are with it 客户吸引力 × 相对实力 (2-rules §3).

Two axes of weighted criteria, each 0–100 and split at 50. The source names the axes and the four cells;
criteria and weights are ours and can be edited (weights) or scored by hand (each criterion 0–5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workbench.domain.axis_criteria import HIGHEST_SCORE, Axis, AxisCriterion, AxisWeights
from workbench.domain.axis_proposals import ProposedScore
from workbench.foundation.i18n import _, pgettext

SPLIT_BP: Final = 5_000
# The words of an enumeration are slow to ask for where thousands of accounts are judged.
_NAMES = {axis: tuple((one, one.value) for one in axis.criteria) for axis in Axis}


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion: what a person scored and what the data propose; the person's word wins."""

    criterion: AxisCriterion
    weight: int
    typed: int | None = None
    proposed: ProposedScore | None = None

    @property
    def score(self) -> int | None:
        """The score that counts; ``None`` where there is none."""
        if self.typed is not None:
            return self.typed
        return self.proposed.score if self.proposed else None

    @property
    def is_proposed(self) -> bool:
        """Whether it rests on the data alone."""
        return self.typed is None and self.proposed is not None


@dataclass(frozen=True)
class AxisScore:
    """What the scores of one axis come to. Unscored criteria are left out of the maximum and counted."""

    axis: Axis
    lines: tuple[CriterionLine, ...]

    @property
    def points_bp(self) -> int | None:
        """The share of the weighted maximum in basis points, rounded down; ``None`` if nothing counts."""
        most = reached = 0
        for line in self.lines:
            score = line.score
            if score is not None:
                most += HIGHEST_SCORE * line.weight
                reached += score * line.weight
        return reached * 10_000 // most if most else None

    @property
    def points(self) -> int | None:
        """The same as a whole number 0–100, rounded down."""
        points = self.points_bp
        return None if points is None else points // 100

    @property
    def is_high(self) -> bool | None:
        """Whether it reaches 50; ``None`` if nothing counts."""
        points = self.points_bp
        return None if points is None else points >= SPLIT_BP

    @property
    def typed(self) -> int:
        """How many criteria a person scored."""
        return sum(line.typed is not None for line in self.lines)

    @property
    def proposed(self) -> int:
        """How many rest on the data alone."""
        return sum(line.is_proposed for line in self.lines)

    @property
    def unscored(self) -> int:
        """How many have no score."""
        return len(self.lines) - self.typed - self.proposed

    @property
    def counted(self) -> str:
        """How much of it is known, in the user's language."""
        return _("{typed} scored, {proposed} proposed, {unscored} open").format(
            typed=self.typed, proposed=self.proposed, unscored=self.unscored
        )


class AxisCell(StrEnum):
    """The four kinds of accounts, the best first."""

    KEY_ACCOUNT = "key_account"
    KEY_DEVELOPMENT = "key_development"
    MAINTENANCE = "maintenance"
    OPPORTUNISTIC = "opportunistic"

    @property
    def label(self) -> str:
        return {
            AxisCell.KEY_ACCOUNT: pgettext("portfolio cell", "Key account"),
            AxisCell.KEY_DEVELOPMENT: pgettext("portfolio cell", "Key development account"),
            AxisCell.MAINTENANCE: pgettext("portfolio cell", "Maintenance account"),
            AxisCell.OPPORTUNISTIC: pgettext("portfolio cell", "Opportunistic account"),
        }[self]

    @property
    def advice(self) -> str:
        """What to do about such an account, in the user's language."""
        return {
            AxisCell.KEY_ACCOUNT: _("Invest: a team, a plan, the top of both houses."),
            AxisCell.KEY_DEVELOPMENT: _("Invest to become strong where it is worth it, or decide not to."),
            AxisCell.MAINTENANCE: _("Keep with little effort, and take what it yields."),
            AxisCell.OPPORTUNISTIC: _("Take orders as they come; do not go after them."),
        }[self]


def axis_cell(attractiveness: AxisScore, strength: AxisScore) -> AxisCell | None:
    """The kind of account; ``None`` while nothing counts on either axis."""
    attractive, strong = attractiveness.is_high, strength.is_high
    if attractive is None or strong is None:
        return None
    if attractive:
        return AxisCell.KEY_ACCOUNT if strong else AxisCell.KEY_DEVELOPMENT
    return AxisCell.MAINTENANCE if strong else AxisCell.OPPORTUNISTIC


def axis_score(
    axis: Axis,
    typed: Mapping[str, int],
    proposed: Mapping[AxisCriterion, ProposedScore],
    weights: AxisWeights | None = None,
) -> AxisScore:
    """The axis from the typed scores by name and the proposed ones; unknown names are left out."""
    counts = weights or AxisWeights()
    return AxisScore(
        axis,
        tuple(
            CriterionLine(one, getattr(counts, name), typed.get(name), proposed.get(one))
            for one, name in _NAMES[axis]
        ),
    )
