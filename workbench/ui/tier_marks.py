"""The mark of each tier: a filled, half, empty or small disc; the word always stands beside it."""

from workbench.domain.accounts import Tier
from workbench.ui.kit.marks import DISC, DOT, HALF, RING, Mark

TIER_MARKS = {
    Tier.STRATEGIC: Mark(DISC),
    Tier.FOCUS: Mark(HALF),
    Tier.MAJOR: Mark(RING),
    Tier.GENERAL: Mark(DOT),
}
