"""Amounts of renminbi in words 人民币大写, and back (3-features E3)."""


def rmb_words(fen: int) -> str:
    """The amount in capital Chinese numerals, such as 壹仟贰佰叁拾元肆角伍分; up to 10^16 fen."""
    raise NotImplementedError


def rmb_fen(words: str) -> int | None:
    """The amount in fen that the words say; ``None`` where they say none."""
    raise NotImplementedError
