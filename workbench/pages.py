"""The pages of the window, how each is made, and the program's actions: a part of the composition root."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.foundation.i18n import _, pgettext
from workbench.ui.kit.table_menu import Output
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.page import Page
from workbench.ui.shell.actions import Action, Group
from workbench.ui.shell.map_actions import Commands, map_actions
from workbench.ui.shell.rail import PageEntry

if TYPE_CHECKING:
    from workbench.app import Program
    from workbench.ui.context import Context


def page_entries(given: Callable[[], "Context"]) -> list[PageEntry]:
    """Every page in the order of the rail. Its screen is imported when it is first shown."""
    return [
        PageEntry(PageId.TODAY, lambda: pgettext("page", "Today"), "sun", lambda: _make_today(given())),
        PageEntry(
            PageId.ACCOUNTS,
            lambda: pgettext("page", "Accounts"),
            "building-2",
            lambda: _make_accounts(given()),
        ),
        PageEntry(
            PageId.ACCOUNT,
            lambda: pgettext("page", "Account"),
            "building-2",
            lambda: _make_account(given()),
            in_rail=False,
            under=PageId.ACCOUNTS,
        ),
        PageEntry(
            PageId.CALENDAR,
            lambda: pgettext("page", "Calendar"),
            "calendar-days",
            lambda: _make_calendar(given()),
        ),
        PageEntry(
            PageId.WEEK,
            lambda: pgettext("page", "Weekly report"),
            "file-text",
            lambda: _make_week(given()),
            in_rail=False,
            under=PageId.CALENDAR,
        ),
        PageEntry(
            PageId.PROMISES,
            lambda: pgettext("page", "Promises"),
            "handshake",
            lambda: _make_promises(given()),
        ),
        PageEntry(
            PageId.GATHERINGS,
            lambda: pgettext("page", "Gatherings"),
            "users",
            lambda: _make_gatherings(given()),
            in_rail=False,
            under=PageId.CALENDAR,
        ),
        PageEntry(
            PageId.PLANS,
            lambda: pgettext("page", "Account plans"),
            "target",
            lambda: _make_plans(given()),
            in_rail=False,
            under=PageId.ACCOUNTS,
        ),
        PageEntry(
            PageId.HANDOVERS,
            lambda: pgettext("page", "Handovers"),
            "repeat",
            lambda: _make_handovers(given()),
            in_rail=False,
            under=PageId.ACCOUNTS,
        ),
        PageEntry(
            PageId.COMPLAINTS,
            lambda: pgettext("page", "Complaints"),
            "message-square-warning",
            lambda: _make_complaints(given()),
        ),
        PageEntry(
            PageId.COMPLAINT,
            lambda: pgettext("page", "Complaint"),
            "message-square-warning",
            lambda: _make_complaint(given()),
            in_rail=False,
            under=PageId.COMPLAINTS,
        ),
        PageEntry(
            PageId.CONTRACTS,
            lambda: pgettext("page", "Contracts"),
            "file-text",
            lambda: _make_contracts(given()),
        ),
        PageEntry(
            PageId.ATTAINMENT,
            lambda: pgettext("page", "Attainment"),
            "target",
            lambda: _make_attainment(given()),
        ),
        PageEntry(
            PageId.POLICY,
            lambda: pgettext("page", "Visit policy"),
            "route",
            lambda: _make_policy(given()),
            in_rail=False,
            under=PageId.CALENDAR,
        ),
        PageEntry(
            PageId.ANALYSIS,
            lambda: pgettext("page", "Analysis"),
            "chart-column",
            lambda: _make_analysis(given()),
        ),
        PageEntry(
            PageId.IMPORT,
            lambda: pgettext("page", "Import"),
            "upload",
            lambda: _make_import(given()),
            in_rail=False,
            under=PageId.ACCOUNTS,
        ),
        PageEntry(
            PageId.DUPLICATES,
            lambda: pgettext("page", "Duplicates"),
            "copy",
            lambda: _make_duplicates(given()),
            in_rail=False,
            under=PageId.ACCOUNTS,
        ),
        PageEntry(
            PageId.MERGE,
            lambda: pgettext("page", "Merge"),
            "git-merge",
            lambda: _make_merge(given()),
            at_bottom=True,
        ),
        PageEntry(
            PageId.CONFLICTS,
            lambda: pgettext("page", "Conflicts"),
            "git-merge",
            lambda: _make_conflicts(given()),
            in_rail=False,
            under=PageId.MERGE,
        ),
        PageEntry(
            PageId.BIN,
            lambda: pgettext("page", "Bin"),
            "trash-2",
            lambda: _make_bin(given()),
            in_rail=False,
            under=PageId.ACCOUNTS,
        ),
        PageEntry(
            PageId.SETTINGS,
            lambda: pgettext("page", "Settings"),
            "settings",
            lambda: _make_settings(given()),
            at_bottom=True,
        ),
    ]


def show_badges(program: "Program", summary: object | None = None) -> None:
    """Say at the rail how many complaints are open; ``summary`` is what has just been changed."""
    topics, context = getattr(summary, "topics", None), program.context
    if context is None or (topics is not None and not topics & {"complaint", "complaint_event"}):
        return
    from workbench.services.complaint_board import count_open_complaints

    rail = program.window.rail
    context.read(count_open_complaints, lambda count: rail.set_badge(PageId.COMPLAINTS, count), key="badges")


def file_actions(program: "Program") -> list[Action]:
    """What the program adds to the window's own actions."""
    return [
        Action("open", Group.FILE, lambda: _("Open a workspace…"), program.ask_open, "Ctrl+O", "folder-open"),
        Action("new-file", Group.FILE, lambda: _("New workspace…"), program.ask_new, "", "plus"),
        Action(
            "report",
            Group.EDIT,
            lambda: _("Write the visit report"),
            lambda: _write_report(program),
            "F4",
            "pencil",
        ),
        Action(
            "weekly-report",
            Group.EDIT,
            lambda: _("Weekly report"),
            lambda: program.window.go(Destination(PageId.WEEK)),
            "",
            "file-text",
        ),
        Action(
            "call-list",
            Group.FILE,
            lambda: _("Print the call list…"),
            lambda: _print_call_list(program),
            "",
            "phone",
        ),
        Action(
            "log-call",
            Group.EDIT,
            lambda: _("Log a call or message"),
            lambda: _log_call(program),
            "Ctrl+L",
            "phone",
        ),
        Action(
            "record-complaint",
            Group.EDIT,
            lambda: _("Record a complaint"),
            lambda: _record_complaint(program),
            "Ctrl+Shift+C",
            "message-square-warning",
        ),
        Action(
            "import",
            Group.FILE,
            lambda: _("Import a spreadsheet…"),
            lambda: program.window.go(Destination(PageId.IMPORT)),
            "Ctrl+I",
            "upload",
        ),
        Action(
            "duplicates",
            Group.EDIT,
            lambda: _("Find duplicate accounts"),
            lambda: program.window.go(Destination(PageId.DUPLICATES)),
            "",
            "copy",
        ),
        Action(
            "account-plans",
            Group.EDIT,
            lambda: _("Account plans"),
            lambda: program.window.go(Destination(PageId.PLANS)),
            "",
            "target",
        ),
        Action(
            "handovers",
            Group.EDIT,
            lambda: _("Handovers of accounts"),
            lambda: program.window.go(Destination(PageId.HANDOVERS)),
            "",
            "repeat",
        ),
        Action(
            "bin",
            Group.EDIT,
            lambda: _("Bin: deleted records"),
            lambda: program.window.go(Destination(PageId.BIN)),
            "",
            "trash-2",
        ),
        Action(
            "policy",
            Group.EDIT,
            lambda: _("Visit policy"),
            lambda: program.window.go(Destination(PageId.POLICY)),
            "",
            "route",
        ),
        Action(
            "personal-data",
            Group.EDIT,
            lambda: _("Personal data to review"),
            lambda: program.window.go(Destination(PageId.SETTINGS, view=Part.PERSONAL_DATA)),
            "",
            "lock",
        ),
        Action(
            "export",
            Group.FILE,
            lambda: _("Export the workspace…"),
            lambda: _ask_export(program),
            "Ctrl+E",
            "download",
        ),
        Action(
            "export-table",
            Group.FILE,
            lambda: _("Export the table…"),
            lambda: program.window.put_out_current(Output.EXPORT),
            "Ctrl+Shift+E",
            "file-spreadsheet",
        ),
        Action(
            "print-table",
            Group.FILE,
            lambda: _("Print the table…"),
            lambda: program.window.put_out_current(Output.PRINT),
            "Ctrl+P",
            "printer",
        ),
        Action("lock", Group.FILE, lambda: _("Lock now"), program.lock, "Ctrl+Shift+L", "lock"),
        *map_actions(lambda: _map_commands(program)),
    ]


def _map_commands(program: "Program") -> Commands:
    """What can be done with the influence map that the page shows, if it shows one."""
    commands = getattr(program.window.page(), "map_commands", None)
    return commands() if commands is not None else {}


def _write_report(program: "Program") -> None:
    """Begin the report of the visit that the page shows, if it shows one."""
    write = getattr(program.window.page(), "write_report", None)
    if write is not None:
        write()


def _log_call(program: "Program") -> None:
    """Note a call with the account that the page shows, or with another."""
    from workbench.ui.screens.accounts.quick_log import QuickLog

    page, context = program.window.page(), program.context
    if page is not None and context is not None:
        QuickLog(context, program.window).begin(page.destination().subject)


def _record_complaint(program: "Program") -> None:
    """Take a complaint down of the account that the page shows, or of another."""
    from workbench.ui.screens.complaints.record_dialog import RecordDialog

    page, context = program.window.page(), program.context
    if page is not None and context is not None:
        RecordDialog(context, program.window.go, program.window).begin(page.destination().subject)


def _print_call_list(program: "Program") -> None:
    """Preview whom to ring and to visit now."""
    from workbench.ui.screens.week.call_list_print import preview_call_list

    if program.context is not None:
        preview_call_list(program.context, program.window)


def _ask_export(program: "Program") -> None:
    """Go to where this workspace is exported."""
    program.window.go(Destination(PageId.MERGE))
    page = program.window.page()
    if page is not None:
        page.new_thing()


def _make_today(context: "Context") -> Page:
    from workbench.ui.screens.today.page import TodayPage

    return TodayPage(context)


def _make_accounts(context: "Context") -> Page:
    from workbench.ui.screens.accounts.page import AccountsPage

    return AccountsPage(context)


def _make_account(context: "Context") -> Page:
    from workbench.ui.screens.accounts.account_page import AccountPage

    return AccountPage(context)


def _make_calendar(context: "Context") -> Page:
    from workbench.ui.screens.calendar.page import CalendarPage

    return CalendarPage(context)


def _make_contracts(context: "Context") -> Page:
    from workbench.ui.screens.contracts.page import ContractsPage

    return ContractsPage(context)


def _make_week(context: "Context") -> Page:
    from workbench.ui.screens.week.page import WeekPage

    return WeekPage(context)


def _make_promises(context: "Context") -> Page:
    from workbench.ui.screens.promises.page import PromisesPage

    return PromisesPage(context)


def _make_gatherings(context: "Context") -> Page:
    from workbench.ui.screens.gatherings.page import GatheringsPage

    return GatheringsPage(context)


def _make_bin(context: "Context") -> Page:
    from workbench.ui.screens.bin.page import BinPage

    return BinPage(context)


def _make_plans(context: "Context") -> Page:
    from workbench.ui.screens.plans.page import PlansPage

    return PlansPage(context)


def _make_handovers(context: "Context") -> Page:
    from workbench.ui.screens.handovers.page import HandoversPage

    return HandoversPage(context)


def _make_complaints(context: "Context") -> Page:
    from workbench.ui.screens.complaints.page import ComplaintsPage

    return ComplaintsPage(context)


def _make_complaint(context: "Context") -> Page:
    from workbench.ui.screens.complaints.complaint_page import ComplaintPage

    return ComplaintPage(context)


def _make_attainment(context: "Context") -> Page:
    from workbench.ui.screens.attainment.page import AttainmentPage

    return AttainmentPage(context)


def _make_policy(context: "Context") -> Page:
    from workbench.ui.screens.policy.page import PolicyPage

    return PolicyPage(context)


def _make_analysis(context: "Context") -> Page:
    from workbench.ui.screens.analysis.page import AnalysisPage

    return AnalysisPage(context)


def _make_import(context: "Context") -> Page:
    from workbench.ui.screens.imports.page import ImportPage

    return ImportPage(context)


def _make_duplicates(context: "Context") -> Page:
    from workbench.ui.screens.duplicates.page import DuplicatesPage

    return DuplicatesPage(context)


def _make_merge(context: "Context") -> Page:
    from workbench.ui.screens.merge.page import MergePage

    return MergePage(context)


def _make_conflicts(context: "Context") -> Page:
    from workbench.ui.screens.merge.conflicts_page import ConflictsPage

    return ConflictsPage(context)


def _make_settings(context: "Context") -> Page:
    from workbench.ui.screens.settings.page import SettingsPage

    return SettingsPage(context)
