"""What the plan's screen asks of the services beside the plan: the paper while typing, visits by month."""

from datetime import date
from pathlib import Path

from workbench.domain.plan_records import PlanPart
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id
from workbench.services.account_plans import get_plan
from workbench.services.accounts import create_account, find_account
from workbench.services.plan_calendar import required_by_month
from workbench.services.plan_preview import preview_plan_paper
from workbench.services.plan_texts import write_part
from workbench.services.workspaces import Workspace, new_workspace

TODAY, YEAR = date(2026, 9, 15), 2026


def a_file(tmp_path: Path, **values: object) -> tuple[Workspace, Id]:
    workspace = new_workspace(tmp_path / "a.workbench", clock=FixedClock(TODAY), author="张蔚")
    create_account(workspace, {"name": "Halvorsen"})
    account = find_account(workspace, "Halvorsen").id
    with workspace.change("test", "Test") as change:
        change.set("account", account, values)
    return workspace, account


def test_the_paper_shows_what_is_being_typed_in_place_of_what_is_stored(tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    workspace, account = a_file(tmp_path)
    write_part(workspace, account, YEAR, PlanPart.VISION, "Stored words")
    write_part(workspace, account, YEAR, PlanPart.STRATEGY, "Kept words")
    paper = get_plan(workspace, account, YEAR)
    data = preview_plan_paper(paper, {PlanPart.VISION: "Typed words"}).content
    document = PdfDocument(data)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "Typed words" in text
    assert "Kept words" in text
    assert "Stored words" not in text
    workspace.close()


def test_visits_asked_for_are_counted_by_the_middle_of_their_slot(tmp_path: Path) -> None:
    workspace, account = a_file(tmp_path, tier="strategic")
    counts = required_by_month(workspace, account, YEAR)
    assert len(counts) == 12
    # Two field visits a month at least; an executive visit each half-year comes on top.
    assert min(counts) >= 2
    assert sum(counts) > 24
    workspace.close()


def test_without_a_tier_nothing_is_asked_for_beyond_the_general_rules(tmp_path: Path) -> None:
    workspace, account = a_file(tmp_path)
    strategic = Path(tmp_path / "b")
    strategic.mkdir()
    other, key = a_file(strategic, tier="strategic")
    few, many = required_by_month(workspace, account, YEAR), required_by_month(other, key, YEAR)
    assert sum(few) < sum(many)
    workspace.close()
    other.close()
