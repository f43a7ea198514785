"""Reading competitors, partners, suppliers and customers of accounts."""

from sqlalchemy import bindparam, or_, select

from workbench.domain.account_links import AccountLink, LinkKind
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import known_word
from workbench.storage.session import Session
from workbench.storage.tables.accounts import AccountEntity, AccountLinkEntity

_LINK = AccountLinkEntity.__table__.c
_HERE, _THERE = AccountEntity.__table__.alias(), AccountEntity.__table__.alias()
_LINKS = (
    select(
        AccountLinkEntity.__table__,
        _HERE.c.name.label("here_name"),
        _HERE.c.short_name.label("here_short"),
        _THERE.c.name.label("there_name"),
        _THERE.c.short_name.label("there_short"),
    )
    .join_from(AccountLinkEntity.__table__, _HERE, _HERE.c.id == _LINK.account_id)
    .outerjoin(_THERE, _THERE.c.id == _LINK.other_id)
    .where(or_(_LINK.account_id == bindparam("account"), _LINK.other_id == bindparam("account")))
)


def list_links(session: Session, account_id: Id) -> list[AccountLink]:
    """The links of an account, also those noted on the other's page, by name. Unknown kinds are left out.

    So are links to itself: of two accounts that became one while a colleague linked them.
    """
    found: list[AccountLink] = []
    for row in session.execute(_LINKS, {"account": account_id}):
        kind = known_word(LinkKind, row.kind)
        if kind is None or row.account_id == row.other_id:
            continue
        if row.account_id == account_id:
            name = row.there_short or row.there_name or row.other_name
            found.append(AccountLink(row.id, kind, row.other_id, name, row.note))
        else:
            name = row.here_short or row.here_name
            found.append(AccountLink(row.id, kind.seen_back, row.account_id, name, row.note, True))
    return sorted(found, key=lambda one: (list(LinkKind).index(one.kind), one.name, one.id))


def referrals(session: Session) -> dict[Id, set[Id]]:
    """For each account that brought others, those others, on whichever page it was noted."""
    kinds = (LinkKind.REFERRED.value, LinkKind.REFERRER.value)
    query = select(_LINK.account_id, _LINK.other_id, _LINK.kind).where(
        _LINK.kind.in_(kinds), _LINK.other_id.is_not(None), _LINK.other_id != _LINK.account_id
    )
    found: dict[Id, set[Id]] = {}
    for account_id, other_id, kind in session.execute(query):
        forward = kind == LinkKind.REFERRED.value
        giver, brought = (account_id, other_id) if forward else (other_id, account_id)
        found.setdefault(giver, set()).add(brought)
    return found
