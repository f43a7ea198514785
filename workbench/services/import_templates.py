"""Workbooks with the columns that an import expects: headings to fill, and a sheet that explains them.

Both languages stand side by side, since the sheet is passed on to people who do not run the program.
"""

from pathlib import Path

from workbench.domain.import_columns import COLUMNS, NEEDED
from workbench.domain.import_words import words_for
from workbench.domain.imports import Column, ImportKind, ValueType
from workbench.exchange.spreadsheet_write import write_xlsx
from workbench.foundation.i18n import in_this_writing, is_chinese

_HEADINGS = (
    *("Column", "中文列名", "Needed 必填", "How to write it", "写法", "Words 可用的词", "Example 示例"),
)
_WAYS = {
    ValueType.TEXT: ("text", "文字", "…"),
    ValueType.CODE: ("text or a number", "文字或数字", "K-1001"),
    ValueType.PHONE: ("a phone number, as text", "电话号码，按文本填写", "0512-62580001"),
    ValueType.DATE: ("a day, the year first", "日期，年份在前", "2026-03-05"),
    ValueType.MONEY: ("an amount in the main unit (yuan)", "金额，单位为元", "12,500.00"),
    ValueType.QUANTITY: ("a number", "数字", "120"),
    ValueType.DECIMAL: ("a number", "数字", "98.50"),
    ValueType.RATIO: ("a share, 0.15 or 15%", "比例，0.15 或 15%", "15%"),
    ValueType.SHARE: ("a share, 0.35 or 35%", "比例，0.35 或 35%", "35%"),
    ValueType.YES_NO: ("yes or no", "是或否", "否"),
    ValueType.INTEGER: ("a whole number", "整数", ""),
    ValueType.CHOICE: ("one of the words", "只能填可用的词", ""),
    ValueType.ROLES: ("one or more of E, U, T, C", "E、U、T、C 中的一个或几个", "E、T"),
    ValueType.SUPPORT: ("−2 to +2, or a word", "−2 至 +2，或可用的词", "1"),
    ValueType.CREDIT_CODE: ("18 characters with their check digit", "18 位，含校验位", "91350100M000100Y43"),
    ValueType.DIVISION: (
        "six digits for province, city, district",
        "六位代码，自动填省、市、区县",
        "320505",
    ),
    ValueType.CURRENCY: ("three letters", "三个字母", "CNY"),
}
_WORDS = {
    ValueType.ROLES: "E 经济型, U 使用型, T 技术型, C 内线",
    ValueType.SUPPORT: "-2 阻碍者, -1 批评者, 0 中立, 1 支持者, 2 拥护者",
    ValueType.YES_NO: "yes 是, no 否",
}
_EXAMPLES = {
    "code": "K-1001",
    "account": "K-1001",
    "number": "SO-2026-0012",
    "line": "1",
    "credit_code": "91350100M000100Y43",
    "email": "wang.wei@example.com",
    "website": "www.example.com",
    "former_name": "苏州精工机械厂",
    "name": "王伟",
    "last_name": "王",
    "first_name": "伟",
    "from": "王伟",
    "to": "李娜",
    "met": "王伟、李娜",
    "manager": "李雷",
    "person": "李雷",
    "parent": "K-1000",
    "province": "江苏省",
    "city": "苏州市",
    "district": "虎丘区",
}


def write_template(kind: ImportKind, path: Path) -> None:
    """Write the workbook. The first sheet holds headings alone, so that nothing in it comes in by mistake.

    Raises ``ReadOnly``, ``NoSpace`` or ``NotFound`` where the file cannot be written.
    """
    columns = COLUMNS[kind]
    headers = [in_this_writing(column.chinese) if is_chinese() else column.field for column in columns]
    explained = [tuple(map(in_this_writing, _HEADINGS)), *(_explained(kind, one) for one in columns)]
    write_xlsx(
        path,
        [(kind.label, headers, ()), (in_this_writing("Columns 说明"), explained[0], explained[1:])],
    )


def _explained(kind: ImportKind, column: Column) -> tuple[str, ...]:
    english, chinese, example = _WAYS[column.value]
    chinese = in_this_writing(chinese)
    if column.value is ValueType.INTEGER:
        english, chinese = (f"{way} {column.low}–{column.high}" for way in (english, chinese))
        example = str(column.high)
    elif column.value is ValueType.TEXT:
        example = ""
        english, chinese = (
            f"{english}, up to {column.limit} characters",
            chinese + in_this_writing("，最多 {limit} 个字符").format(limit=column.limit),
        )
    words = words_for(column.choices) if column.choices else in_this_writing(_WORDS.get(column.value, ""))
    if column.choices:
        example = words.split(",")[0].split()[-1]
    if kind is ImportKind.ACCOUNTS and column.field == "name":
        example = "苏州瑞恒精密机械有限公司"
    else:
        example = _EXAMPLES.get(column.field, example)
    return (
        column.field,
        in_this_writing(column.chinese),
        _needed(kind, column),
        english,
        chinese,
        words,
        example,
    )


def _needed(kind: ImportKind, column: Column) -> str:
    """Whether a row must fill the column, alone or instead of others."""
    for group in NEEDED[kind]:
        if column.field in group:
            return "yes 是" if len(group) == 1 else "one of 其一: {names}".format(names=", ".join(group))
    return ""
