"""Proposing accounts of the file while a name is typed."""

from workbench.services.search import search
from workbench.ui.context import Context
from workbench.ui.kit.suggest_field import SuggestField, Suggestion

HITS = 24


def suggest_accounts(context: Context, field: SuggestField, *, key: str) -> None:
    """Let ``field`` propose accounts by name, pinyin and code; ``key`` tells its questions from others."""

    def ask(text: str) -> None:
        context.read(lambda workspace: search(workspace, text, HITS, kinds=("account",)), show, key=key)

    def show(hits: object) -> None:
        found = hits if isinstance(hits, tuple | list) else ()
        field.set_suggestions([Suggestion(hit.id, hit.label, hit.detail) for hit in found])

    field.asked.connect(ask)
