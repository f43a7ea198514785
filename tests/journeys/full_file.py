"""A file with half a year of visiting in it: 1,628 accounts of 8 people."""

import random
from datetime import date, timedelta
from pathlib import Path

from workbench.domain.contact_log import Channel
from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.workspaces import new_workspace
from workbench.storage.unit_of_work import Change

ACCOUNTS, PEOPLE, VISITS, CALLS = 1628, 8, 5000, 400
EVENTS = 300
TODAY = date(2026, 12, 10)
BUSY = derived_id("account", "0")
"""The account with the long contact log."""
SOMEBODY = derived_id("manager", "0")
TO_REPORT = derived_id("visit", "to report")
"""A visit of yesterday that nobody has reported."""


def fill(path: Path) -> None:
    """Write the file. It is December: the gifts are to be sent, the fourth quarter is nearly over."""
    chance = random.Random("full")
    workspace = new_workspace(path, clock=FixedClock(TODAY - timedelta(days=1)), author="张蔚")
    managers = [derived_id("manager", str(number)) for number in range(PEOPLE)]
    accounts = [derived_id("account", str(number)) for number in range(ACCOUNTS)]
    with workspace.change("import", "Visits") as change:
        change.create_many("manager", ((one, {"name": f"Rep {at:02}"}) for at, one in enumerate(managers)))
        tiers = ("strategic", "focus", "major", "general")
        change.create_many(
            "account",
            (
                (
                    one,
                    {
                        "code": f"C{at}",
                        "name": f"客户{at}",
                        "tier": tiers[min(3, chance.randrange(8))],
                        "manager_id": managers[at % PEOPLE],
                        "city": f"城{at % 30}",
                    },
                )
                for at, one in enumerate(accounts)
            ),
        )
        _visits(change, accounts, managers, chance)
        _calls(change)
    workspace.close()


def calendar_file(path: Path) -> Path:
    """A calendar of somebody with many appointments."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Elsewhere//EN"]
    for number in range(EVENTS):
        day = TODAY + timedelta(days=number // 4)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@elsewhere",
            "DTSTAMP:20261201T000000Z",
            f"DTSTART:{day:%Y%m%d}T{8 + 2 * (number % 4):02}0000Z",
            f"DTEND:{day:%Y%m%d}T{9 + 2 * (number % 4):02}0000Z",
            f"SUMMARY:Appointment {number}",
            "END:VEVENT",
        ]
    path.write_bytes("\r\n".join([*lines, "END:VCALENDAR", ""]).encode())
    return path


def _visits(change: Change, accounts: list[Id], managers: list[Id], chance: random.Random) -> None:
    rows = []
    for number in range(VISITS):
        at = chance.randrange(ACCOUNTS)
        on = TODAY + timedelta(days=chance.randint(-180, 60))
        past = VisitState.DONE if chance.random() < 0.8 else VisitState.MISSED
        rows.append(
            (
                derived_id("visit", str(number)),
                {
                    "account_id": accounts[at],
                    "manager_id": managers[at % PEOPLE],
                    "kind": (VisitKind.FIELD if chance.random() < 0.7 else VisitKind.TELEPHONE).value,
                    "state": (past if on < TODAY else VisitState.PLANNED).value,
                    "on_day": on,
                    "findings": "希望缩短交期。",
                },
            )
        )
    values = {"account_id": BUSY, "manager_id": managers[0], "kind": VisitKind.FIELD.value}
    moment = {"state": VisitState.AGREED.value, "on_day": TODAY - timedelta(days=1)}
    change.create_many("visit", [*rows, (TO_REPORT, {**values, **moment})])


def _calls(change: Change) -> None:
    change.create_many(
        "contact_log",
        (
            (
                derived_id("call", str(number)),
                {
                    "account_id": BUSY,
                    "on_day": TODAY - timedelta(days=number),
                    "channel": Channel.CALL.value,
                    "text": "问过新产线的进度。" * 3,
                },
            )
            for number in range(CALLS)
        ),
    )
