"""The sample data: believable, alive on any day, gone without a trace."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.ready_made import put_ready_made
from workbench.domain.accounts import Tier
from workbench.domain.credit_code import credit_code_fault
from workbench.domain.imports import ImportKind
from workbench.domain.tiers import TierCause
from workbench.domain.visits import VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import Locked
from workbench.services.backups import backup_today
from workbench.services.drafts import keep_draft
from workbench.services.imports import run_import
from workbench.services.records import list_records
from workbench.services.sample_data import ANCHOR, load_sample, remove_sample, sample_sheets
from workbench.services.scorecard import scorecard_view
from workbench.services.search import search
from workbench.services.tiers import review_tiers
from workbench.services.today import today_view
from workbench.services.value import analyse_abc
from workbench.services.workspaces import new_workspace
from workbench.storage.queries.accounts import list_accounts, list_contacts
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace


@contextmanager
def sample(folder: Path, today: date) -> Iterator[Workspace]:
    path = folder / "Sample.workbench"

    def load() -> Workspace:
        return load_sample(path, clock=FixedClock(today), author="张蔚")

    if not path.exists():
        put_ready_made(path, ("sample", today), lambda _new: load().close())
    workspace = load()
    try:
        yield workspace
    finally:
        workspace.close()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with sample(tmp_path_factory.mktemp("sample"), ANCHOR) as workspace:
        yield workspace


def test_every_row_of_every_sheet_is_taken(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "mine.workbench", clock=FixedClock(ANCHOR), author="")
    with sample_sheets(ANCHOR) as folder:
        # The sample has no ledger and no counts of stock: its sales say what was settled.
        for kind in (one for one in ImportKind if one not in (ImportKind.STOCK, ImportKind.RECEIVABLES)):
            result = run_import(workspace, kind, folder / f"{kind}.csv")
            assert (result.rejected, result.unknown) == (0, ())
            assert result.created
    workspace.close()


def test_there_are_sixty_accounts_in_twelve_cities_with_three_managers(loaded: Workspace) -> None:
    with loaded.read() as session:
        accounts = list_accounts(session)
        people = Counter(contact.account_id for contact in list_contacts(session))
    assert len(accounts) == 60
    assert len({account.city for account in accounts}) == 12
    assert len({account.manager_id for account in accounts}) == 3
    assert sum(account.name.isascii() for account in accounts) == 14
    assert all(not credit_code_fault(account.credit_code) for account in accounts)
    assert all(people[account.id] >= 2 for account in accounts)
    assert all(account.tier_reason and account.tier_confirmed_on for account in accounts)


def test_reports_hardly_repeat_and_never_at_one_account(loaded: Workspace) -> None:
    with loaded.read() as session:
        visits = [visit for visit in list_visits(session) if visit.state is VisitState.DONE]
    heard = Counter((visit.account_id, visit.findings) for visit in visits)
    assert len(visits) > 500
    assert heard.most_common(1)[0][1] == 1
    assert len({visit.findings for visit in visits}) > 0.9 * len(visits)


@pytest.mark.parametrize("days", [0, 3, 6, 7, -141, 322, 5_000])
def test_the_sample_is_alive_on_any_day(days: int, tmp_path: Path) -> None:
    with sample(tmp_path, ANCHOR + timedelta(days=days)) as workspace:
        view = today_view(workspace)
        proposals = review_tiers(workspace).proposals
    assert view.agenda or view.next_visit
    assert view.overdue
    assert view.promises
    assert view.contracts
    assert view.complaints
    assert not view.unreported
    causes = [proposal.suggestion.cause for proposal in proposals]
    assert 3 <= len(causes) <= 6
    assert TierCause.SALES_BELOW in causes


def test_tiers_are_spread_as_in_life(loaded: Workspace) -> None:
    with loaded.read() as session:
        tiers = Counter(account.tier for account in list_accounts(session))
    assert tiers[Tier.STRATEGIC] == 3
    assert tiers[Tier.FOCUS] < tiers[Tier.MAJOR] < tiers[Tier.GENERAL]
    assert 5_000 < analyse_abc(loaded).top20_share_bp < 8_000


def test_every_part_of_an_account_has_something_to_show(loaded: Workspace) -> None:
    kinds = ("needs", "whitespace", "scores", "evaluations", "attachments", "ties", "links", "bases", "terms")
    assert [kind for kind in kinds if not list_records(loaded, kind).rows] == []
    with loaded.read() as session:
        codes = {account.code: account.id for account in list_accounts(session)}
    with loaded.read() as session:
        cards = [
            scorecard_view(session, codes[code]).result.total_bp for code in ("KA1001", "KA1002", "KA1003")
        ]
    # As the reasons of their tiers say.
    assert [round((card or 0) / 100) for card in cards] == [82, 86, 79]


def test_it_is_found_by_pinyin(loaded: Workspace) -> None:
    assert [hit.label for hit in search(loaded, "lcjm")] == ["澜川精密机械（苏州）有限公司"]


def test_a_second_load_opens_what_is_there(tmp_path: Path) -> None:
    with sample(tmp_path, ANCHOR) as first:
        agenda = today_view(first).agenda
    with sample(tmp_path, ANCHOR) as again:
        assert [visit.id for visit in today_view(again).agenda] == [visit.id for visit in agenda]


def test_removing_it_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "Sample.workbench"
    with sample(tmp_path, ANCHOR) as workspace:
        backup_today(workspace)
        visit_id = today_view(workspace).agenda[0].id
        keep_draft(workspace, visit_id, {"findings": "half a sentence"})
    remove_sample(path)
    assert list(tmp_path.iterdir()) == []
    remove_sample(path)


def test_a_sample_that_is_damaged_can_be_removed(tmp_path: Path) -> None:
    path = tmp_path / "Sample.workbench"
    path.write_bytes(b"no workspace")
    remove_sample(path)
    assert list(tmp_path.iterdir()) == []


def test_a_sample_that_is_open_is_not_removed(tmp_path: Path) -> None:
    with sample(tmp_path, ANCHOR) as workspace, pytest.raises(Locked):
        remove_sample(workspace.path)
    assert (tmp_path / "Sample.workbench").exists()
