"""Fields and values of records as people read them; scripts get the plain ones through ``--json``."""

from collections.abc import Mapping

from workbench.domain.accounts import Account
from workbench.domain.record_words import field_label, records_label, value_text
from workbench.foundation.ids import Id

__all__ = ["account_text", "field_label", "records_label", "value_text"]


def account_text(accounts: Mapping[Id, Account], account_id: Id) -> str:
    """The code of an account, or its name where it has none: what ``--account`` takes."""
    account = accounts[account_id]
    return account.code or account.name
