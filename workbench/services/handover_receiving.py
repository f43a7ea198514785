"""Receiving accounts: go through them one by one, ask what is not clear, and confirm (2-rules §16)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from workbench.domain.accounts import Account, Manager
from workbench.domain.handovers import Handover, HandoverAccount, may_confirm, order_of
from workbench.domain.journal import ChangeSummary
from workbench.domain.relationship import Function
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.foundation.ids import Id
from workbench.storage.queries.accounts import list_accounts, list_managers
from workbench.storage.queries.handovers import get_handover, list_handovers
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


class HandoverState(Enum):
    """How far it has come."""

    WAITING = "waiting"
    ASKED = "asked"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        return {
            HandoverState.WAITING: _("To be confirmed"),
            HandoverState.ASKED: _("Questions open"),
            HandoverState.CONFIRMED: _("Confirmed"),
        }[self]


@dataclass(frozen=True)
class HandedAccount:
    """One account of a handover. ``keeper`` is named where somebody else keeps it by now."""

    account: Account
    seen_on: date | None
    question: str
    keeper: str = ""

    @property
    def is_seen(self) -> bool:
        return self.seen_on is not None


@dataclass(frozen=True)
class HandoverView:
    """One handover as it is shown; accounts that were deleted since are not in it.

    ``is_mine`` is one to me, ``is_given`` one of mine; ``may_confirm``: I may go through it and confirm.
    """

    handover: Handover
    today: date
    giver: str
    receiver: str
    accounts: tuple[HandedAccount, ...]
    is_mine: bool
    is_given: bool
    may_confirm: bool

    @property
    def id(self) -> Id:
        return self.handover.id

    @property
    def is_late(self) -> bool:
        return self.handover.is_late(self.today)

    @property
    def seen(self) -> int:
        """How many accounts were gone through."""
        return sum(one.is_seen for one in self.accounts)

    @property
    def questions(self) -> int:
        """With how many accounts something is asked."""
        return sum(bool(one.question) for one in self.accounts)

    @property
    def state(self) -> HandoverState:
        if self.handover.is_confirmed:
            return HandoverState.CONFIRMED
        return HandoverState.ASKED if self.questions else HandoverState.WAITING

    @property
    def days_late(self) -> int:
        """Days since it should have been confirmed; 0 while there is time, and once it is."""
        due_on = self.handover.due_on
        return (self.today - due_on).days if self.is_late and due_on is not None else 0


@dataclass(frozen=True)
class HandoverWaiting:
    """Something of a handover that waits for me: to confirm it, or to answer its questions."""

    view: HandoverView
    is_question: bool


def list_handover_views(workspace: Workspace) -> tuple[HandoverView, ...]:
    """Every handover, the latest first, in a constant number of queries."""
    with workspace.read() as session:
        return _views(session, workspace)


def get_handover_view(workspace: Workspace, handover_id: Id) -> HandoverView:
    """One handover; raises ``NotFound``."""
    with workspace.read() as session:
        get_handover(session, handover_id)
        return next(one for one in _views(session, workspace) if one.id == handover_id)


def find_handover(workspace: Workspace, told: str) -> Id:
    """The handover whose id begins with ``told`` (hex); raises ``NotFound``, also where several do."""
    wanted = told.strip().lower()
    with workspace.read() as session:
        found = [one.id for one in list_handovers(session) if wanted and one.id.hex().startswith(wanted)]
    if len(found) != 1:
        raise NotFound(
            _("There is no handover {id}.").format(id=told),
            hint=_("Take the id from the list of handovers."),
            where=told,
        )
    return found[0]


def handovers_waiting(workspace: Workspace) -> tuple[HandoverWaiting, ...]:
    """What waits for me, the most pressing first: those to me that are not confirmed, questions about those
    I gave; for the head all that are late."""
    with workspace.read() as session:
        me = _me(session, workspace)
        views = _views(session, workspace)
    found = []
    for one in views:
        if (
            not one.handover.is_confirmed
            and one.accounts
            and (one.is_mine or (_sees_all(me) and one.is_late))
        ):
            found.append(HandoverWaiting(one, is_question=False))
        elif one.is_given and one.questions:
            found.append(HandoverWaiting(one, is_question=True))
    return tuple(
        sorted(
            found, key=lambda one: (not one.view.is_late, one.view.handover.due_on or date.max, one.view.id)
        )
    )


def go_through(
    workspace: Workspace, handover_id: Id, account_ids: Collection[Id], *, seen: bool = True
) -> ChangeSummary:
    """Tick accounts as gone through today, or not; two laptops that tick the same agree.

    Raises ``NotFound``; ``NotAllowed`` for who gave the accounts away, and once it is confirmed.
    """
    label = _("Account gone through") if seen else _("Account to be gone through")
    with workspace.change("go_through_handover", label) as change:
        today = workspace.clock.today()
        for row in _rows(change, _to_confirm(change, workspace, handover_id), account_ids):
            if row.is_seen != seen:
                change.set("handover_account", row.id, {"seen_on": today if seen else None})
    return change.summary


def ask_about(workspace: Workspace, handover_id: Id, account_id: Id, question: str) -> ChangeSummary:
    """What is still to be known of an account; an empty question is settled. Both sides may write it.

    Raises ``NotFound``.
    """
    with workspace.change("ask_about_handover", _("Question about a handover")) as change:
        handover = get_handover(change.session, handover_id)
        for row in _rows(change, handover, [account_id]):
            if row.question != question.strip():
                change.set("handover_account", row.id, {"question": question.strip()})
    return change.summary


def confirm_handover(workspace: Workspace, handover_id: Id, answer: str = "") -> ChangeSummary:
    """Confirm that the accounts are taken over; the giver reads it after the next export.

    Raises ``NotFound``; ``NotAllowed`` for who gave the accounts away, and once it is confirmed;
    ``BadInput`` while an account was not gone through.
    """
    with workspace.change("confirm_handover", _("Handover confirmed")) as change:
        handover = _to_confirm(change, workspace, handover_id)
        there = {
            one.id for one in list_accounts(change.session, [one.account_id for one in handover.accounts])
        }
        left = len({one.account_id for one in handover.unseen(there)})
        if left:
            told = ngettext(
                "{count} account is not gone through yet.", "{count} accounts are not gone through yet.", left
            )
            raise BadInput(
                told.format(count=format_number(left)),
                hint=_("Go through them, then confirm."),
                where="accounts",
            )
        values = {
            "confirmed_on": workspace.clock.today(),
            "confirmed_by": workspace.author,
            "answer": answer.strip(),
        }
        change.set("handover", handover_id, values)
    return change.summary


def _to_confirm(change: Change, workspace: Workspace, handover_id: Id) -> Handover:
    handover = get_handover(change.session, handover_id)
    if handover.is_confirmed:
        raise NotAllowed(_("This handover is confirmed already."), hint=_("Undo that to change it."))
    me = _me(change.session, workspace)
    if not may_confirm(handover, me.id if me else None):
        raise NotAllowed(
            _("The new manager goes through the accounts and confirms, not who gave them away."),
            hint=_("Send the packet, and merge what comes back."),
        )
    return handover


def _rows(change: Change, handover: Handover, account_ids: Collection[Id]) -> list[HandoverAccount]:
    wanted = set(account_ids)
    found = [one for one in handover.accounts if one.account_id in wanted]
    if wanted - {one.account_id for one in found}:
        raise NotFound(
            _("This account is not in the handover (any more)."), hint=_("Look at the list again.")
        )
    return found


def _views(session: ReadingSession, workspace: Workspace) -> tuple[HandoverView, ...]:
    handovers = list_handovers(session)
    named = {line.account_id for one in handovers for line in one.accounts}
    accounts = {one.id: one for one in list_accounts(session, named)} if named else {}
    managers = {one.id: one for one in list_managers(session)}
    me = _named(managers, workspace.author)
    return tuple(_view(one, accounts, managers, me, workspace.clock.today()) for one in handovers)


def _view(
    one: Handover,
    accounts: Mapping[Id, Account],
    managers: Mapping[Id, Manager],
    me: Manager | None,
    today: date,
) -> HandoverView:
    my_id = me.id if me else None
    lines: dict[Id, HandedAccount] = {}
    for row in one.accounts:
        account = accounts.get(row.account_id)
        if account is None:
            continue
        before = lines.get(account.id)
        # Two that became one account are one line: seen when both were, asked as either asks.
        was_seen = before is None or before.is_seen
        lines[account.id] = HandedAccount(
            account=account,
            seen_on=row.seen_on if was_seen else None,
            question=row.question or (before.question if before else ""),
            keeper=_keeper(account, one, managers),
        )
    return HandoverView(
        handover=one,
        today=today,
        giver=_name(one.from_id, managers),
        receiver=_name(one.to_id, managers),
        accounts=tuple(sorted(lines.values(), key=lambda line: order_of(line.account))),
        is_mine=my_id is not None and one.to_id == my_id,
        is_given=my_id is not None and one.from_id == my_id,
        may_confirm=may_confirm(one, my_id),
    )


def _keeper(account: Account, handover: Handover, managers: Mapping[Id, Manager]) -> str:
    """Who keeps it by now, if that is not whom it was handed to."""
    found = managers.get(account.manager_id) if account.manager_id is not None else None
    return found.name if found is not None and found.id != handover.to_id else ""


def _name(manager_id: Id | None, managers: Mapping[Id, Manager]) -> str:
    found = managers.get(manager_id) if manager_id is not None else None
    return found.name if found else _("somebody no longer listed")


def _me(session: ReadingSession, workspace: Workspace) -> Manager | None:
    return _named({one.id: one for one in list_managers(session)}, workspace.author)


def _named(managers: Mapping[Id, Manager], author: str) -> Manager | None:
    return next((one for one in managers.values() if one.name == author), None)


def _sees_all(me: Manager | None) -> bool:
    return me is None or me.function is Function.MANAGEMENT
