"""The floor of P1 and P8: the smallest window that opens an SQLite file and shows one table."""

import sqlite3
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem


class Window(QMainWindow):
    """One table of what the file holds; leaves after its first paint."""

    def __init__(self, path: str) -> None:
        super().__init__()
        rows = sqlite3.connect(path).execute("SELECT name, city, amount FROM account").fetchall()
        table = QTableWidget(len(rows), 3)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                table.setItem(number, column, QTableWidgetItem(str(value)))
        self.setCentralWidget(table)
        self.resize(1366, 768)


def main() -> int:
    """Show the window and leave once it has been painted."""
    app = QApplication(sys.argv)
    window = Window(sys.argv[1])
    window.show()
    window.repaint()
    QTimer.singleShot(0, app.quit)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
