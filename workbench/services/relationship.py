"""The relationship with an account: stage, playbook, KAM level, who deals with whom (2-rules §5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.journal import ChangeSummary
from workbench.domain.kam_level import ContactTie, DerivedKam, Meeting, derived_kam_level
from workbench.domain.periods import twelve_months
from workbench.domain.playbook import Chapter, Measure, Suggested, chapter_of, playbook
from workbench.domain.relationship import InterruptionCause, KamLevel, LifeCycle, Stage
from workbench.domain.share_of_wallet import share_of_wallet
from workbench.domain.stages import StageEvidence, stage_evidence
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.checked_values import check_whole
from workbench.services.evaluation import EvaluationView, evaluation_view
from workbench.services.scorecard import ScorecardView, scorecard_view
from workbench.storage.queries.accounts import get_account, list_contacts, list_managers
from workbench.storage.queries.sales import has_sales, sales_by_account, sales_span
from workbench.storage.queries.ties import STRONGEST, WEAKEST, list_ties
from workbench.storage.queries.visits import list_actions
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class TieLine:
    """One tie with the people at its ends."""

    tie: ContactTie
    contact: Contact
    manager: Manager


@dataclass(frozen=True)
class RelationshipView:
    """What the section of that name shows of one account.

    ``measures`` are those of its stage, ``key_measures`` the ten for key accounts; ``contacts`` and
    ``managers`` are those who can be tied: nobody who has left.
    """

    account: Account
    evidence: StageEvidence
    measures: tuple[Suggested, ...]
    key_measures: tuple[Suggested, ...]
    kam: DerivedKam
    ties: tuple[TieLine, ...]
    contacts: tuple[Contact, ...]
    managers: tuple[Manager, ...]
    scorecard: ScorecardView
    evaluations: EvaluationView


def get_relationship(workspace: Workspace, account_id: Id) -> RelationshipView:
    """The relationship with one account, in a constant number of queries; raises ``NotFound``."""
    today = workspace.clock.today()
    with workspace.read() as session:
        account = get_account(session, account_id)
        contacts = list_contacts(session, account_id)
        managers = list_managers(session)
        ties = read_ties(session, account_id, contacts, managers)
        actions = list_actions(session, account_id=account_id)
        traded = has_sales(session, account_id)
        sold = sales_by_account(session, *twelve_months(today), account_id=account_id)
        span = sales_span(session)
        card = scorecard_view(session, account_id)
        evaluations = evaluation_view(session, account_id)
    chapter = chapter_of(account.stage)
    wallet = share_of_wallet(
        sales_12m_fen=sold.get(account_id, 0),
        spend_fen=account.category_spend_fen,
        estimate_bp=account.share_of_wallet_bp,
        sales_until=span[1] if span else None,
    )
    return RelationshipView(
        account,
        stage_evidence(wallet.bp if wallet else None, has_traded=traded, ties=len(ties)),
        playbook(chapter, actions) if chapter else (),
        playbook(Chapter.KEY_ACCOUNT, actions),
        kam_of(account, ties),
        ties,
        tuple(one for one in contacts if one.left_on is None),
        tuple(one for one in managers if one.active),
        card,
        evaluations,
    )


def read_ties(
    session: ReadingSession, account_id: Id, contacts: Iterable[Contact], managers: Iterable[Manager]
) -> tuple[TieLine, ...]:
    """Who of ours deals with whom of theirs; people who are not given are passed over."""
    theirs, ours = {one.id: one for one in contacts}, {one.id: one for one in managers}
    return tuple(
        TieLine(tie, theirs[tie.contact_id], ours[tie.manager_id])
        for tie in list_ties(session, account_id)
        if tie.contact_id in theirs and tie.manager_id in ours
    )


def kam_of(account: Account, ties: Iterable[TieLine]) -> DerivedKam:
    """The KAM level that these ties show (2-rules §5)."""
    meetings = [Meeting(one.contact, one.manager, one.tie.strength or WEAKEST) for one in ties]
    return derived_kam_level(meetings, account.manager_id, account.joint_teams)


def stage_values(stage: Stage | None, reason: str, cause: InterruptionCause | None = None) -> dict[str, Any]:
    """A person's word on a stage as it is stored. Raises ``BadInput`` naming the field that is missing."""
    if stage is not None and not reason.strip():
        raise BadInput(
            _("A stage needs a reason."),
            hint=_("Say in a few words why, for the history."),
            where="stage_reason",
        )
    if stage is Stage.INTERRUPTED and cause is None:
        raise BadInput(
            _("Say why the relationship was interrupted."),
            hint=_("Choose a cause."),
            where="interruption_cause",
        )
    return {
        "stage": stage.value if stage else None,
        "stage_reason": reason.strip(),
        "interruption_cause": cause.value if cause is not None and stage is Stage.INTERRUPTED else None,
    }


def set_stage(
    workspace: Workspace,
    account_id: Id,
    stage: Stage | None,
    reason: str,
    cause: InterruptionCause | None = None,
) -> ChangeSummary:
    """A person's word on the stage, with the reason; an interrupted one names its cause (2-rules §5).

    Raises ``BadInput`` as ``stage_values`` does, and ``NotFound``.
    """
    values = stage_values(stage, reason, cause)
    label = _("Stage {stage}").format(stage=stage.label) if stage else _("Stage not known")
    with workspace.change("set_stage", label) as change:
        get_account(change.session, account_id)
        change.set("account", account_id, values)
    return change.summary


def set_life_cycle(workspace: Workspace, account_id: Id, phase: LifeCycle | None) -> ChangeSummary:
    """Where the account stands in its life with us; raises ``NotFound``."""
    label = _("Life cycle: {phase}").format(phase=phase.label) if phase else _("Life cycle not known")
    with workspace.change("set_life_cycle", label) as change:
        get_account(change.session, account_id)
        change.set("account", account_id, {"life_cycle": phase.value if phase else None})
    return change.summary


def set_joint_teams(workspace: Workspace, account_id: Id, text: str) -> ChangeSummary:
    """Which teams of theirs and ours work as one; any makes the KAM level synergistic."""
    with workspace.change("set_joint_teams", _("Joint teams")) as change:
        get_account(change.session, account_id)
        change.set("account", account_id, {"joint_teams": text.strip()})
    return change.summary


def override_kam_level(
    workspace: Workspace, account_id: Id, level: KamLevel | None, reason: str = ""
) -> ChangeSummary:
    """Put a level in the place of the derived one, with a reason; ``None`` goes back to the derived one.

    Raises ``BadInput`` without a reason, and ``NotFound``.
    """
    if level is not None and not reason.strip():
        raise BadInput(
            _("Another KAM level needs a reason."),
            hint=_("Say what the links between people do not show."),
            where="kam_reason",
        )
    label = _("KAM level {level}").format(level=level.label) if level else _("KAM level as derived")
    with workspace.change("override_kam_level", label) as change:
        get_account(change.session, account_id)
        values = {
            "kam_level": level.value if level else None,
            "kam_reason": reason.strip() if level else "",
        }
        change.set("account", account_id, values)
    return change.summary


def tie_people(
    workspace: Workspace, contact_id: Id, manager_id: Id, strength: int | None = None, note: str = ""
) -> ChangeSummary:
    """Say that a person of theirs and one of ours deal with each other; strength 1–3.

    The same two again are one tie, also after a merge. Raises ``BadInput`` for a strength out of range.
    """
    check_whole(strength, WEAKEST, STRONGEST, "strength")
    with workspace.change("tie_people", _("Who deals with whom")) as change:
        row_id = derived_id("contact_tie", id_text(contact_id), id_text(manager_id))
        values = {"contact_id": contact_id, "manager_id": manager_id, "strength": strength, "note": note}
        change.create("contact_tie", values, row_id)
    return change.summary


def set_tie_strength(workspace: Workspace, tie_id: Id, strength: int) -> ChangeSummary:
    """How close the two are, 1–3. Raises ``BadInput`` and ``NotFound``."""
    check_whole(strength, WEAKEST, STRONGEST, "strength")
    with workspace.change("set_tie_strength", _("Who deals with whom")) as change:
        change.set("contact_tie", tie_id, {"strength": strength})
    return change.summary


def untie_people(workspace: Workspace, tie_id: Id) -> ChangeSummary:
    """Take a tie away; undo brings it back. Raises ``NotFound``."""
    with workspace.change("untie_people", _("Who deals with whom")) as change:
        change.delete("contact_tie", tie_id)
    return change.summary


def take_measure(workspace: Workspace, account_id: Id, measure: Measure) -> ChangeSummary:
    """Turn a measure of the playbook into an action: ours, owned by the manager, due in its usual time.

    Raises ``NotAllowed`` where it was taken already, and ``NotFound``.
    """
    with workspace.change("take_measure", _("New action")) as change:
        account = get_account(change.session, account_id)
        actions = list_actions(change.session, account_id=account_id)
        if any(one.origin == measure.origin for one in actions):
            raise NotAllowed(
                _("This measure was taken already."), hint=_("It stands among the actions of the account.")
            )
        names = {one.id: one.name for one in list_managers(change.session)}
        owner = names.get(account.manager_id, "") if account.manager_id else ""
        change.create(
            "action",
            {
                "account_id": account_id,
                "text": measure.text,
                "owner": owner or workspace.author,
                "due_on": workspace.clock.today() + timedelta(days=measure.days),
                "origin": measure.origin,
            },
        )
    return change.summary
