"""What a window remembers of a table that it made once before."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.table import Table
from workbench.ui.kit.table_menu import Output
from workbench.ui.kit.table_model import Column

COLUMNS = (
    Column[str]("name", "Account", lambda row: row),
    Column[str]("amount", "Owed", lambda row: str(len(row))),
    Column[str]("code", "Code", lambda row: row[0], shown=False),
)


class Host(QWidget):
    """A window around tables that remembers them."""

    def __init__(self) -> None:
        super().__init__()
        self.states: dict[str, str] = {}
        self.asked: list[Output] = []

    def put_out(self, table: Table[str], output: Output) -> None:
        self.asked.append(output)

    def recall_table(self, key: str) -> str:
        return self.states.get(key, "")

    def remember_table(self, key: str, state: str) -> None:
        self.states[key] = state


def test_the_window_remembers_columns_and_sorting_but_no_filter(app: QApplication, qtbot: QtBot) -> None:
    host = Host()
    qtbot.addWidget(host)
    host.show()
    for _time in range(2):
        table = Table(COLUMNS, lambda row: row, name="Accounts", memory="rows", parent=host)
        table.set_rows(["Qiheng", "Lanchuan"])
        table.show()
        if not host.states:
            table.set_filters({"name": "lan"})
            table.show_column("code", True)
            table.sort_by("name")
            assert table.put_out(Output.PRINT)
    assert [column.key for column in table.shown_columns()] == ["name", "amount", "code"]
    assert [column.key for column, _falling in table.sorting] == ["name"]
    assert table.filters() == {}
    assert host.asked == [Output.PRINT]
