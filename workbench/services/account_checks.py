"""What an account's fields must hold before they are saved (2-rules §1)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from workbench.domain.accounts import AccountKind, CreditGrade, Standing, Tier
from workbench.domain.relationship import Stage
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.accounts import find_accounts, get_account
from workbench.storage.session import ReadingSession

_CHOICES: Mapping[str, type[StrEnum]] = {
    "kind": AccountKind,
    "tier": Tier,
    "standing": Standing,
    "credit_grade": CreditGrade,
    "stage": Stage,
}


def checked_account(
    session: ReadingSession, values: Mapping[str, Any], account_id: Id | None = None
) -> dict[str, Any]:
    """The values of a new account, or those to be changed of ``account_id``, as they are stored.

    Raises ``BadInput`` naming the field: a code that another account has, a word that is none of its
    field, a parent that is the account itself or below it; ``NotFound`` for a parent that is not there.
    """
    checked = dict(values)
    for field, choices in _CHOICES.items():
        if field in checked:
            checked[field] = _word(checked[field], field, choices)
    if "code" in checked:
        checked["code"] = str(checked["code"] or "").strip()
        _check_code(session, checked["code"], account_id)
    if checked.get("parent_id"):
        _check_parent(session, checked["parent_id"], account_id)
    return checked


def _word(value: object, field: str, choices: type[StrEnum]) -> str | None:
    if value is None or value == "":
        return None
    known = [choice.value for choice in choices]
    if value not in known:
        raise BadInput(
            _("“{word}” is none of the words of this field.").format(word=value),
            hint=_("It takes: {words}.").format(words=", ".join(known)),
            where=field,
        )
    return str(value)


def _check_code(session: ReadingSession, code: str, account_id: Id | None) -> None:
    if code and any(one.code == code and one.id != account_id for one in find_accounts(session, code)):
        raise BadInput(
            _("There is already an account with the code {code}.").format(code=code),
            hint=_("Open that account, or choose another code."),
            where="code",
        )


def _check_parent(session: ReadingSession, parent_id: Id, account_id: Id | None) -> None:
    above: Id | None = parent_id
    seen: set[Id] = set()
    # Merged files may hold a loop among others; it is not this change that makes it.
    while above is not None and above not in seen:
        if above == account_id:
            raise BadInput(
                _("An account cannot be its own parent.")
                if parent_id == account_id
                else _("The parent belongs to this account itself."),
                hint=_("Choose another parent, or none."),
                where="parent_id",
            )
        seen.add(above)
        above = get_account(session, above).parent_id
