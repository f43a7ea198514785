"""What the text of a clause may be made of, and nothing else (quality: contract templates).

The text is parsed and each node of it looked for in a list before anything runs; what may be run is
compiled in Jinja2's immutable sandbox, which knows no global name and no filter but ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from workbench.domain.contract_vocabulary import is_name
from workbench.foundation.i18n import _

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_SIGNS = 100_000
MOST_PLACES = 1_000
DEEPEST = 16
# Filters without side effects, by the name they have in a text.
FILTERS = ("trim", "upper")
# Names that Jinja2 itself gives a meaning.
_RESERVED = frozenset({"self", "super", "caller", "loop", "varargs", "kwargs"})


# What a Chinese keyboard makes of the signs, and signs that came apart: they would stand in the contract.
_ALIKE = re.compile(r"[{｛][ \u3000]*[{｛]|[}｝][ \u3000]*[}｝]|[{｛][%％]|[%％][}｝]")


@dataclass(frozen=True)
class PlaceholderFault:
    """What is wrong with a text: the ``line`` it stands in, and whether it was an attempt at more than text
    (``is_forbidden``) or a slip of the pen."""

    line: int
    message: str
    is_forbidden: bool = False


class Refused(Exception):
    """A text that cannot be used, with its ``fault``."""

    def __init__(self, fault: PlaceholderFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(frozen=True)
class CheckedText:
    """A text that may be run: its ``names`` in order, those ``printed`` as often as they are, the program."""

    names: tuple[str, ...]
    printed: tuple[str, ...]
    template: Any


# Threads may fill this at the same time: the worst is that a text is parsed twice.
@lru_cache(maxsize=512)
def checked_text(text: str) -> CheckedText:
    """``text`` ready to be run; raises ``Refused``."""
    if len(text) > MOST_SIGNS:
        limit = _("The text is longer than {limit} characters.").format(limit=MOST_SIGNS)
        raise Refused(PlaceholderFault(1, limit))
    if "{{" not in text and "{%" not in text:
        _check_words(text, 1)
        return CheckedText((), (), None)
    many = _("There are more than {limit} placeholders.").format(limit=MOST_PLACES)
    if text.count("{{") + text.count("{%") > 2 * MOST_PLACES:
        # Told before it is read, which would take long.
        raise Refused(PlaceholderFault(1, many, is_forbidden=True))
    from jinja2 import TemplateSyntaxError, nodes

    try:
        environment = _environment()
        tree = environment.parse(text)
        uses = list(_uses(tree, 0))
    except TemplateSyntaxError as error:
        raise Refused(_slip(text, error.lineno)) from None
    except (RecursionError, ValueError, OverflowError, MemoryError):
        raise Refused(PlaceholderFault(1, _("It is nested too deeply."), is_forbidden=True)) from None
    if len(uses) > MOST_PLACES:
        raise Refused(PlaceholderFault(1, many, is_forbidden=True))
    printed = tuple(one.name for output in tree.find_all(nodes.Output) for one in output.find_all(nodes.Name))
    return CheckedText(tuple(dict.fromkeys(uses)), printed, environment.from_string(tree))


@lru_cache(maxsize=1)
def _environment() -> "ImmutableSandboxedEnvironment":
    from jinja2 import StrictUndefined
    from jinja2.filters import FILTERS as SHIPPED
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        # ``{#`` is a text like any other: a sentence must not vanish from a contract.
        comment_start_string="{\0#",
        comment_end_string="#\0}",
        cache_size=0,
    )
    environment.globals = {}
    environment.tests = {}
    environment.filters = {name: SHIPPED[name] for name in FILTERS}
    return environment


def _uses(node: "nodes.Node", depth: int) -> Iterator[str]:
    """The names used below ``node``, in order; raises ``Refused`` for whatever is not on the list."""
    from jinja2 import nodes

    if depth >= DEEPEST:
        raise Refused(PlaceholderFault(node.lineno or 1, _("It is nested too deeply."), is_forbidden=True))
    if isinstance(node, nodes.Name):
        if node.ctx != "load" or node.name in _RESERVED or node.name.startswith("_") or "__" in node.name:
            raise _forbidden(node, node.name)
        if not is_name(node.name):
            # To what runs the text, names that only look alike are one: a full-width letter is a letter.
            message = _("“{name}” cannot be a placeholder.").format(name=node.name)
            raise Refused(PlaceholderFault(node.lineno or 1, message))
        yield node.name
    elif isinstance(node, nodes.Filter):
        if node.node is None or node.name not in FILTERS or node.args or node.kwargs:
            raise _forbidden(node, f"|{node.name}")
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise _forbidden(node, f"|{node.name}")
        yield from _uses(node.node, depth + 1)
    elif isinstance(node, nodes.Output):
        for one in node.nodes:
            if not isinstance(one, nodes.TemplateData | nodes.Name | nodes.Filter):
                raise _forbidden(one)
            yield from _uses(one, depth)
    elif isinstance(node, nodes.Compare):
        if [type(one) for one in (node.expr, *node.ops)] != [nodes.Name, nodes.Operand]:
            raise _forbidden(node)
        operand = node.ops[0]
        is_text = isinstance(operand.expr, nodes.Const) and isinstance(operand.expr.value, str)
        if operand.op not in ("eq", "ne") or not is_text:
            raise _forbidden(node)
        yield from _uses(node.expr, depth + 1)
    elif isinstance(node, nodes.Template | nodes.If | nodes.And | nodes.Or | nodes.Not):
        for child in node.iter_child_nodes():
            # A condition is made of names; a text or a filter of its own is none.
            if isinstance(child, nodes.Filter):
                raise _forbidden(child, f"|{child.name}")
            yield from _uses(child, depth + 1)
    elif isinstance(node, nodes.TemplateData):
        _check_words(node.data, node.lineno)
    else:
        raise _forbidden(node)


def _check_words(words: str, line: int) -> None:
    """Refuse the end of a placeholder that nothing begins: it would stand in the contract."""
    for begin, end in (("{{", "}}"), ("{%", "%}")):
        at = words.find(end)
        if at >= 0:
            message = _("“{end}” has no “{begin}” before it.").format(begin=begin, end=end)
            raise Refused(PlaceholderFault(line + words.count("\n", 0, at), message))
    alike = _ALIKE.search(words)
    if alike:
        message = _("“{what}” begins or ends no placeholder: write {begin} and {end} without spaces inside.")
        told = message.format(what=alike[0], begin="{{", end="}}")
        raise Refused(PlaceholderFault(line + words.count("\n", 0, alike.start()), told))


def _forbidden(node: "nodes.Node", what: str = "") -> Refused:
    named = what or _WORDS.get(type(node).__name__, type(node).__name__)
    message = _("“{what}” is not allowed in the text of a contract.").format(what=named)
    return Refused(PlaceholderFault(node.lineno or 1, message, is_forbidden=True))


# What a person has written to get such a node.
_WORDS = {
    "Getattr": ".",
    "Getitem": "[ ]",
    "Call": "( )",
    "For": "{% for %}",
    "Assign": "{% set %}",
    "AssignBlock": "{% set %}",
    "Macro": "{% macro %}",
    "CallBlock": "{% call %}",
    "FilterBlock": "{% filter %}",
    "With": "{% with %}",
    "Import": "{% import %}",
    "FromImport": "{% from %}",
    "Include": "{% include %}",
    "Extends": "{% extends %}",
    "Block": "{% block %}",
    "ScopedEvalContextModifier": "{% autoescape %}",
    "Scope": "{% autoescape %}",
    "Test": "is",
    "Concat": "~",
    "Pow": "**",
    "Mul": "*",
    "Add": "+",
    "Sub": "-",
    "Div": "/",
    "FloorDiv": "//",
    "Mod": "%",
    "CondExpr": "if … else",
    "Const": "“ ”",
    "List": "[ ]",
    "Tuple": "( )",
    "Dict": "{ }",
    "Compare": "< >",
    "Neg": "-",
    "Pos": "+",
}


def _slip(text: str, line: int) -> PlaceholderFault:
    """A fault in the user's words: what was begun and not ended, else the line that cannot be read."""
    unended = _("“{begin}” is not closed with “{end}”.")
    for begin, end in (("{{", "}}"), ("{%", "%}")):
        at = text.find(begin)
        while at >= 0:
            closed = text.find(end, at + 2)
            if closed < 0 or begin in text[at + 2 : closed]:
                return PlaceholderFault(text.count("\n", 0, at) + 1, unended.format(begin=begin, end=end))
            at = text.find(begin, closed + 2)
    begun: list[int] = []
    for one in re.finditer(r"\{%-?\s*(if|endif)\b", text):
        if one[1] == "if":
            begun.append(text.count("\n", 0, one.start()) + 1)
        elif begun:
            begun.pop()
    if begun:
        return PlaceholderFault(begun[-1], unended.format(begin="{% if … %}", end="{% endif %}"))
    message = _("The placeholder or condition here cannot be read.")
    return PlaceholderFault(line, message)
