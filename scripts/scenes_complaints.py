"""What is opened on the pages of complaints before a picture is taken."""

from collections.abc import Callable
from functools import partial
from typing import Any

from workbench.app import Program
from workbench.domain.complaint_states import ComplaintState
from workbench.domain.complaints import ComplaintEventKind, ComplaintSeverity
from workbench.ui.navigation import ComplaintsPart, Destination, PageId

Act = Callable[[Any, Program], object]


def complaint_scenes() -> dict[str, tuple[Destination, Act]]:
    """Where to go and what to do there, by the name of the picture."""
    board = Destination(PageId.COMPLAINTS, view=ComplaintsPart.BOARD)
    parts = {
        f"complaints-{part.value}": (Destination(PageId.COMPLAINTS, view=part), _nothing)
        for part in ComplaintsPart
    }
    states = {
        f"complaint-{state.value.replace('_', '-')}": (board, partial(_open, state=state))
        for state in (
            ComplaintState.TO_JUDGE,
            ComplaintState.TO_ANALYSE,
            ComplaintState.TO_DECIDE,
            ComplaintState.TO_EVALUATE,
            ComplaintState.CLOSED,
        )
    }
    analysed = partial(_open, state=ComplaintState.TO_ANALYSE)
    return {
        **parts,
        **states,
        "complaint-reply": (
            board,
            partial(analysed, then=lambda page: page.begin_step(ComplaintEventKind.REPLIED)),
        ),
        "complaint-record": (board, partial(analysed, then=lambda page: page.steps.show_record())),
        "complaint-unfolded": (board, partial(analysed, then=_unfold)),
        "complaint-menu": (board, partial(analysed, then=lambda page: page.head.more_button.click())),
        "complaints-moves": (board, _moves),
        "complaints-new": (board, _record),
    }


def _nothing(_page: Any, _run: Program) -> None:
    pass


def _open(
    page: Any, run: Program, *, state: ComplaintState, then: Callable[[Any], object] | None = None
) -> None:
    """One complaint in that state, and what is opened on its page; closed ones are found by the page too."""
    for line in page._lines:
        if line.state is state:
            page.open_complaint(line.complaint.id)
            if then is not None:
                run.when_settled(lambda: then(run.window.page()))
            return


def _unfold(page: Any) -> None:
    for step in page.steps.steps.values():
        if not step.fold.isHidden():
            step.show_body(True)


def _moves(page: Any, _run: Program) -> None:
    page.board.board.focus_cards()
    key = page.board.board.current_key()
    if key is not None:
        page.board.board.offer_moves(key)


def _record(page: Any, run: Program) -> None:
    page.new_thing()

    def severe() -> None:
        from PySide6.QtWidgets import QApplication

        dialog: Any = QApplication.activeModalWidget()
        if dialog is not None:
            dialog.form.severity.choose(ComplaintSeverity.MAJOR)
            dialog.form._severity_chosen(None)

    run.when_settled(severe)
