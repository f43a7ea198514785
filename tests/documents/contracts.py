"""Contracts on paper, made from the samples that come with the program."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from workbench.documents.contract_text import filled_parts, names_in
from workbench.domain.contract_paper import (
    ContractPaper,
    PaperAmendment,
    PaperChange,
    PaperClause,
    PaperColumn,
    PaperParty,
    PaperTable,
)
from workbench.domain.contract_values import GOODS_MARK
from workbench.domain.contracts import ClauseGroup
from workbench.foundation.paths import resources_dir

SAMPLES = ("zh_sale", "zh_dealer", "en_supply")
TODAY = date(2026, 11, 22)
LONG_ZH = (
    "江苏省苏州工业园区华东精密机械制造与自动化系统集成技术开发（集团）"
    "股份有限公司第二分公司华南区域营销管理中心办事处"
)
LONG_EN = "Northern Precision Machinery and Automation Systems Group Ltd"


def sample(name: str) -> Mapping[str, Any]:
    """A shipped template as it is stored."""
    found: Mapping[str, Any] = json.loads(
        (resources_dir() / "contract_templates" / f"{name}.json").read_text(encoding="utf-8")
    )
    return found


def values_of(name: str, **given: str) -> dict[str, str]:
    """A value for every placeholder of the sample, told by its name."""
    names = {one for clause in sample(name)["clauses"] for one in names_in(clause["text"])}
    values = {one: f"«{one}»" for one in names} | {"goods": GOODS_MARK}
    return values | given


def goods(count: int) -> PaperTable:
    """A table of that many lines and their sum."""
    columns = (
        PaperColumn("No.", 0.45),
        PaperColumn("Product", 1.6),
        PaperColumn("Specification", 1.6),
        PaperColumn("Unit", 0.5),
        PaperColumn("Quantity", 0.8, right=True),
        PaperColumn("Price", 0.9, right=True),
        PaperColumn("Amount", 1.0, right=True),
    )
    rows = tuple(
        (str(at), f"轴承 Bearing {at:03}", f"6204-2RS/C3 φ{20 + at}×47×14", "套", "120", "35.50", "4,260.00")
        for at in range(1, count + 1)
    )
    total = ("", "合计", "", "", "", "", f"{4260 * count:,}.00")
    return PaperTable("", columns, rows, total)


def paper_of(
    name: str = "zh_sale", values: Mapping[str, str] | None = None, *, lines: int = 3, **changed: Any
) -> ContractPaper:
    """A sample as a paper, filled with ``values`` (all by default); ``changed`` goes into the paper."""
    stored = sample(name)
    known = values_of(name) if values is None else values
    clauses = tuple(
        PaperClause(ClauseGroup(one["group"]), at, one["title"], filled_parts(one["text"], known))
        for at, one in enumerate(stored["clauses"], 1)
    )
    chinese = stored["language"] == "zh_CN"
    roles = ("甲方（供方）", "乙方（需方）") if chinese else ("Supplier", "Buyer")
    paper = ContractPaper(
        language=stored["language"],
        title=stored["name"],
        number="HT-2026-0117",
        company="本公司",
        author="张三",
        printed_on=TODAY,
        parties=(
            PaperParty(roles[0], "苏州示例轴承有限公司", "张三"),
            PaperParty(roles[1], "某客户", "李四"),
        ),
        clauses=clauses,
        goods=goods(lines) if lines else None,
        goods_note="合计人民币（大写）：壹万贰仟柒佰捌拾元整" if lines else "",
    )
    return replace(paper, **changed)


def amended(changes: Sequence[PaperChange], number: int = 1, signed: bool = True) -> PaperAmendment:
    """An amendment of these changes."""
    return PaperAmendment(number, "<reason>", TODAY, TODAY if signed else None, tuple(changes))
