"""Names of people put together from their parts."""


def full_name(family: str, given: str) -> str:
    """Family name first and close in Chinese, last and apart elsewhere."""
    if is_chinese_name(family, given):
        return family + given
    return f"{given} {family}".strip()


def is_chinese_name(family: str, given: str) -> bool:
    """Whether both parts are there and written in Chinese."""
    return bool(family and given) and not given.isascii() and "\u3400" <= family[0] <= "\u9fff"
