"""Chinese characters: what a traditional one is in simplified writing."""

from functools import cache

from workbench.foundation.paths import resources_dir


def simplified(text: str) -> str:
    """``text`` with each traditional character as the simplified one, for comparing; never for showing.

    Character by character: several traditional ones may become the same.
    """
    table, traditional = _table()
    return text if text.isascii() or traditional.isdisjoint(text) else text.translate(table)


@cache
def _table() -> tuple[dict[int, str], frozenset[str]]:
    lines = (resources_dir() / "characters" / "simplified.txt").read_text("utf-8").split()
    return {ord(line[0]): line[1] for line in lines}, frozenset(line[0] for line in lines)
