"""How many rows each table holds, for a diagnosis: names of our tables and numbers, nothing else."""

from sqlalchemy import func, select

from workbench.storage.format import metadata
from workbench.storage.session import Session


def count_rows(session: Session) -> dict[str, int]:
    """Rows by table, in the order of their names."""
    tables = sorted(metadata().tables.items())
    return {name: session.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables}
