"""What is opened on the page of contracts before a picture is taken."""

from collections.abc import Callable
from functools import partial
from typing import Any

from workbench.app import Program
from workbench.domain.contracts import ContractEventKind
from workbench.ui.navigation import ContractDetail, Destination, PageId
from workbench.ui.screens.contracts.editor import Tab

Act = Callable[[Any, Program], object]


def contract_scenes() -> dict[str, tuple[Destination, Act]]:
    """Where to go and what to do there, by the name of the picture."""
    place = Destination(PageId.CONTRACTS)
    templates = Destination(PageId.CONTRACTS, view=ContractDetail.TEMPLATES)
    return {
        "contracts-new": (place, lambda page, _run: page.new_thing()),
        "contracts-pane": (place, lambda page, _run: page.list.table.view.selectRow(2)),
        "contracts-filter-row": (place, lambda page, _run: page.list.bar.rows_button.click()),
        **{
            f"contract-draft-{tab.value}": (place, partial(_open, signed=False, tab=tab))
            for tab in (Tab.TEXT, Tab.GOODS, Tab.DEVIATIONS)
        },
        "contract-draft-check": (place, partial(_open, signed=False, then=lambda editor: editor.check())),
        "contract-draft-credit": (
            place,
            partial(_open, signed=False, then=lambda editor: editor.move_main()),
        ),
        **{f"contract-{tab.value}": (place, partial(_open, signed=True, tab=tab)) for tab in Tab},
        "contract-amend": (
            place,
            partial(_open, signed=True, then=lambda editor: editor.move_on(ContractEventKind.AMENDED)),
        ),
        "contract-templates": (templates, lambda _page, _run: None),
        "contract-template-versions": (templates, lambda page, _run: page.templates.versions_button.click()),
    }


def _open(
    page: Any,
    run: Program,
    *,
    signed: bool,
    tab: Tab = Tab.TEXT,
    then: Callable[[Any], object] = lambda editor: None,
) -> None:
    """Open the first contract that is signed, or that is not."""
    rows = [row for row in page.list.kept() if row.state.is_fixed is signed]
    if rows:
        run.window.go(Destination(PageId.CONTRACTS, item=rows[0].contract.id))
        run.when_settled(lambda: (page.editor.go_to(tab), then(page.editor)))
