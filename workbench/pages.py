"""The pages of the window and how each is made: a part of the composition root."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.foundation.i18n import pgettext
from workbench.ui.navigation import PageId
from workbench.ui.page import Page
from workbench.ui.shell.rail import PageEntry

if TYPE_CHECKING:
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
            PageId.ALARMS,
            lambda: pgettext("page", "Alarms"),
            "bell",
            lambda: _make_alarms(given()),
        ),
        PageEntry(
            PageId.IMPORT,
            lambda: pgettext("page", "Import"),
            "download",
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


def _make_alarms(context: "Context") -> Page:
    from workbench.ui.screens.alarms.page import AlarmsPage

    return AlarmsPage(context)


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
