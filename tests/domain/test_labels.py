"""Every word that is stored has a text for people."""

import pkgutil
from enum import Enum
from importlib import import_module
from typing import Any

import pytest

from workbench import domain


def _kinds() -> list[type[Enum]]:
    modules = (import_module(f"workbench.domain.{one.name}") for one in pkgutil.iter_modules(domain.__path__))
    found = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Enum) and hasattr(kind, "label")
    }
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


@pytest.mark.parametrize(
    "kind", _kinds(), ids=lambda kind: f"{kind.__module__.split('.')[-1]}.{kind.__name__}"
)
def test_each_word_has_a_text_and_no_two_the_same(kind: Any) -> None:
    texts = [one.label for one in kind]
    assert all(isinstance(text, str) and text.strip() for text in texts)
    assert len(set(texts)) == len(texts)
