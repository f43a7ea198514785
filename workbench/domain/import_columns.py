"""The columns of each kind of import: names, how their cells are read, bounds (command line, Columns)."""

from collections.abc import Mapping

from workbench.domain.accounts import AccountKind, CreditGrade, KeyType, Standing, Tier
from workbench.domain.complaints import ComplaintKind, ComplaintSeverity
from workbench.domain.contact_links import STRONGEST, ContactLinkKind
from workbench.domain.imports import LONGEST_TEXT, Column, ImportKind, ValueType
from workbench.domain.relationship import Function, LifeCycle, Stage
from workbench.domain.visits import VisitKind

_T = ValueType
_ACCOUNT_NAMES = (
    "account code,account no,account id,customer code,customer no,customer id,customer,客户编号,客户代码,"
    "cust no,cust id,cust code,customer number,account number,client no,client id,"
    "客户编码,客户号,business entity id"
)


def _also(names: str) -> tuple[str, ...]:
    return tuple(names.split(","))


def _account() -> tuple[Column, ...]:
    """The two columns by which a row finds its account: code (or name), and name."""
    return (
        Column("account", "客户", _also(_ACCOUNT_NAMES), _T.CODE),
        Column(
            "account_name",
            "客户名称",
            _also(
                "customer name,company name,account name,client name,firm,company,公司名称,企业名称,单位名称"
            ),
        ),
    )


def _note(names: str = "notes,remark,remarks,comment,comments,summary,说明") -> Column:
    return Column("note", "备注", _also(names), limit=LONGEST_TEXT, several_lines=True)


_DOCUMENT_NUMBERS = (
    "订单号,订单编号,单据号,单据编号,发票号,order number,order no,order id,invoice number,"
    "invoice no,invoice,document,document number,document no,voucher,voucher no"
)
_PRODUCT_NAMES = (
    "product name,产品名称,品名,商品,商品名称,货品,description,item,"
    "stock code,product id,product code,sku,article,article name,产品编号"
)


def _specification() -> Column:
    return Column("specification", "规格", _also("规格型号,型号,spec"), _T.CODE)


def _settled() -> Column:
    return Column("settled", "已结", _also("已结金额,已收,已收金额,回款,paid"), _T.MONEY)


def _due_on() -> Column:
    return Column("due_on", "到期日", _also("到期日期,due date"), _T.DATE)


def _long(field: str, chinese: str, names: str = "") -> Column:
    return Column(field, chinese, _also(names) if names else (), limit=LONGEST_TEXT, several_lines=True)


def _currency() -> Column:
    return Column("currency", "币种", _also("货币,币别"), _T.CURRENCY)


COLUMNS: Mapping[ImportKind, tuple[Column, ...]] = {
    ImportKind.ACCOUNTS: (
        Column("code", "客户编号", _also(f"{_ACCOUNT_NAMES},编号,编码,代码,symbol,id,no"), _T.CODE),
        Column(
            "name",
            "客户名称",
            _also(
                "company name,customer name,account name,公司名称,企业名称,单位名称,客户全称,公司全称,"
                "单位全称,名称,全称,客户,company,account,firm,client,client name,organisation,organization"
            ),
        ),
        Column("short_name", "简称", _also("客户简称,公司简称,别称,别名,abbreviation")),
        Column("former_name", "曾用名", _also("原名,曾用名称,former names")),
        Column(
            "credit_code",
            "统一社会信用代码",
            _also("社会信用代码,信用代码,统一信用代码,unified social credit code,uscc,纳税人识别号,税号"),
            _T.CREDIT_CODE,
        ),
        Column(
            "kind",
            "客户性质",
            _also("客户类型,客户类别,customer type,type"),
            _T.CHOICE,
            choices=AccountKind,
        ),
        Column(
            "tier",
            "等级",
            _also("客户等级,客户级别,客户分级,级别,customer tier"),
            _T.CHOICE,
            choices=Tier,
        ),
        Column("standing", "行业地位", (), _T.CHOICE, choices=Standing),
        Column("credit_grade", "信用等级", _also("信用评级,credit rating"), _T.CHOICE, choices=CreditGrade),
        Column("key_type", "大客户类型", _also("key account type"), _T.CHOICE, choices=KeyType),
        Column("stage", "关系阶段", _also("阶段,relationship stage"), _T.CHOICE, choices=Stage),
        Column("life_cycle", "客户生命周期", _also("生命周期,lifecycle"), _T.CHOICE, choices=LifeCycle),
        Column("parent", "上级客户", _also("所属集团,母公司,parent account,parent code"), _T.CODE),
        Column(
            "manager",
            "客户经理",
            _also(
                "account manager,业务员,销售员,跟进人,销售负责人,sales rep,rep,looked after by,salesperson"
            ),
        ),
        Column("second_manager", "第二客户经理", _also("副客户经理,协办")),
        Column("segment", "版块", _also("板块,事业部")),
        Column(
            "province",
            "省",
            _also("省份,所在省,所在省份,state,region,state province name,state province"),
        ),
        Column("city", "市", _also("城市,所在城市,所在地市,地市,town")),
        Column("district", "区县", _also("区,县,所在区县,county")),
        Column("district_code", "省市区代码", _also("行政区划代码,区划代码"), _T.DIVISION),
        Column("address", "地址", _also("详细地址,公司地址,联系地址,address line 1,street,street address")),
        Column("phone", "电话", _also("联系电话,telephone,tel,phone number,switchboard"), _T.PHONE),
        Column(
            "other_phones",
            "其他电话",
            _also("备用电话,其它电话,电话2,other phone,further phones,phone 2"),
            _T.PHONE,
        ),
        Column("website", "网址", _also("网站,url,homepage,web")),
        Column("industry", "行业", _also("所属行业,trade,sector,branch of industry")),
        Column("founded_on", "成立日期", _also("成立时间,注册日期,founded"), _T.DATE),
        Column(
            "first_contact_on",
            "首次接触",
            _also("首次接触日期,初次接触,first contact,customer since,client since"),
            _T.DATE,
        ),
        Column(
            "first_trade_on",
            "首次交易",
            _also("首次交易日期,首次合作日期,合作开始日期,first trade,first order"),
            _T.DATE,
        ),
        Column("is_competitor", "竞争对手", _also("是否竞争对手,competitor"), _T.YES_NO),
        Column("owner", "业主", _also("老板,所有人,proprietor")),
        Column("legal_representative", "法定代表人", _also("法人代表,法人,legal person,legal rep")),
        _long("lines_of_business", "经营范围", "主营业务,经营项目,line of business,business scope"),
        _long("market_area", "市场区域", "销售区域,销售市场,sales area"),
        _long("sales_ability", "销售能力"),
        _long("development_potential", "发展潜力"),
        _long("business_philosophy", "经营理念"),
        _long("business_direction", "经营方向"),
        _long("business_policy", "经营政策"),
        _long("traits", "经营特点", "客户特点"),
        Column("market_share", "市场份额", _also("市场占有率"), _T.SHARE),
        _long("competitiveness", "竞争力"),
        _long("market_position", "市场地位"),
        _long("cooperation", "合作关系", "合作态度,与我方关系"),
        Column("category_spend", "品类采购额", _also("品类年采购额,spend in our category"), _T.MONEY),
        Column("share_of_wallet", "钱包份额", _also("采购份额,客户内份额,wallet share"), _T.SHARE),
        _long("current_activity", "当前活动", "交易现状"),
        _long("open_problems", "存在问题"),
        _long("their_strategy", "客户战略"),
        _long("outlook", "未来展望", "前景"),
        _long("image", "企业形象", "形象声誉,image and reputation"),
        _long("financial_state", "财务状况"),
        _long("credit_state", "信用状况"),
        Column("credit_limit", "授信额度", _also("信用额度,赊销额度,信用限额,credit line,limit"), _T.MONEY),
        _note(),
    ),
    ImportKind.CONTACTS: (
        *_account(),
        Column("name", "姓名", _also("contact name,contact,full name,联系人,联系人姓名,客户联系人")),
        Column("last_name", "姓", _also("family name,surname,last name"), limit=200),
        Column("first_name", "名", _also("given name,forename,first name"), limit=200),
        Column(
            "title",
            "职务",
            _also("contact title,job title,position,职位,岗位,contact type,job,role in company"),
        ),
        Column("function", "职能", _also("职能部门,job function"), _T.CHOICE, choices=Function),
        Column("department", "部门", _also("dept")),
        Column(
            "mobile",
            "手机",
            _also("手机号,手机号码,移动电话,mobile phone,cell,cell phone,mobile no,mobile number"),
            _T.PHONE,
        ),
        Column(
            "phone",
            "电话",
            _also("座机,办公电话,联系电话,telephone,tel,phone number,direct line,extension"),
            _T.PHONE,
        ),
        Column("email", "邮箱", _also("电子邮箱,电子邮件,e-mail,mail,email address")),
        Column("wechat", "微信", _also("微信号,wechat id")),
        Column("birthday", "生日", _also("出生日期,birth date,date of birth,dob,born"), _T.DATE),
        Column("role", "决策角色", _also("角色,roles,buying role"), _T.ROLES),
        Column("influence", "影响力", (), _T.INTEGER),
        Column("involvement", "参与度", (), _T.INTEGER),
        Column("support", "支持度", (), _T.SUPPORT),
        Column(
            "wished_interval_days",
            "期望联系间隔",
            _also("期望联系间隔天数,联系间隔天数,联系间隔,wished interval"),
            _T.INTEGER,
            high=3650,
        ),
        Column("left_on", "离职日期", _also("离职时间"), _T.DATE),
        _note("notes,remark,remarks,comment,comments,说明"),
    ),
    ImportKind.LINKS: (
        *_account(),
        Column("from", "甲", _also("从,起点,from person,from contact,甲方联系人")),
        Column("to", "乙", _also("到,终点,to person,to contact,乙方联系人")),
        Column(
            "kind", "关系", _also("类型,关系类型,link,link kind,relation"), _T.CHOICE, choices=ContactLinkKind
        ),
        Column(
            "strength",
            "强度",
            _also(
                "影响强度",
            ),
            _T.INTEGER,
            low=-STRONGEST,
            high=STRONGEST,
        ),
    ),
    ImportKind.SALES: (
        *_account(),
        Column(
            "date",
            "日期",
            _also(
                "销售日期,订单日期,单据日期,开票日期,sold on,order date,invoice date,sale date,"
                "sales date,booked on,booking date,posting date"
            ),
            _T.DATE,
        ),
        Column("number", "单号", _also(_DOCUMENT_NUMBERS), _T.CODE),
        Column("line", "行号", _also("line number,line no,序号"), _T.CODE, limit=40),
        Column("product", "产品", _also(_PRODUCT_NAMES), _T.CODE),
        _specification(),
        Column("quantity", "数量", _also("qty,pcs,pieces,units,units sold"), _T.QUANTITY),
        Column(
            "amount",
            "金额",
            _also(
                "销售金额,销售额,总金额,价税合计,total,line total,sales amount,revenue,turnover,"
                "net amount,net sales,net,net eur,sales,value"
            ),
            _T.MONEY,
        ),
        Column("unit_price", "单价", _also("price"), _T.DECIMAL),
        Column("discount", "折扣", _also("折扣率,discount rate"), _T.RATIO),
        Column("cost", "成本", _also("成本金额,cost amount"), _T.MONEY),
        _currency(),
        _settled(),
        _due_on(),
    ),
    ImportKind.VISITS: (
        *_account(),
        Column("date", "日期", _also("拜访日期,visit date"), _T.DATE),
        Column(
            "kind", "拜访类型", _also("类型,拜访方式,visit kind,visit type"), _T.CHOICE, choices=VisitKind
        ),
        Column("person", "拜访人", _also("客户经理,manager,visited by,业务员")),
        Column("met", "会见", _also("会见人,被拜访人,contact,contacts")),
        _long("purpose", "目的", "拜访目的,事由"),
        _long("summary", "摘要", "拜访内容,拜访纪要,内容,小结,findings,note,notes"),
    ),
    ImportKind.COMPLAINTS: (
        *_account(),
        Column("date", "日期", _also("收到日期,收到,投诉日期,投诉时间,received on"), _T.DATE),
        Column("number", "投诉编号", _also("编号,complaint number"), _T.CODE),
        Column("complainant", "投诉人", _also("投诉者")),
        Column("channel", "投诉渠道", _also("渠道,方式,投诉方式")),
        Column("kind", "投诉类型", _also("类型,complaint kind"), _T.CHOICE, choices=ComplaintKind),
        Column(
            "severity",
            "严重程度",
            _also("程度,严重性,严重级别,complaint severity"),
            _T.CHOICE,
            choices=ComplaintSeverity,
        ),
        Column("product", "产品", _also("product name,产品名称,品名,产品型号,型号")),
        Column("taken_by", "受理人", _also("接诉人,首问人,taken by,received by")),
        Column("against", "投诉对象", _also("对象,被投诉人")),
        _long("demand", "投诉要求", "要求,客户要求,诉求"),
        _long("text", "投诉内容", "内容,description,note,notes,备注"),
    ),
    ImportKind.CONTRACTS: (
        *_account(),
        Column("number", "合同号", _also("合同编号,contract number,contract no"), _T.CODE),
        Column("title", "合同名称", _also("名称,标题,contract title")),
        Column("amount", "金额", _also("合同金额,合同额,contract amount"), _T.MONEY),
        _currency(),
        Column("signed_on", "签订日期", _also("签约日期,签署日期,signed"), _T.DATE),
        Column("from", "开始日期", _also("开始,生效日期,起始日期,start,starts on,start date"), _T.DATE),
        Column(
            "to", "结束日期", _also("结束,到期日期,终止日期,截止,until,end,ends on,end date,expires"), _T.DATE
        ),
    ),
    ImportKind.STOCK: (
        *_account(),
        Column("date", "日期", _also("盘点日期,库存日期,counted on,count date,stock date"), _T.DATE),
        Column("product", "产品", _also(_PRODUCT_NAMES), _T.CODE),
        _specification(),
        Column(
            "quantity", "库存数量", _also("数量,库存,库存量,stock,on hand,qty,stock quantity"), _T.QUANTITY
        ),
        Column("value", "库存金额", _also("金额,amount,stock value,stock amount"), _T.MONEY),
    ),
    ImportKind.RECEIVABLES: (
        *_account(),
        Column("number", "单号", _also(_DOCUMENT_NUMBERS), _T.CODE),
        Column("date", "日期", _also("单据日期,发票日期,开票日期,invoice date,document date"), _T.DATE),
        _due_on(),
        Column("amount", "金额", _also("应收金额,应收,原币金额,发票金额,invoice amount,total"), _T.MONEY),
        _settled(),
        Column(
            "owed",
            "未收金额",
            _also(
                "未收,欠款,欠款金额,外欠款,应收余额,余额,未结金额,未结,应收账款,应收账款余额,outstanding,"
                "balance,open amount,amount due,amount owed,receivable,receivables"
            ),
            _T.MONEY,
        ),
        _currency(),
        Column("as_of", "截止日期", _also("截止日,统计日期,账龄日期,statement date"), _T.DATE),
    ),
}

# What every row must say: one field of each group.
NEEDED: Mapping[ImportKind, tuple[tuple[str, ...], ...]] = {
    ImportKind.ACCOUNTS: (("name", "code"),),
    ImportKind.CONTACTS: (("account", "account_name"), ("name", "last_name")),
    ImportKind.LINKS: (("from",), ("to",), ("kind",)),
    ImportKind.SALES: (("account", "account_name"), ("date",), ("amount", "unit_price")),
    ImportKind.VISITS: (("account", "account_name"), ("date",)),
    ImportKind.COMPLAINTS: (("account", "account_name"), ("date",)),
    ImportKind.CONTRACTS: (("account", "account_name"), ("number", "title")),
    ImportKind.STOCK: (("account", "account_name"), ("date",), ("product",), ("quantity", "value")),
    ImportKind.RECEIVABLES: (("account", "account_name"), ("owed", "amount")),
}

# Sheets whose rows may stand in one file while their document heads (account, date) stand in another.
JOINABLE = frozenset({ImportKind.SALES})


def column_of(kind: ImportKind, field: str) -> Column | None:
    """The column of ``kind`` with that field name."""
    return next((column for column in COLUMNS[kind] if column.field == field), None)
