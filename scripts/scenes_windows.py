"""What opens over the window and around the file: previews, questions, other files, for the pictures."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from workbench.app import Program
from workbench.foundation.errors import Damaged
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.ui.kit.table_menu import Output
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.influence.section import PeopleView
from workbench.ui.screens.accounts.sections import Section

Act = Callable[[Any, Program], object]
_PASSPHRASE = "tide lantern orchard 41"


def window_scenes(account: Id, home: Path) -> dict[str, tuple[Destination, Act]]:
    """By the name of the picture. Those that open another file make it in ``home``."""
    accounts, settings = Destination(PageId.ACCOUNTS), Destination(PageId.SETTINGS)
    today, calendar = Destination(PageId.TODAY), Destination(PageId.CALENDAR)

    def at(section: Section) -> Destination:
        return Destination(PageId.ACCOUNT, subject=account, view=section)

    return {
        "print-brief": (today, lambda page, _run: page._view.brief and page._print_brief(page._view.brief)),
        "print-table": (accounts, lambda _page, run: run.window.put_out_current(Output.PRINT)),
        "print-map": (at(Section.PEOPLE), _print_map),
        "print-value": (
            at(Section.VALUE),
            lambda page, _run: page.sections.section(Section.VALUE).print_value(),
        ),
        "print-plan": (at(Section.PLAN), lambda page, _run: page.sections.plan().print_plan()),
        "print-week": (Destination(PageId.WEEK), lambda page, _run: page.print_report()),
        "quick-log": (today, lambda _page, run: run.window.run_named("log-call")),
        "quick-log-account": (at(Section.OVERVIEW), lambda _page, run: run.window.run_named("log-call")),
        "calendar-files": (calendar, lambda page, _run: page._open_files()),
        "account-plan-return": (at(Section.PLAN), _return_plan),
        "settings-backup-inside": (settings, _look_inside),
        "crash": (accounts, lambda _page, run: run.window.show_crash(home / "crash.txt")),
        "question-passphrase": (
            accounts,
            lambda _page, run: run.prompts.ask_passphrase(
                "East.workbench", _("This file has a passphrase. Its recovery code opens it too.")
            ),
        ),
        "question-new-passphrase": (accounts, lambda page, run: _settings(page, run).set_passphrase()),
        "question-error": (
            accounts,
            lambda _page, run: run.prompts.show_error(
                Damaged(
                    _("The file is damaged."),
                    hint=_("Open the latest backup of it instead."),
                    where=str(home / "East.workbench"),
                )
            ),
        ),
        "first-run": (today, lambda _page, run: run.load(home / "New.workbench", make=True)),
        "settings-protection-set": (today, partial(_protected, home=home, print_code=False)),
        "recovery-sheet": (today, partial(_protected, home=home, print_code=True)),
    }


def _settings(_page: Any, run: Program) -> Any:
    run.window.go(Destination(PageId.SETTINGS))
    page: Any = run.window.page()
    page.choose("protection")
    return page.section()


def _print_map(page: Any, run: Program) -> None:
    page.sections.people().go_to(PeopleView.MAP)
    run.when_settled(page.sections.people().print_here)


def _return_plan(page: Any, run: Program) -> None:
    plan = page.sections.plan()
    if plan.head.submit_button.isVisible():
        plan.submit()
    run.when_settled(plan.ask_reason)


def _look_inside(page: Any, run: Program) -> None:
    page.choose("backups")
    section = page.section()
    section.back_up()

    def look() -> None:
        if section._found:
            section._open(section._found[0].path)

    run.when_settled(lambda: run.when_settled(look))


def _protected(page: Any, run: Program, *, home: Path, print_code: bool) -> None:
    def show() -> None:
        section = _settings(page, run)
        if print_code:
            section._show_code(_PASSPHRASE)

    run.load(home / "Protected.workbench", make=True, passphrase=_PASSPHRASE, then=show)
