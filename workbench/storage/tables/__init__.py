"""All tables of a workspace file, one module a feature. Importing this package declares them all."""

from workbench.storage.tables import (
    absences,
    accounts,
    assessments,
    attachments,
    complaints,
    contracts,
    duplicates,
    frequencies,
    journal,
    needs,
    policies,
    relationships,
    sales,
    search,
    visits,
)
from workbench.storage.tables.base import Base, BusinessEntity

__all__ = [
    "Base",
    "BusinessEntity",
    "absences",
    "accounts",
    "assessments",
    "attachments",
    "complaints",
    "contracts",
    "duplicates",
    "frequencies",
    "journal",
    "needs",
    "policies",
    "relationships",
    "sales",
    "search",
    "visits",
]
