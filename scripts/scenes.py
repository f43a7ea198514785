"""What is opened on a page before its picture is taken: panes, menus and questions, as a user opens them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QListView
from scenes_alarms import alarm_scenes
from scenes_complaints import complaint_scenes
from scenes_contracts import contract_scenes
from scenes_exchange import exchange_scenes
from scenes_panes import pane_scenes
from scenes_windows import window_scenes

from workbench.app import Program
from workbench.domain.attainment_board import Grouping
from workbench.domain.frequency import Frequency
from workbench.domain.imports import ImportKind
from workbench.domain.influence_shapes import MapView as Arrangement
from workbench.domain.periods import PeriodKind
from workbench.domain.plan_records import PlanPart
from workbench.domain.promises import Age
from workbench.domain.visit_debts import DebtState
from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.ids import Id
from workbench.services.accounts import create_account
from workbench.services.visits import list_visits_between
from workbench.services.workspaces import Workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.influence.section import PeopleView
from workbench.ui.screens.accounts.needs_section import NEEDS, WHITESPACE
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.analysis.page import Part
from workbench.ui.screens.calendar.stepping import Mode
from workbench.ui.screens.policy.page import View as PolicyView

Act = Callable[[Any, Program], object]
"""Is given the page and the program."""

SHEET = (
    "客户编号,客户名称,城市,上级客户,成立日期,电话,Colour\nN1,澜川精密二厂,苏州,澜川,2001-05-01,0512-5550,red\n"
    "N2,谷屿电子,无锡,,not a day,138 0000,\nN3,,杭州,,,,blue\nN4,晏海港机装备有限公司,宁波,,,,\n"
    "N5,谷屿电子三厂,无锡,谷屿电子,,,\n"
)


def make_similar(workspace: Workspace) -> None:
    """Two pairs of accounts that may be one company each."""
    create_account(workspace, {"code": "E-77", "name": "澜川精密机械苏州有限公司", "city": "苏州"})
    create_account(workspace, {"name": "晏海港机设备有限公司", "phone": "0574 5550 7116"})
    create_account(workspace, {"name": "晏海港機裝備", "city": "宁波"})
    # One name for two: an import has to ask.
    create_account(workspace, {"code": "E-78", "name": "谷屿电子", "city": "无锡"})
    create_account(workspace, {"code": "E-79", "name": "谷屿电子", "city": "常州"})


def scenes(account: Id, folder: Path) -> dict[str, tuple[Destination, Act]]:
    """Where to go and what to do there, by the name of the picture. ``folder`` is for files to import."""
    sheet = folder / "customers.csv"
    sheet.write_text(SHEET, "utf-8")
    accounts, duplicates = Destination(PageId.ACCOUNTS), Destination(PageId.DUPLICATES)
    calendar, bring = Destination(PageId.CALENDAR), Destination(PageId.IMPORT)
    attained = Destination(PageId.ATTAINMENT)

    def at(section: Section) -> Destination:
        return Destination(PageId.ACCOUNT, subject=account, view=section)

    found: dict[str, tuple[Destination, Act]] = {
        "accounts-preview": (accounts, lambda page, _run: _select(page.list.table, 2)),
        "accounts-filter-row": (accounts, lambda page, _run: page.list.filter.rows_button.click()),
        "accounts-columns": (accounts, lambda page, _run: page.list.filter.columns.click()),
        "accounts-views": (accounts, lambda page, _run: page.list.filter.more.click()),
        "accounts-selected": (accounts, lambda page, _run: _select(page.list.table, 1, 2, 4)),
        "accounts-change-menu": (accounts, _change_several),
        "accounts-nothing-found": (accounts, lambda page, _run: page.list.filter.search.setText("zzzz")),
        "analysis-value": (Destination(PageId.ANALYSIS, view=Part.VALUE), lambda _page, _run: None),
        "analysis-value-chosen": (
            Destination(PageId.ANALYSIS, view=Part.VALUE),
            lambda page, _run: page.value.choose(list(page.value._rows)[:3]),
        ),
        "accounts-new": (accounts, lambda page, _run: page.new_thing()),
        "accounts-review": (accounts, lambda page, _run: page.review_button.click()),
        "accounts-review-refuse": (accounts, _refuse),
        "accounts-menu": (accounts, lambda _page, run: run.window._show_menu(run.window.rail)),
        "palette": (accounts, partial(_palette, text="lcjm")),
        "palette-settings": (accounts, partial(_palette, text="dark")),
        "settings-search": (
            Destination(PageId.SETTINGS),
            lambda page, _run: (page.search.setText("backup"), page._take_first()),
        ),
        "settings-diagnosis-gathered": (
            Destination(PageId.SETTINGS),
            lambda page, _run: (page.choose("diagnosis"), page.section().gather()),
        ),
        "palette-typo": (accounts, partial(_palette, text="Brenneke")),
        "shortcuts": (accounts, lambda _page, run: run.window.show_shortcuts()),
        "help-accounts": (accounts, lambda _page, run: run.window.show_help()),
        "help-map": (at(Section.PEOPLE), lambda _page, run: run.window.show_help()),
        "help-search": (accounts, partial(_help, query="pdf")),
        "help-contents": (accounts, partial(_help, topic="")),
        "help-glossary": (accounts, partial(_help, topic="glossary")),
        "account-visit-pane": (at(Section.OVERVIEW), lambda page, _run: page.visit_button.click()),
        "account-promise": (at(Section.OVERVIEW), lambda page, _run: _overview(page).new_promise.begin()),
        "account-field-history": (
            at(Section.PROFILE),
            lambda page, _run: page.sections.profile().show_history("industry"),
        ),
        "account-profile-lower": (at(Section.PROFILE), partial(_scroll_profile, by=900)),
        "account-profile-end": (at(Section.PROFILE), partial(_scroll_profile, by=9000)),
        "account-person": (at(Section.PEOPLE), _person),
        "account-person-edit": (at(Section.PEOPLE), partial(_person, edit=True)),
        "account-person-new": (at(Section.PEOPLE), lambda page, _run: page.sections.people().add()),
        "account-people-map-person": (at(Section.PEOPLE), _map_person),
        **{
            f"account-people-{arrangement.value}": (
                at(Section.PEOPLE),
                partial(_map_as, arrangement=arrangement),
            )
            for arrangement in (Arrangement.WHEEL, Arrangement.GRID)
        },
        "account-people-compare": (at(Section.PEOPLE), _compare_days),
        "account-people-matrix": (
            at(Section.PEOPLE),
            lambda page, _run: page.sections.people().go_to(PeopleView.MATRIX),
        ),
        "account-personal": (at(Section.PEOPLE), partial(_person, show="_show_personal")),
        "account-erase": (at(Section.PEOPLE), partial(_person, show="_show_erasing")),
        "account-kam": (
            at(Section.RELATIONSHIP),
            lambda page, _run: page.sections.section(Section.RELATIONSHIP).kam.begin(),
        ),
        "account-relationship-lower": (at(Section.RELATIONSHIP), _scroll_relationship),
        "account-need": (at(Section.NEEDS), _need),
        "account-whitespace": (at(Section.NEEDS), _whitespace),
        # In steps: the document stands a moment after it is read.
        "account-plan": (at(Section.PLAN), lambda _page, _run: None),
        **{
            f"account-plan-{part.value}": (at(Section.PLAN), partial(_plan_at, part=part))
            for part in (PlanPart.STRENGTHS, PlanPart.OBJECTIVES, PlanPart.VISITS, PlanPart.REVIEWS)
        },
        "account-plan-paper": (at(Section.PLAN), partial(_plan_at, part=PlanPart.RISKS, paper=True)),
        "account-plan-proposals": (
            at(Section.PLAN),
            lambda page, _run: page.sections.plan().show_suggestions(None),
        ),
        "account-plan-versions": (at(Section.PLAN), _plan_versions),
        "account-value-risk": (
            at(Section.VALUE),
            lambda page, _run: page.sections.section(Section.VALUE).add(),
        ),
        "account-value-lower": (at(Section.VALUE), _scroll_value),
        "account-file": (
            at(Section.FILES),
            lambda page, _run: _open_first(page.sections.section(Section.FILES).list),
        ),
        "gatherings-one": (Destination(PageId.GATHERINGS), _gathering),
        "attainment-accounts": (attained, lambda page, _run: page._by(Grouping.ACCOUNT)),
        "attainment-visits": (attained, lambda page, _run: page.show_view("visits")),
        "attainment-missed": (attained, _missed),
        "duplicates-pair": (duplicates, lambda _page, _run: None),
        "duplicates-apart": (duplicates, lambda page, _run: page.ask_apart()),
        "import-preview": (bring, lambda page, _run: page.file_dropped(str(sheet))),
        "import-template": (
            bring,
            lambda page, _run: (page.close_innermost(), page.start._offer_templates()),
        ),
        "calendar-plan-difference": (calendar, plan_quarter),
        "calendar-plan": (calendar, lambda page, _run: page.plan_button.click()),
        **{f"calendar-{mode.name.lower()}": (calendar, partial(_calendar_view, mode=mode)) for mode in Mode},
        "calendar-visit": (calendar, partial(_visit, state=VisitState.PLANNED)),
        "calendar-report": (calendar, partial(_visit, state=VisitState.AGREED, report=True)),
        "calendar-filed": (calendar, partial(_visit, state=VisitState.DONE)),
        "calendar-new-visit": (calendar, lambda page, _run: page.new_thing()),
        "calendar-plan-overview": (calendar, partial(_plan_part, part="overview")),
        "calendar-plan-table": (calendar, partial(_plan_part, part="table")),
        "calendar-due-chosen": (calendar, _choose_due),
        "calendar-more": (calendar, lambda page, _run: page.header.more_button.click()),
        "promises": (Destination(PageId.PROMISES), lambda _page, _run: None),
        "promises-late": (Destination(PageId.PROMISES), lambda page, _run: page.ages[Age.WEEK].click()),
        "promises-edit": (Destination(PageId.PROMISES), _promise),
        "promises-new": (Destination(PageId.PROMISES), lambda page, _run: page.new_thing()),
        "week": (Destination(PageId.WEEK), lambda _page, _run: None),
        "week-filled": (Destination(PageId.WEEK), _fill_week),
        "import-contacts": (
            bring,
            lambda page, _run: (page.file_dropped(str(sheet)), page.sheet._pick_kind(ImportKind.CONTACTS)),
        ),
    }
    found |= complaint_scenes() | alarm_scenes(account)
    found |= contract_scenes()
    found |= exchange_scenes(folder / "colleagues")
    policy = Destination(PageId.POLICY)
    found |= {
        "policy-rules": (policy, lambda _page, _run: None),
        "policy-what-if": (policy, _what_if),
        "policy-numbers": (policy, lambda page, _run: page.go_to(PolicyView.NUMBERS)),
        "policy-own": (policy, lambda page, _run: page.go_to(PolicyView.OVERRIDES)),
        "policy-own-new": (
            policy,
            lambda page, _run: (page.go_to(PolicyView.OVERRIDES), page.new_thing()),
        ),
        "account-own-frequency": (
            at(Section.OVERVIEW),
            lambda page, _run: page.sections.frequency_requested.emit(VisitKind.FIELD),
        ),
    }
    return found | pane_scenes(account, folder / "colleagues") | window_scenes(account, folder)


def _gathering(page: Any, _run: Program) -> None:
    page.new_thing()
    page.pane.name.control.setText("冬季座谈会 Winter round table")
    page.pane.time.control.setText("14:00")
    page.pane.place.control.setText("苏州")
    page.pane.day.control.setText("+9")
    page.pane.save()
    page.pane.guests.due_button.click()


def plan_quarter(page: Any, _run: Program) -> None:
    """The next quarter planned for everybody, its difference shown."""
    page.plan_button.click()
    page.plan_pane.plan()


def _plan_part(page: Any, run: Program, *, part: str) -> None:
    plan_quarter(page, run)

    def show() -> None:
        side = getattr(page.plan_view, part)
        page.plan_view.sides.choose(side)
        page.plan_view.sides.chosen.emit(side)

    run.when_settled(show)


def _visit(page: Any, run: Program, *, state: VisitState, report: bool = False) -> None:
    """The sheet of the latest visit in that state up to today, its report begun if asked."""
    assert run.context is not None
    page.show_mode(Mode.MONTH)
    today = run.context.workspace.clock.today()
    visits = list_visits_between(run.context.workspace, today.replace(year=today.year - 1), today)
    later = list_visits_between(run.context.workspace, today, today.replace(year=today.year + 1))
    found = next((one for one in (*reversed(visits), *later) if one.state is state), None)
    if found is not None:
        page._open_visit(found.id, report=report)


def _missed(page: Any, _run: Program) -> None:
    page.show_view("missed")
    page.missed.states.choose(DebtState.OPEN)
    _select(page.missed.table, 0, 1)
    page.missed.pane.propose()


def _calendar_view(page: Any, run: Program, *, mode: Mode) -> None:
    page.show_mode(mode)
    run.when_settled(page.views.take_focus)


def _choose_due(page: Any, _run: Program) -> None:
    page.show_mode(Mode.MONTH)
    rows = page.due.list
    rows.setCurrentIndex(rows.model().index(min(4, rows.model().rowCount() - 1), 0))


def _select(table: Any, *rows: int) -> None:
    view = table.view
    view.setCurrentIndex(view.model().index(rows[-1], 1))
    view.clearSelection()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in rows:
        view.selectionModel().select(view.model().index(row, 1), flags)
    table.current_changed.emit(table.current_row())


def _help(_page: Any, program: Program, topic: str | None = None, query: str = "") -> None:
    program.window.show_help()
    pane = program.window.help
    assert pane is not None
    if topic is not None:
        pane.show_topic(topic)
    pane.search.setText(query)


def _change_several(page: Any, _run: Program) -> None:
    _select(page.list.table, 1, 2)
    page.list.bulk.change_button.click()


def _promise(page: Any, _run: Program) -> None:
    _select(page.table, 0)
    page.edit_thing()


def _fill_week(page: Any, run: Program) -> None:
    page.earlier.click()
    page.managers.picked.emit(page._view.managers[-1].id)
    run.when_settled(page.fill_empty)


def _refuse(page: Any, run: Program) -> None:
    page.review_button.click()

    def ask() -> None:
        _select(page.review.table, 0, 1)
        page.review.refuse_button.click()

    run.when_settled(ask)


def _palette(_page: Any, run: Program, *, text: str) -> None:
    run.window.open_palette()
    palette = run.window._palette
    assert palette is not None
    palette.field.setText(text)


def _overview(page: Any) -> Any:
    return page.sections.section(Section.OVERVIEW)


def _scroll_profile(page: Any, _run: Program, *, by: int) -> None:
    page.sections.profile().body.verticalScrollBar().setValue(by)


def _plan_at(page: Any, _program: Program, *, part: PlanPart, paper: bool = False) -> None:
    plan = page.sections.plan()
    plan.show_preview(paper)
    plan.document.go_to(part)


def _scroll_relationship(page: Any, _run: Program) -> None:
    from workbench.ui.kit.surfaces import Scroll

    for body in page.sections.section(Section.RELATIONSHIP).findChildren(Scroll):
        body.verticalScrollBar().setValue(9000)


def _person(page: Any, _run: Program, *, edit: bool = False, show: str = "") -> None:
    section = page.sections.people()
    section.go_to(PeopleView.LIST)
    people = section.people
    contact_id = next(iter(people._contacts))
    people.select(contact_id)
    if edit:
        people.edit()
    if show:
        getattr(people, show)(contact_id)


def _map_person(page: Any, _run: Program) -> None:
    section = page.sections.people()
    section.go_to(PeopleView.MAP)
    section.map.look_as(Arrangement.CHART)
    section.select(next(iter(section.map.canvas.graph.nodes)))


def _map_as(page: Any, run: Program, *, arrangement: Arrangement) -> None:
    section = page.sections.people()
    section.go_to(PeopleView.MAP)
    section.map.look_as(arrangement)
    run.when_settled(section.map.canvas.settle)


def _compare_days(page: Any, run: Program) -> None:
    """Today against the day before anything was written."""
    section = page.sections.people()
    _map_as(page, run, arrangement=Arrangement.CHART)
    if section.map.contents is not None and section.map.contents.dates:
        section.map.go_to_day(None, section.map.contents.dates[0] - timedelta(days=1))
        run.when_settled(section.map.canvas.settle)


def _plan_versions(page: Any, run: Program) -> None:
    plan = page.sections.plan()
    plan.submit()
    run.when_settled(plan.show_versions)


def _scroll_value(page: Any, _run: Program) -> None:
    from workbench.ui.kit.surfaces import Scroll

    for body in page.sections.section(Section.VALUE).findChildren(Scroll):
        body.verticalScrollBar().setValue(9000)


def _offer_templates(page: Any, _run: Program) -> None:
    page.close_innermost()
    page.start._offer_templates()


def _need(page: Any, _run: Program) -> None:
    section = page.sections.section(Section.NEEDS)
    section.show_part(NEEDS)
    _open_first(section.needs.list)


def _whitespace(page: Any, _run: Program) -> None:
    page.sections.section(Section.NEEDS).show_part(WHITESPACE)


def _open_first(rows: QListView) -> None:
    """As a click on the first line."""
    rows.setCurrentIndex(rows.model().index(0, 0))
    rows.clicked.emit(rows.currentIndex())


def _what_if(page: Any, _run: Program) -> None:
    rule = page.draft.rules[3]
    page.rules.choose(rule.id)
    page.rules.edited.emit(replace(rule, frequency=Frequency(12, PeriodKind.MONTH)))
