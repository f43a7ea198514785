"""Relationship: stages, why they were interrupted, KAM levels, functions that meet (2-rules §5)."""

from enum import StrEnum

from workbench.foundation.i18n import pgettext


class Stage(StrEnum):
    """关系阶段 (2-rules §5)."""

    NURTURING = "nurturing"
    INITIAL = "initial"
    MIDDLE = "middle"
    PARTNER = "partner"
    INTERRUPTED = "interrupted"

    @property
    def label(self) -> str:
        return {
            Stage.NURTURING: pgettext("stage", "Nurturing"),
            Stage.INITIAL: pgettext("stage", "Initial"),
            Stage.MIDDLE: pgettext("stage", "Middle"),
            Stage.PARTNER: pgettext("stage", "Partner"),
            Stage.INTERRUPTED: pgettext("stage", "Interrupted"),
        }[self]


class InterruptionCause(StrEnum):
    """Why a relationship was interrupted: the first five lie inside, the last two outside (2-rules §5)."""

    KEY_PERSON_CHANGED = "key_person_changed"
    MUTUAL_DISTRUST = "mutual_distrust"
    PRODUCT_QUALITY = "product_quality"
    PERSONAL_TIES = "personal_ties"
    WEAKER_MANAGER = "weaker_manager"
    INSOLVENCY = "insolvency"
    MARKET_POSITION = "market_position"

    @property
    def label(self) -> str:
        return {
            InterruptionCause.KEY_PERSON_CHANGED: pgettext("interruption", "Key person changed"),
            InterruptionCause.MUTUAL_DISTRUST: pgettext("interruption", "Mutual distrust"),
            InterruptionCause.PRODUCT_QUALITY: pgettext("interruption", "Product quality"),
            InterruptionCause.PERSONAL_TIES: pgettext("interruption", "Favours and personal ties"),
            InterruptionCause.WEAKER_MANAGER: pgettext("interruption", "Weaker new account manager"),
            InterruptionCause.INSOLVENCY: pgettext("interruption", "Insolvency"),
            InterruptionCause.MARKET_POSITION: pgettext("interruption", "Change of market position"),
        }[self]


class LifeCycle(StrEnum):
    """Where an account stands in its life with us (2-rules §5)."""

    IDENTIFY = "identify"
    APPROACH = "approach"
    DEEPEN = "deepen"
    MAINTAIN = "maintain"
    WIN_BACK = "win_back"

    @property
    def label(self) -> str:
        return {
            LifeCycle.IDENTIFY: pgettext("life cycle", "Identify"),
            LifeCycle.APPROACH: pgettext("life cycle", "Approach"),
            LifeCycle.DEEPEN: pgettext("life cycle", "Deepen"),
            LifeCycle.MAINTAIN: pgettext("life cycle", "Maintain"),
            LifeCycle.WIN_BACK: pgettext("life cycle", "Win back"),
        }[self]


class KamLevel(StrEnum):
    """Level of key account management, lowest first (2-rules §5)."""

    PRE = "pre"
    EARLY = "early"
    MID = "mid"
    PARTNERSHIP = "partnership"
    SYNERGISTIC = "synergistic"

    @property
    def label(self) -> str:
        return {
            KamLevel.PRE: pgettext("KAM level", "Pre-KAM"),
            KamLevel.EARLY: pgettext("KAM level", "Early KAM"),
            KamLevel.MID: pgettext("KAM level", "Mid KAM"),
            KamLevel.PARTNERSHIP: pgettext("KAM level", "Partnership KAM"),
            KamLevel.SYNERGISTIC: pgettext("KAM level", "Synergistic KAM"),
        }[self]


class Function(StrEnum):
    """What a person does in their company: which functions meet decides the KAM level (2-rules §5)."""

    MANAGEMENT = "management"
    PURCHASING = "purchasing"
    SALES = "sales"
    MARKETING = "marketing"
    TECHNOLOGY = "technology"
    PRODUCTION = "production"
    QUALITY = "quality"
    LOGISTICS = "logistics"
    FINANCE = "finance"
    SERVICE = "service"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            Function.MANAGEMENT: pgettext("function", "Management"),
            Function.PURCHASING: pgettext("function", "Purchasing"),
            Function.SALES: pgettext("function", "Sales"),
            Function.MARKETING: pgettext("function", "Marketing"),
            Function.TECHNOLOGY: pgettext("function", "Technology"),
            Function.PRODUCTION: pgettext("function", "Production"),
            Function.QUALITY: pgettext("function", "Quality"),
            Function.LOGISTICS: pgettext("function", "Logistics"),
            Function.FINANCE: pgettext("function", "Finance"),
            Function.SERVICE: pgettext("function", "Service"),
            Function.OTHER: pgettext("function", "Other"),
        }[self]
