"""The program's actions, and the counts its rail shows: a part of the composition root."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from workbench.domain.alarms import Severity
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.ui.kit.table_menu import Output
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.shell.actions import Action, Group
from workbench.ui.shell.map_actions import Commands, map_actions

if TYPE_CHECKING:
    from workbench.app import Program


def show_badges(program: "Program", summary: object | None = None) -> None:
    """Say at the rail how many complaints are open and how many alarms are new; red: some are severe.

    ``summary`` is what has just been changed; nearly every record can raise or end an alarm. Without one the
    file was just opened.
    """
    topics, context = getattr(summary, "topics", None), program.context
    if context is None:
        return
    from workbench.services.alarms import AlarmCounts, count_alarms
    from workbench.services.complaint_board import count_open_complaints

    rail = program.window.rail

    def show(counts: AlarmCounts) -> None:
        severe = counts.new.get(Severity.SEVERE, 0)
        words = (
            ngettext("{count} new alarm is severe", "{count} new alarms are severe", severe)
            if severe
            else ngettext("{count} new alarm", "{count} new alarms", counts.pressing)
        )
        told = words.format(count=format_number(severe or counts.pressing))
        rail.set_badge(PageId.ALARMS, severe or counts.pressing, alarm=bool(severe), told=told)

    if topics is None or topics & {"complaint", "complaint_event"}:
        context.read(
            count_open_complaints, lambda count: rail.set_badge(PageId.COMPLAINTS, count), key="badges"
        )
    page = program.window.page()

    def count() -> None:
        context.read(count_alarms, show, key="alarm-badge", on_error=lambda _error: None)

    if summary is None and page is not None:
        # The day comes first, read and painted: alarms look at every account.
        page.header_changed.connect(
            lambda: QTimer.singleShot(0, page, count), Qt.ConnectionType.SingleShotConnection
        )
    else:
        count()


def file_actions(program: "Program") -> list[Action]:
    """What the program adds to the window's own actions."""
    return [
        Action("open", Group.FILE, lambda: _("Open a workspace…"), program.ask_open, "Ctrl+O", "folder-open"),
        Action("new-file", Group.FILE, lambda: _("New workspace…"), program.ask_new, "", "plus"),
        Action(
            "report",
            Group.RECORD,
            lambda: _("Write the visit report"),
            lambda: _write_report(program),
            "F4",
            "pencil",
        ),
        Action(
            "weekly-report",
            Group.PAGES,
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
            Group.RECORD,
            lambda: _("Log a call or message"),
            lambda: _log_call(program),
            "Ctrl+L",
            "phone",
        ),
        Action(
            "record-complaint",
            Group.RECORD,
            lambda: _("Record a complaint"),
            lambda: _record_complaint(program),
            "Ctrl+Shift+C",
            "message-square-warning",
        ),
        Action(
            "record-major-event",
            Group.RECORD,
            lambda: _("Record a major event…"),
            lambda: _record_major_event(program),
            "",
            "triangle-alert",
        ),
        Action(
            "import",
            Group.FILE,
            lambda: _("Import a spreadsheet…"),
            lambda: program.window.go(Destination(PageId.IMPORT)),
            "Ctrl+I",
            "download",
        ),
        Action(
            "import-file",
            Group.FILE,
            lambda: _("Choose a file to import…"),
            lambda: _begin(program, PageId.IMPORT),
            icon="download",
            in_menu=False,
        ),
        Action(
            "import-template",
            Group.FILE,
            lambda: _("Save an empty template…"),
            lambda: _offer_templates(program),
            icon="file-down",
            in_menu=False,
            words=lambda: pgettext("search words", "columns sheet Excel"),
        ),
        Action(
            "plan-period",
            Group.PAGES,
            lambda: _("Plan a period…"),
            lambda: _press(program, PageId.CALENDAR, "plan_button"),
            icon="route",
            in_menu=False,
            words=lambda: pgettext("search words", "plan visits quarter month schedule"),
        ),
        Action(
            "review-tiers",
            Group.PAGES,
            lambda: _("Review tiers…"),
            lambda: _press(program, PageId.ACCOUNTS, "review_button"),
            icon="target",
            in_menu=False,
            words=lambda: pgettext("search words", "tiers suggest confirm"),
        ),
        Action(
            "duplicates",
            Group.PAGES,
            lambda: _("Find duplicate accounts"),
            lambda: program.window.go(Destination(PageId.DUPLICATES)),
            "",
            "copy",
        ),
        Action(
            "account-plans",
            Group.PAGES,
            lambda: _("Account plans"),
            lambda: program.window.go(Destination(PageId.PLANS)),
            "",
            "target",
        ),
        Action(
            "handovers",
            Group.PAGES,
            lambda: _("Handovers of accounts"),
            lambda: program.window.go(Destination(PageId.HANDOVERS)),
            "",
            "repeat",
        ),
        Action(
            "bin",
            Group.PAGES,
            lambda: _("Bin: deleted records"),
            lambda: program.window.go(Destination(PageId.BIN)),
            "",
            "trash-2",
        ),
        Action(
            "policy",
            Group.PAGES,
            lambda: _("Visit policy"),
            lambda: program.window.go(Destination(PageId.POLICY)),
            "",
            "route",
        ),
        Action(
            "personal-data",
            Group.PAGES,
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
            "upload",
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
        Action(
            "manual",
            Group.FILE,
            lambda: _("Manual as PDF…"),
            lambda: _print_manual(program),
            icon="file-text",
            in_menu=False,
        ),
        Action("lock", Group.FILE, lambda: _("Lock now"), program.lock, "Ctrl+Shift+L", "lock"),
        *map_actions(lambda: _map_commands(program)),
    ]


def _begin(program: "Program", page: PageId) -> None:
    """Go to ``page`` and begin there what Ctrl+N begins."""
    program.window.go(Destination(page))
    program.window.new_thing()


def _press(program: "Program", page: PageId, button: str) -> None:
    """Go to ``page`` and press its button of that name."""
    program.window.go(Destination(page))
    getattr(program.window.page(), button).click()


def _offer_templates(program: "Program") -> None:
    """Offer the empty sheets where they are offered on the page of imports."""
    from workbench.ui.screens.imports.page import ImportPage

    program.window.go(Destination(PageId.IMPORT))
    page = program.window.page()
    if isinstance(page, ImportPage):
        page.close_innermost()
        page.start.template_button.click()


def _map_commands(program: "Program") -> Commands:
    """What can be done with the influence map that the page shows, if it shows one."""
    commands = getattr(program.window.page(), "map_commands", None)
    return commands() if commands is not None else {}


def _write_report(program: "Program") -> None:
    """Begin the report of the visit that the page shows, or say where one is begun."""
    write = getattr(program.window.page(), "write_report", None)
    if program.context is not None and (write is None or not write()):
        program.window.toast.show_message(
            _("No visit to report on is open here. Open one in the calendar, then press F4.")
        )


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


def _record_major_event(program: "Program") -> None:
    """Note a major event of the account that the page shows, or of another."""
    begin = getattr(program.window.page(), "begin_major_event", None)
    if begin is not None:
        begin()
        return
    program.window.go(Destination(PageId.ALARMS))
    page = program.window.page()
    if page is not None:
        page.new_thing()


def _print_call_list(program: "Program") -> None:
    """Preview whom to ring and to visit now."""
    from workbench.ui.screens.week.call_list_print import preview_call_list

    if program.context is not None:
        preview_call_list(program.context, program.window)


def _print_manual(program: "Program") -> None:
    """Preview the help of all pages as one paper."""
    from workbench.manual import preview_manual

    if program.context is not None:
        preview_manual(program.context, program.window)


def _ask_export(program: "Program") -> None:
    """Go to where this workspace is exported."""
    program.window.go(Destination(PageId.MERGE))
    page = program.window.page()
    if page is not None:
        page.new_thing()
