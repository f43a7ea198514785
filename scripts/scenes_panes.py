"""Panes beside the lists and the settings that the other scenes do not open, for the pictures."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from workbench.app import Program
from workbench.foundation.ids import Id, derived_id
from workbench.services.calendars import preview_notice
from workbench.ui.navigation import ComplaintsPart, ContractDetail, Destination, PageId
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.settings.contents import SECTIONS

Act = Callable[[Any, Program], object]


def pane_scenes(account: Id, colleagues: Path) -> dict[str, tuple[Destination, Act]]:
    """By the name of the picture; ``colleagues`` holds the files that wait to be merged."""
    settings, merge = Destination(PageId.SETTINGS), Destination(PageId.MERGE)
    service = Destination(PageId.COMPLAINTS, view=ComplaintsPart.SERVICE)
    contact = Destination(PageId.ACCOUNT, subject=account, view=Section.CONTACT)
    templates = Destination(PageId.CONTRACTS, view=ContractDetail.TEMPLATES)
    return {
        **{f"settings-{one.key}": (settings, partial(_choose, key=one.key)) for one in SECTIONS},
        "settings-person": (settings, partial(_choose, key="people", then=_first_person)),
        "settings-notice": (settings, partial(_choose, key="workdays", then=_take_notice)),
        "settings-service-type": (settings, partial(_choose, key="services", then=_begin)),
        "complaints-service-new": (service, lambda page, _run: page.new_thing()),
        "account-call-new": (
            contact,
            lambda page, _run: page.sections.section(Section.CONTACT).add(),
        ),
        "account-gone": (
            Destination(PageId.ACCOUNT, subject=derived_id("account", "nobody")),
            lambda _page, _run: None,
        ),
        "contract-template-new": (templates, lambda page, _run: page.new_thing()),
        "merge-for-each": (merge, lambda page, _run: page.begin_return()),
        "merge-receipt": (merge, partial(_merge, file=colleagues / "friday" / "施岚-2026-W47.workbench")),
    }


def _choose(page: Any, run: Program, *, key: str, then: Callable[[Any], object] | None = None) -> None:
    page.choose(key)
    if then is not None:
        run.when_settled(lambda: then(page.section()))


def _begin(section: Any) -> None:
    section.new_thing()


def _take_notice(section: Any) -> None:
    """As if the notice had been chosen in the dialog of the system."""
    notice = section.context.workspace.path.with_name("2027.csv")
    notice.write_text(
        "日期,类型,名称\n2027-01-01,休,元旦\n2027-02-06,放假,春节\n2027-02-20,补班,春节\n", "utf-8"
    )
    section.context.read(
        lambda workspace: preview_notice(workspace, notice), section._preview, key="notice-preview"
    )


def _first_person(section: Any) -> None:
    section.choose(section.table.model.row(0).manager.id)


def _merge(page: Any, run: Program, *, file: Path) -> None:
    page.add_files([file])
    run.when_settled(page.merge)
