"""Pairs of accounts that are one company, and pairs that are two. All names are invented."""

from dataclasses import dataclass

from workbench.domain.credit_code import check_digit
from workbench.domain.duplicates import AccountFacts
from workbench.foundation.ids import derived_id


@dataclass(frozen=True)
class Judged:
    """Two accounts and what a person says of them."""

    left: AccountFacts
    right: AccountFacts
    same: bool
    because: str


def code(number: int) -> str:
    """A credit code that checks out, another for each number."""
    body = f"91320500MA{number:07d}"
    return body + check_digit(body)


def facts(side: str, name: str, **more: object) -> AccountFacts:
    """An account of one side."""
    return AccountFacts(derived_id(side, name, repr(more)), name, **more)  # type: ignore[arg-type]


def _judged(same: bool, because: str, left: tuple[str, dict[str, object]], right: object) -> Judged:
    name, more = right if isinstance(right, tuple) else (right, {})
    return Judged(facts("left", left[0], **left[1]), facts("right", str(name), **more), same, because)


def _same(because: str, left: object, right: object) -> Judged:
    first = left if isinstance(left, tuple) else (str(left), {})
    return _judged(True, because, first, right)


def _two(because: str, left: object, right: object) -> Judged:
    first = left if isinstance(left, tuple) else (str(left), {})
    return _judged(False, because, first, right)


PAIRS = (
    _same("legal form", "苏州澜川精密机械有限公司", "苏州澜川精密机械"),
    _same("legal form", "澜川精密机械有限公司", "澜川精密机械股份有限公司"),
    _same("region in front", "江苏省苏州市澜川机械有限公司", "澜川机械有限公司"),
    _same("region with and without 市", "苏州市澜川机械有限公司", "苏州澜川机械有限公司"),
    _same("province and city", "江苏澜川机械有限公司", "苏州澜川机械有限公司"),
    _same("region in brackets", "澜川机械（苏州）有限公司", "苏州澜川机械有限公司"),
    _same("district", "昆山市谷屿电子有限公司", "谷屿电子（昆山）有限公司"),
    _same("zone", "苏州工业园区谷屿电子有限公司", "苏州谷屿电子有限公司"),
    _same("nation in brackets", "祁衡动力（中国）有限公司", "祁衡动力有限公司"),
    _same("group", "祁衡动力集团有限公司", "祁衡动力（集团）股份有限公司"),
    _same("full width", "ＡＢＫ自动化有限公司", "ABK自动化有限公司"),
    _same("punctuation", "晏海·港机装备有限公司", "晏海港机装备有限公司"),
    _same("traditional characters", "晏海港機裝備有限公司", "晏海港机装备有限公司"),
    _same("spaces", "晏 海 港机装备", "晏海港机装备有限公司"),
    _same("only the own words", "皓岑", "皓岑半导体设备有限公司"),
    _same("trade left out", "皓岑科技有限公司", "皓岑有限公司"),
    _same("trade shortened", "皓岑新能源科技有限公司", "皓岑新能源有限公司"),
    _same("homophone", "驰屿物流有限公司", "池屿物流有限公司"),
    _same("homophone", "宁波朗悦纸品厂", "宁波朗跃纸品厂"),
    _same("homophone", "望嵩阀门有限公司", "望松阀门有限公司"),
    _same("slip of the pen", "四海通达远洋物流有限公司", "四海通达远样物流有限公司"),
    _same("sign left out", "锦绣山河门窗有限公司", "锦绣山门窗有限公司"),
    _same("sign left out", "新百纳五金有限公司", "新百五金有限公司"),
    _same("turned", "沐岚泽食品有限公司", "沐泽岚食品有限公司"),
    _same(
        "former name",
        ("澜川精密机械有限公司", {"former_name": "苏州第三轴承厂；澜川机械厂"}),
        "苏州第三轴承厂",
    ),
    _same(
        "former name in another form",
        ("祁衡动力有限公司", {"former_name": "常州衡达电机有限公司"}),
        "衡达电机（常州）有限公司",
    ),
    _same("short name", ("上海汀畔食品集团有限公司", {"short_name": "上畔"}), "上畔"),
    _same("short name with a legal form", ("上海汀畔食品集团有限公司", {"short_name": "上畔"}), "上畔集团"),
    _same("credit code", ("云栖智造有限公司", {"credit_code": code(1)}), ("栖云", {"credit_code": code(1)})),
    _same(
        "credit code written with spaces",
        ("云栖智造有限公司", {"credit_code": code(2)}),
        ("云栖智能制造", {"credit_code": f" {code(2)[:9].lower()} {code(2)[9:].lower()}"}),
    ),
    _same(
        "moved to another city",
        ("汀畔食品有限公司", {"city": "苏州", "credit_code": code(3)}),
        ("汀畔食品有限公司", {"city": "无锡", "credit_code": code(3)}),
    ),
    _same(
        "another trade, but phone and site agree",
        ("唯新机电有限公司", {"phones": ("0512-55507116",), "sites": ("www.weixin-jd.example",)}),
        ("唯新装备", {"phones": ("+86 512 5550 7116",), "sites": ("li@weixin-jd.example",)}),
    ),
    _same("English legal form", "Lanchuan Precision Co., Ltd.", "Lanchuan Precision Limited"),
    _same("English city", "Suzhou Lanchuan Precision Co., Ltd.", "Lanchuan Precision (Suzhou) Co Ltd"),
    _same("German legal form", "Fernau Antriebe GmbH", "Fernau Antriebe GmbH & Co. KG"),
    _same("accents", "Müllenbach Werke AG", "Mullenbach Werke"),
    _same("spelled form", "Ardenne Chimie S.A.", "Ardenne Chimie SA"),
    _same("case", "NORDVIK Marine Inc.", "Nordvik Marine"),
    _same("letter left out", "Brennenstein Optik GmbH", "Brenenstein Optik GmbH"),
    _same(
        "the same name twice in one city", ("听澜酒店", {"city": "杭州"}), ("听澜酒店", {"city": "杭州市"})
    ),
    # Two companies.
    _two(
        "different credit codes",
        ("澜川机械有限公司", {"credit_code": code(11)}),
        ("澜川机械有限公司", {"credit_code": code(12)}),
    ),
    _two("city in the name", "苏州澜川机械有限公司", "宁波澜川机械有限公司"),
    _two("city in brackets", "澜川机械（苏州）有限公司", "澜川机械（无锡）有限公司"),
    _two("branch and company", "澜川机械有限公司", "澜川机械有限公司上海分公司"),
    _two("two branches", "澜川机械有限公司苏州分公司", "澜川机械有限公司上海分公司"),
    _two("branches of two companies", "澜川机械有限公司上海分公司", "祁衡动力有限公司上海分公司"),
    _two("branch without the form", "澜川机械上海分公司", "澜川机械有限公司"),
    _two("another trade", "澜川机械有限公司", "澜川食品有限公司"),
    _two("another trade in one city", "苏州澜川贸易有限公司", "苏州澜川物流有限公司"),
    _two("short brand, one sign", "恒屿机械有限公司", "恒川机械有限公司"),
    _two("numbers", "苏州第一纺织厂", "苏州第二纺织厂"),
    _two("numbers", "常州三零一仓储有限公司", "常州三零二仓储有限公司"),
    _two("directions", "大浦东门窗有限公司", "大浦南门窗有限公司"),
    _two("only region and trade agree", "上海机床厂有限公司", "北京机床厂有限公司"),
    _two("only the trade agrees", "精密机械有限公司", "精密机械设备厂"),
    _two("only the region agrees", "苏州汀畔食品有限公司", "苏州沐岚化工有限公司"),
    _two(
        "same name in two cities",
        ("鸿运超市", {"city": "苏州"}),
        ("鸿运超市", {"city": "成都"}),
    ),
    _two(
        "homophone in two cities",
        ("望嵩阀门", {"city": "苏州"}),
        ("望松阀门", {"city": "温州"}),
    ),
    _two(
        "one phone, other names",
        ("汀畔食品有限公司", {"phones": ("13800050001",)}),
        ("沐岚化工有限公司", {"phones": ("13800050001",)}),
    ),
    _two(
        "one address and site, other names",
        ("汀畔食品有限公司", {"sites": ("yuanqu.example",), "address": "园区大道1号A座"}),
        ("沐岚化工有限公司", {"sites": ("yuanqu.example",), "address": "园区大道1号A座"}),
    ),
    _two(
        "one public mail",
        ("唯新机电有限公司", {"sites": ("a@qq.com",)}),
        ("唯新食品有限公司", {"sites": ("b@qq.com",)}),
    ),
    _two(
        "short names agree, full names do not",
        ("苏州澜川机械有限公司", {"short_name": "澜川"}),
        ("苏州澜川食品有限公司", {"short_name": "澜川"}),
    ),
    _two("English trade", "Nordvik Marine Inc.", "Nordvik Pharma Inc."),
    _two("English numbers", "Harbour Fund 1", "Harbour Fund 2"),
    _two("English names near each other", "Solvar AG", "Solvex AG"),
    _two("homophones, nothing else", "一泽有限公司", "易择有限公司"),
)
