"""Alarms on the command line: listed with their evidence, acknowledged with a reason, gone by themselves."""

from tests.journeys.command_line import CommandLine, sheet

OWED = """account,date,number,line,product,quantity,amount,settled,due_on
K3,2026-06-01,S9,1,Seal,10,5000,{settled},2026-07-10
"""


def owe(filled: CommandLine, settled: int) -> None:
    folder = filled.workspace.parent
    filled.ok("import", "sales", sheet(folder, "owed.csv", OWED.format(settled=settled)))


def test_an_alarm_is_listed_acknowledged_and_gone_once_it_is_settled(filled: CommandLine) -> None:
    assert filled.ok("alarms") == {"alarms": [], "total": 0, "data_to": "2026-04-01"}
    owe(filled, 0)
    ran = filled("alarms", "--account", "K3")
    assert ran.status == 1
    (alarm,) = ran.data["alarms"]
    assert (alarm["code"], alarm["account"], alarm["severity"]) == ("receivable", "K3", "warning")
    assert alarm["evidence"][0].startswith("They owe CNY 5 K")
    assert (alarm["state"], alarm["subject"], alarm["responsible"]) == ("new", "limit", "李雷")
    assert filled.text("alarms", "--manager", "李雷")[1].count("\n") == 3
    assert filled.ok("alarms", "--manager", "王芳")["alarms"] == []

    known = filled.ok(
        "alarms", "acknowledge", "receivable", "--account", "K3", "--reason", "They pay on Friday"
    )
    assert known["acknowledged"] == 1
    assert filled.ok("alarms")["alarms"] == []
    (alarm,) = filled.ok("alarms", "--all")["alarms"]
    assert (alarm["state"], alarm["reason"]) == ("acknowledged", "They pay on Friday")
    assert filled.ok("list", "alarm-acknowledgements")["total"] == 1

    owe(filled, 5000)
    (alarm,) = filled.ok("alarms", "--all")["alarms"]
    assert (alarm["state"], alarm["evidence"]) == ("resolved", [])


def test_what_is_not_raised_cannot_be_acknowledged(filled: CommandLine) -> None:
    say = ("--account", "K1", "--reason", "Known")
    assert filled("alarms", "acknowledge", "loss", *say).code == "not_found"
    assert filled("alarms", "acknowledge", "rain", *say).code == "bad_input"
    assert filled("alarms", "--account", "K9").code == "not_found"
    owe(filled, 0)
    empty = filled("alarms", "acknowledge", "receivable", "--account", "K3", "--reason", " ")
    assert (empty.status, empty.code) == (3, "bad_input")
