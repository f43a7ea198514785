"""The words that offices write for the product's fixed values, in Chinese and English."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from workbench.domain.accounts import AccountKind, BuyingRole, CreditGrade, KeyType, Standing, Tier
from workbench.domain.complaints import ComplaintKind, ComplaintSeverity
from workbench.domain.contact_links import ContactLinkKind
from workbench.domain.relationship import Function, LifeCycle, Stage
from workbench.domain.visits import VisitKind
from workbench.foundation.han import simplified
from workbench.foundation.i18n import in_this_writing, in_traditional

# Besides each member's own value; compared without case, spaces and punctuation. Pairs, because members of
# different kinds with the same value (a middle standing, a middle stage) are equal to each other.
_PAIRS: Sequence[tuple[StrEnum, str]] = (
    (Tier.STRATEGIC, "战略 战略客户 战略级"),
    (Tier.FOCUS, "重点 重点客户 key"),
    (Tier.MAJOR, "主要 主要客户"),
    (Tier.GENERAL, "一般 一般客户 普通 普通客户 ordinary"),
    (Standing.LEADING, "领先 龙头 行业领先 leader"),
    (Standing.MIDDLE, "中等 中游"),
    (Standing.MINOR, "一般 较小 small"),
    (CreditGrade.EXCELLENT, "优质 优秀 优 good"),
    (CreditGrade.MEDIUM, "中等 中 average"),
    (CreditGrade.POOR, "较差 差 bad"),
    (Stage.NURTURING, "孕育 孕育期 new"),
    (Stage.INITIAL, "初期 初级"),
    (Stage.MIDDLE, "中期 中级"),
    (Stage.PARTNER, "战略合作伙伴 合作伙伴 伙伴 strategicpartner partnership"),
    (Stage.INTERRUPTED, "间断 中断 interrupt"),
    (KeyType.INDUSTRY, "行业 行业型 行业大客户"),
    (KeyType.REGIONAL, "区域 区域型 区域大客户 region"),
    (KeyType.POTENTIAL, "潜力 潜力型 潜力大客户"),
    (LifeCycle.IDENTIFY, "识别 识别期"),
    (LifeCycle.APPROACH, "接触 接触期 开发"),
    (LifeCycle.DEEPEN, "深化 深化期 发展"),
    (LifeCycle.MAINTAIN, "维护 维护期 保持"),
    (LifeCycle.WIN_BACK, "挽回 挽回期 赢回"),
    (Function.MANAGEMENT, "管理 管理层 高层 总经办"),
    (Function.PURCHASING, "采购 采购部 procurement"),
    (Function.SALES, "销售 销售部"),
    (Function.MARKETING, "市场 市场部 营销"),
    (Function.TECHNOLOGY, "技术 技术部 研发 engineering"),
    (Function.PRODUCTION, "生产 生产部 制造 manufacturing"),
    (Function.QUALITY, "质量 质量部 品质 品管"),
    (Function.LOGISTICS, "物流 物流部 仓储 supplychain"),
    (Function.FINANCE, "财务 财务部 accounting"),
    (Function.SERVICE, "服务 售后 客服"),
    (Function.OTHER, "其他 其它"),
    (ContactLinkKind.REPORTS_TO, "汇报 汇报给 上级 直接上级 reports"),
    (ContactLinkKind.INFLUENCES, "影响 influence"),
    (AccountKind.END_CUSTOMER, "终端 终端客户 最终用户 enduser"),
    (AccountKind.DEALER, "经销商 distributor"),
    (AccountKind.RETAILER, "零售商 零售"),
    (AccountKind.AGENT, "代理商 代理"),
    (AccountKind.GROUP, "集团 集团客户"),
    (AccountKind.EXHIBITOR, "参展商"),
    (AccountKind.VISITOR, "专业观众 观众 tradevisitor"),
    (AccountKind.PARTNER, "合作伙伴 伙伴"),
    (BuyingRole.ECONOMIC, "经济型 经济 e economicbuyer"),
    (BuyingRole.USER, "使用型 使用 用户 u userbuyer"),
    (BuyingRole.TECHNICAL, "技术型 技术 t technicalbuyer"),
    (BuyingRole.COACH, "内线 教练 教练型 c"),
    (VisitKind.FIELD, "实地拜访 上门拜访 上门 拜访 fieldvisit visit"),
    (VisitKind.TELEPHONE, "电话回访 电话 电话拜访 call phone telephonecall"),
    (VisitKind.EXECUTIVE, "高层拜访 高层 executivevisit"),
    (VisitKind.ROUND_TABLE, "座谈会 圆桌会"),
    (VisitKind.BUSINESS_MEETING, "业务座谈会 业务会"),
    (VisitKind.SERVICE_MEETING, "服务例会"),
    (VisitKind.VISITS_US, "考察接待 来访 customervisitsus"),
    (VisitKind.FOLLOW_UP, "跟进电话 回访跟进 followupcall"),
    (VisitKind.TRAINING, "客户培训 培训 customertraining"),
    (ComplaintKind.QUALITY, "质量 质量问题"),
    (ComplaintKind.LATE_DELIVERY, "交期延误 交货延误 交货延迟 延迟交货 延期 延误 交期 delivery"),
    (ComplaintKind.SPECIFICATION, "规格不符 规格 specificationmismatch"),
    (ComplaintKind.PACKAGING, "包装 包装问题"),
    (ComplaintKind.SERVICE, "服务 服务问题"),
    (ComplaintKind.OTHER, "其他 其它"),
    (ComplaintSeverity.NORMAL, "一般 普通 轻微 minor"),
    (ComplaintSeverity.SEVERE, "严重 较重 serious"),
    (ComplaintSeverity.MAJOR, "重大 特别重大 critical"),
)
_WORDS = {(type(member), member.value): words for member, words in _PAIRS}

# Support −2…+2 (2-rules §6).
_SUPPORT: Mapping[str, int] = {
    **dict.fromkeys(["-2", "blocker", "阻碍者", "阻碍", "反对者", "强烈反对"], -2),
    **dict.fromkeys(["-1", "critic", "批评者", "质疑者", "质疑", "反对"], -1),
    **dict.fromkeys(["0", "neutral", "中立", "中立者"], 0),
    **dict.fromkeys(["1", "+1", "supporter", "支持者", "支持"], 1),
    **dict.fromkeys(["2", "+2", "champion", "拥护者", "拥护", "倡导者", "强烈支持"], 2),
}
_MINUS = str.maketrans("−－–", "---")
_ROLE_SEPARATORS = re.compile(r"[,;/|、，；和及+&\s]+")


def _key(word: str) -> str:
    return simplified(re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", word))).casefold()


@lru_cache
def _words_of(choices: type[StrEnum]) -> dict[str, StrEnum]:
    return {
        _key(word): member
        for member in choices
        for known in (member.value, member.value.replace("_", ""), *_WORDS[choices, member.value].split())
        for word in (known, in_traditional(known))
    }


def choice_of(choices: type[StrEnum], word: str) -> StrEnum | None:
    """The member that ``word`` means, or ``None``."""
    return _words_of(choices).get(_key(word))


def words_for(choices: type[StrEnum]) -> str:
    """The words to use, for a message: each member's value and its first Chinese word."""
    return ", ".join(
        f"{member.value} {in_this_writing(_WORDS[choices, member.value].split()[0])}" for member in choices
    )


def chinese_words() -> tuple[str, ...]:
    """Every Chinese word of the product's fixed values, as offices write them."""
    return tuple(
        dict.fromkeys(one for words in _WORDS.values() for one in words.split() if not one.isascii())
    )


def roles_of(text: str) -> tuple[BuyingRole, ...] | None:
    """The roles written as words or as letters (``E/U``, ``EUT``); ``None`` if one is unknown."""
    parts = [part for part in _ROLE_SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part]
    found: list[BuyingRole] = []
    for part in parts:
        role = choice_of(BuyingRole, part)
        if role is not None:
            found.append(BuyingRole(role))
        elif set(part.upper()) <= set("EUTC"):
            found += [BuyingRole(str(choice_of(BuyingRole, letter))) for letter in part]
        else:
            return None
    return tuple(role for role in BuyingRole if role in found)


_YES = frozenset(("yes", "y", "true", "1", "是", "有", "对", "√", "✓"))
_NO = frozenset(("no", "n", "false", "0", "否", "无", "不是", "×", "✗"))


def yes_no_of(text: str) -> bool | None:
    """Yes or no, in words or as a tick; ``None`` if it is neither."""
    word = simplified(text.strip()).casefold()
    return True if word in _YES else False if word in _NO else None


def support_of(text: str) -> int | None:
    """Support from −2 to 2, written as a number or a word; ``None`` if it is neither."""
    plain = simplified(unicodedata.normalize("NFKC", text))
    return _SUPPORT.get(plain.translate(_MINUS).strip().casefold())
