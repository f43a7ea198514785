"""How Alembic sees a workspace file. It runs only on a connection that the program hands it."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext

from workbench.storage.format import metadata
from workbench.storage.tables.base import IdType


def _render_item(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """Revisions say what stands in the file, not the types of the program, which may change."""
    if kind == "type":
        return "sa.BLOB()" if isinstance(item, IdType) else "sa.Text()" if _is_text(item) else False
    return False


def _is_text(item: Any) -> bool:
    return type(item).__module__.startswith("workbench.") and item.compile().upper() == "TEXT"


def _include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Tables that SQLite keeps for a search index belong to the index's own statement."""
    return not (kind == "table" and name is not None and name.startswith(("search_index", "sqlite_")))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    render_item=_render_item,
    include_name=_include_name,
    render_as_batch=True,
)
context.run_migrations()
