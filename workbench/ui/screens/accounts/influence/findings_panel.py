"""What the map shows that should not stay so: one line each, with the people it marks and what to do next."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from workbench.domain.influence_findings import Finding, NextStep, Severity
from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import ElidedLabel, Label, Line
from workbench.ui.kit.marks import CAUTION, NOTICE, SEVERE, MarkView
from workbench.ui.kit.surfaces import Scroll, Surface, clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, S4, S6, SMALL, Tone, tokens

MARKS = {Severity.HIGH: SEVERE, Severity.WARN: CAUTION, Severity.INFO: NOTICE}
ROW, ROWS_SHOWN, ROWS_LOW, LOW, VERY_LOW = 32, 4, 3, 840, 520
TITLE_SHARE = 0.36
STEPS_SHOWN = 2
AT_ONCE = 8


class FindingRow(QWidget):
    """One finding. A click or Enter chooses it, again lets it go; its links are what to do next."""

    chosen = Signal()
    step_requested = Signal(object)
    moved = Signal(int)

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self._held = False
        self.setFixedHeight(ROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{finding.severity.label}: {finding.title}. {finding.message}")
        row = horizontal(self, margins=(S6, 0, S4, 0), gap=S2)
        row.addWidget(MarkView(MARKS[finding.severity], finding.severity.label))
        title = ElidedLabel(finding.title, bold=True)
        title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.title = title
        row.addWidget(title)
        row.addSpacing(S2)
        message = ElidedLabel(finding.message, tone=Tone.TEXT2)
        message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(message, 1)
        self.links = [self._link(step) for step in finding.steps[:STEPS_SHOWN]]
        for link in self.links:
            row.addSpacing(S2)
            row.addWidget(link)
        rest = finding.steps[STEPS_SHOWN:]
        if rest:
            more = Button("", Kind.PLAIN, icon="ellipsis", name=lambda: _("More to do"), small=True)
            more.clicked.connect(lambda: self._menu(rest, more))
            row.addWidget(more)

    def hold(self, held: bool) -> None:
        """Show whether this one is chosen."""
        self._held = held
        self.update()

    def _link(self, step: NextStep) -> Button:
        link = Button(step.label, Kind.LINK)
        link.clicked.connect(lambda: self.step_requested.emit(step))
        return link

    def _menu(self, steps: Sequence[NextStep], under: QWidget) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for step in steps:
            entry = menu.addAction(step.label.replace("&", "&&"))
            entry.triggered.connect(lambda _on, step=step: self.step_requested.emit(step))
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        elif by is not None:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        if self._held:
            painter.fillRect(self.rect(), QColor(look.selected))
            painter.fillRect(0, 0, 2, self.height(), QColor(look.accent))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(look.hover))
        if self.hasFocus():
            painter.setPen(QColor(look.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class FindingsPanel(Surface):
    """The findings under the map. ``chosen`` gives the one to mark, or ``None``."""

    chosen = Signal(object)
    step_requested = Signal(object)
    folded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("page", parent)
        self._open, self._seen = True, False
        self._held: Finding | None = None
        self._findings: tuple[Finding, ...] = ()
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._add_rows)
        column = vertical(self)
        column.addWidget(Line())
        head = horizontal(margins=(S6, 0, S3, 0), gap=S2)
        self.title = Label(lambda: _("Findings"), bold=True)
        self._count = Label(tone=Tone.TEXT2)
        self._hint = Label(lambda: _("Click one to mark the people it names"), size=SMALL, tone=Tone.TEXT2)
        self.fold_button = Button("", Kind.PLAIN, icon="chevron-down", name=_fold_word, small=True)
        self.fold_button.clicked.connect(lambda: self.fold(self._open))
        for widget in (self.title, self._count, self._hint):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.fold_button)
        self._head = QWidget()
        self._head.setFixedHeight(ROW)
        vertical(self._head).addLayout(head)
        column.addWidget(self._head)
        self._body = Scroll(margins=(0, 0, 0, S2), gap=0)
        column.addWidget(self._body)
        self.rows: list[FindingRow] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings; the one chosen stays so if it still holds."""
        if tuple(findings) == self._findings and self.rows:
            return
        self._findings = tuple(findings)
        clear_layout(self._body.column)
        self.rows = []
        held = self._held
        self._held = None
        self._held = next(
            (
                one
                for one in findings
                if held is not None and (held.code, held.people) == (one.code, one.people)
            ),
            None,
        )
        self._add_rows()
        if not findings:
            none = Label(lambda: _("Nothing that should not stay so."), tone=Tone.TEXT2)
            none.setContentsMargins(S6, 0, 0, S2)
            self._body.column.addWidget(none)
        self._body.column.addStretch(1)
        self._count.say(str(len(findings)) if findings else "")
        self._hint.setVisible(bool(findings))
        if held is not None and self._held is None:
            self.chosen.emit(None)
        self._fit()

    def _add_rows(self) -> None:
        """Some lines more; the rest once what is waiting has had its turn."""
        whole, done = self._findings, len(self.rows)
        for finding in whole[done : done + AT_ONCE]:
            row = FindingRow(finding)
            row.chosen.connect(lambda finding=finding: self.choose(finding))
            row.step_requested.connect(self.step_requested)
            row.moved.connect(lambda by, row=row: self._go(row, by))
            row.hold(finding is self._held)
            self._body.column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        if len(self.rows) < len(whole):
            self._more.start()
        elif done:
            self._fit()

    def choose(self, finding: Finding | None) -> None:
        """Mark the people of ``finding``; of the one that is marked, let go."""
        self._held = None if finding is self._held else finding
        for row in self.rows:
            row.hold(row.finding is self._held)
        self.chosen.emit(self._held)

    def held(self) -> Finding | None:
        """The finding whose people are marked."""
        return self._held

    def fold(self, folded: bool) -> None:
        """Show the heading alone, or the lines again."""
        self._open = not folded
        self._body.setVisible(self._open)
        self.fold_button.show_icon("chevron-down" if self._open else "chevron-up")
        self._fit()
        self.folded.emit(folded)

    def retranslate(self) -> None:
        """Another language: findings say themselves anew."""
        found, self._findings = self._findings, ()
        self.show_findings(found)

    def focus_first(self) -> None:
        """Put the focus on the first line."""
        if self.rows:
            self.fold(False)
            self.rows[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted())

    def _wanted(self) -> int:
        most = ROWS_LOW if self.window().height() < LOW else ROWS_SHOWN
        lines = max(1, min(len(self._findings), most))
        return 1 + ROW + (lines * ROW + (S2 if len(self._findings) <= most else 0) if self._open else 0)

    def _fit(self) -> None:
        self.setFixedHeight(self._wanted())
        most = int(self.width() * TITLE_SHARE)
        wide = max((row.title.sizeHint().width() for row in self.rows), default=0)
        for row in self.rows:
            row.title.setFixedWidth(min(wide, most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._seen and self.window().height() < VERY_LOW:
            # The map comes first; the heading says how many findings there are.
            self.fold(True)
        self._seen = True
        self._fit()

    def _go(self, row: FindingRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._body.ensureWidgetVisible(self.rows[place], 0, 0)


def _fold_word() -> str:
    return _("Fold the findings")
