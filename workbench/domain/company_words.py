"""The words that companies share: legal forms, what they deal in, mail that says nothing of its owner.

Words that name a company stand between its region and what it deals in; these lists cut both off.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Longest first where one ends in another; stripped from the end, one after the other.
CHINESE_FORMS = (
    "股份有限公司",
    "有限责任公司",
    "个人独资企业",
    "有限合伙",
    "普通合伙",
    "特殊普通合伙",
    "合伙企业",
    "股份合作公司",
    "有限公司",
    "股份公司",
    "集团公司",
    "株式会社",
    "总公司",
    "集团",
    "控股",
    "股份",
    "公司",
)
LATIN_FORMS = frozenset(
    _words(
        """
    ab ag aps as asa bhd bv co company corp corporation cv eg ev ges group gmbh holding holdings inc
    incorporated kg kgaa kk limited llc llp lp ltd ltda mbh nv oy oyj plc pte pty pvt sa sarl sas sdn se
    sl spa srl sro zoo
    """
    )
)
# "S.A.", "B. V.": forms that are written letter by letter.
SPELLED_FORMS = frozenset({"sa", "bv", "nv", "ag", "ab", "as", "kk", "llc", "plc", "spa", "srl", "sas", "sl"})
LATIN_SMALL_WORDS = frozenset(
    _words(
        """
    a an and de des di du e et for la le of the und y
    """
    )
)
NATIONS = frozenset({"中国", "中华", "china", "prc"})
COMMON_WORDS = frozenset(
    _words(
        """
    东方 永安 永康 大安 福安 文昌 新民 兴平 乐平 北安 安达 五常 万宁 天长 福清 兴化 宁安 富锦 高安 建德
    海城 龙口 凤城 华阴 灵宝
        """
    )
)
"""Cities that more often are words of a name; they only count with their 市."""
ZONES = (
    "经济技术开发区",
    "高新技术开发区",
    "高新技术产业开发区",
    "经济开发区",
    "工业园区",
    "高新区",
    "开发区",
    "自贸区",
    "保税区",
    "新区",
)
BRANCHES = (
    "分公司",
    "分厂",
    "分店",
    "分行",
    "支行",
    "分部",
    "分院",
    "办事处",
    "营业部",
    "门市部",
    "经营部",
    "销售部",
    "项目部",
    "代表处",
)
LATIN_BRANCHES = frozenset({"branch", "branches", "subsidiary", "filiale", "niederlassung"})
# What tells one office of a company from another, and never is a slip of the pen.
TELLING = frozenset("0123456789一二三四五六七八九十东西南北中甲乙丙丁大小新老")

TRADES = frozenset(
    _words(
        """
    科技 技术 电子 机械 机电 设备 装备 制造 实业 工业 贸易 商贸 经贸 外贸 进出口 国际 发展 投资 建设
    建筑 工程 材料 新材料 复合材料 化工 化学 医药 制药 药业 生物 生物科技 食品 饮料 服饰 服装 纺织 针织
    印染 汽车 汽配 汽车零部件 零部件 配件 模具 五金 塑料 塑胶 塑业 橡胶 包装 印刷 纸业 纸品 造纸 家具
    家居 家纺 电气 电器 电力 电工 能源 新能源 环保 环境 水务 物流 运输 航运 货运 港机 仓储 信息 软件
    网络 通信 通讯 智能 智能科技 自动化 控制 系统 仪器 仪表 光电 光学 半导体 微电子 精密 精工 重工 钢铁
    钢构 金属 铝业 铜业 矿业 石化 石油 航空 航天 船舶 造船 地产 房地产 置业 物业 酒店 餐饮 饭店 旅游
    文化 传媒 广告 教育 咨询 管理 服务 供应链 电商 电子商务 销售 营销 农业 农牧 畜牧 种业 阀门 轴承 电机
    泵业 水泵 压缩机 液压 动力 传动 集成 医疗 器械 健康 珠宝 玩具 日化 化妆品 超市 百货 商业 商场 商行
    商店 门窗 建材 装饰 装潢 园林 照明 灯饰 电缆 线缆 电池 数码 影业 体育 保险 证券 银行 基金 资产 资本
    金融 租赁 担保 铁路 高速 公路 路桥 港口 机场 水泥 玻璃 陶瓷 酒业 乳业 茶业 油脂 粮油 肉类 水产 饲料
    化肥 农药 涂料 染料 钛业 稀土 锂业 磁材 连锁 大药房 药店 诊所 医院 研究所 研究院 设计 检测 认证 机床
    起重 锅炉 焊接 刀具 工具 电源 变压器 开关 传感器 机器人 紧固件 标准件 弹簧 铸造 锻造 热处理 表面处理
    厂 集团
    """
    )
)
LONGEST_TRADE = max(map(len, TRADES))
LATIN_TRADES = frozenset(
    _words(
        """
    automation automotive auto bio biotech biotechnology chemical chemicals construction consulting
    development digital electric electrical electronic electronics energy engineering environment
    environmental equipment food foods high hi industrial industries industry information instrument
    instruments intelligent international intl investment logistics machine machinery management
    manufacturing material materials medical metal metals network new parts pharma pharmaceutical
    pharmaceuticals pharmacy power precision products science sciences service services software
    solutions system systems tech technologies technology textile trade trading transport
    """
    )
)
PUBLIC_MAIL = frozenset(
    _words(
        """
    qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net 188.com 139.com 189.cn wo.cn
    sina.com sina.cn vip.sina.com sohu.com aliyun.com tom.com 21cn.com 263.net eyou.com gmail.com
    googlemail.com outlook.com hotmail.com live.com live.cn msn.com yahoo.com yahoo.cn yahoo.com.cn
    icloud.com me.com aol.com proton.me protonmail.com gmx.de gmx.net web.de t-online.de
    """
    )
)
