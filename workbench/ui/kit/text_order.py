"""How names are put in order: whoever starts the program may hand in a better way than plain letters."""

from collections.abc import Callable

_orders: list[Callable[[str], str]] = [str.casefold]


def use_text_order(order: Callable[[str], str]) -> None:
    """From now on texts are compared by what ``order`` makes of them; it may be called in any thread."""
    _orders[:] = [order]


def order_key(text: str) -> str:
    """What ``text`` is compared by."""
    return _orders[0](text)
