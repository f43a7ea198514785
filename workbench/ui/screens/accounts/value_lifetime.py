"""The lifetime value of an account and what losing it would cost, each with its terms (2-rules §3)."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.domain.account_value import AccountValue
from workbench.domain.lifetime import LifetimeValue
from workbench.foundation.i18n import _, format_money, format_number, format_percent_bp, ngettext
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import FIGURE, S1, S2, S4, SMALL, Tone

Cells = tuple[tuple[str, Tone, bool], ...]
"""One line of figures: text, tone and whether it is bold, per column."""


class FigureLines(QWidget):
    """Lines of words and figures in columns; the first column is read, the others are compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S4)
        self._grid.setVerticalSpacing(S1)
        self._labels: list[Label] = []

    def show_lines(self, lines: list[Cells]) -> None:
        """Show other lines."""
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, cells in enumerate(lines):
            for column, (text, tone, bold) in enumerate(cells):
                label = Label(text, tone=tone, bold=bold, wrap=column == 0)
                if column:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._grid.addWidget(label, row, column)
                self._labels.append(label)
        self._grid.setColumnStretch(0, 1)
        self.setVisible(bool(lines))

    def texts(self) -> list[str]:
        """What is shown, line by line."""
        return [label.text() for label in self._labels]


class LifetimePart(QWidget):
    """``typed`` gives a field of the account and the text that was typed."""

    typed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self, gap=S2)
        self.header = SectionHeader(lambda: _("Lifetime value and cost of loss"))
        column.addWidget(self.header)
        figures = horizontal(gap=S4)
        self.lifetime, self.loss = Label(size=FIGURE, bold=True), Label(size=FIGURE, bold=True)
        self.about_lifetime = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.about_loss = Label(lambda: _("What losing this account costs"), size=SMALL, tone=Tone.TEXT2)
        for value, about in ((self.lifetime, self.about_lifetime), (self.loss, self.about_loss)):
            side = vertical(gap=0)
            side.addWidget(value)
            side.addWidget(about)
            figures.addLayout(side, 1)
        column.addLayout(figures)
        self.missing = Label(
            lambda: _("Needs the margin of this year: revenue and direct cost above."),
            tone=Tone.TEXT2,
            wrap=True,
        )
        column.addWidget(self.missing)
        self.change = FigureLines()
        column.addWidget(self.change)
        form = Form(2)
        self.fields: dict[str, Field[InPlaceField]] = {
            "retention_bp": form.add(
                lambda: _("Retention a year"), InPlaceField(lambda: _("Retention a year"))
            ),
            "acquisition_cost_fen": form.add(
                lambda: _("What winning it cost, CNY"),
                InPlaceField(lambda: _("What winning it cost"), hint="–"),
            ),
        }
        for name, field in self.fields.items():
            field.control.saved.connect(self._teller(name))
        column.addWidget(form)
        self.more = Button("", Kind.LINK)
        self.more.clicked.connect(self.toggle)
        row = horizontal()
        row.addWidget(self.more)
        row.addStretch(1)
        column.addLayout(row)
        self.terms = QWidget()
        inside = vertical(self.terms, gap=S2)
        self.years, self.parts = FigureLines(), FigureLines()
        self.formula = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        for widget in (self.years, self.formula, Line(), self.parts):
            inside.addWidget(widget)
        self.terms.hide()
        column.addWidget(self.terms)
        column.addStretch(1)
        self._open(False)

    def show_value(self, value: AccountValue) -> None:
        """Show another account, or the same one changed."""
        found, loss = value.lifetime, value.loss
        self.lifetime.say("–" if found is None else format_money(found.value_fen, short=True))
        self.about_lifetime.say(
            ngettext(
                "Lifetime value over {count} year", "Lifetime value over {count} years", value.terms.years
            ).format(count=value.terms.years)
        )
        total = loss.total_fen
        self.loss.say("–" if total is None else format_money(total, short=True))
        for label, amount in ((self.lifetime, found.value_fen if found else None), (self.loss, total)):
            label.setToolTip("" if amount is None else format_money(amount))
            label.set_tone(Tone.DANGER if (amount or 0) < 0 else Tone.TEXT)
        self.missing.setVisible(found is None)
        self.more.setVisible(found is not None or bool(loss.referred))
        self.change.show_lines(_changes(found) if found else [])
        self.years.show_lines(_terms(found) if found else [])
        self.formula.setVisible(found is not None)
        self.formula.say(
            _("Margin × retention {retention} and discount {discount} for each year passed.").format(
                retention=format_percent_bp(value.retention_bp),
                discount=format_percent_bp(value.terms.discount_bp),
            )
        )
        self.parts.show_lines(_loss_lines(value))
        own = value.retention_bp if value.has_own_retention else None
        retention = self.fields["retention_bp"]
        retention.control.setPlaceholderText(
            _("{percent} by the house rule").format(percent=_percent(value.terms.retention_bp))
        )
        self._fill("retention_bp", "" if own is None else _percent(own))
        cost = loss.acquisition_fen
        self._fill("acquisition_cost_fen", "" if cost is None else format_number(Decimal(cost) / 100))

    def toggle(self) -> None:
        """Show or hide how the figures come about."""
        self._open(self.terms.isHidden())

    def _fill(self, name: str, text: str) -> None:
        self.fields[name].set_error("")
        self.fields[name].control.set_value(text)

    def _teller(self, name: str) -> Callable[[str], None]:
        return lambda text: self.typed.emit(name, text)

    def _open(self, on: bool) -> None:
        self.terms.setVisible(on)
        self.more.say((lambda: _("Hide how it comes about")) if on else (lambda: _("How it comes about")))


def _changes(found: LifetimeValue) -> list[Cells]:
    lines: list[Cells] = []
    for bp, amount in (
        (found.lower_bp, found.lower_fen),
        (found.higher_bp, found.higher_fen),
    ):
        if bp == found.retention_bp:
            continue
        words = _("With retention of {percent}").format(percent=_percent(bp))
        difference = amount - found.value_fen
        sign = "+" if difference > 0 else "−" if difference < 0 else "±"
        tone = Tone.OK if difference > 0 else Tone.DANGER if difference < 0 else Tone.TEXT2
        lines.append(
            (
                (words, Tone.TEXT2, False),
                (format_money(amount, short=True), Tone.TEXT, False),
                (f"{sign} {format_money(abs(difference), short=True)}", tone, False),
            )
        )
    return lines


def _terms(found: LifetimeValue) -> list[Cells]:
    grey = Tone.TEXT2
    head: Cells = (
        (_("Year"), grey, False),
        (_("Margin"), grey, False),
        (_("Counts"), grey, False),
        (_("Value"), grey, False),
    )
    return [
        head,
        *(
            (
                (str(term.year), Tone.TEXT, False),
                (format_money(term.margin_fen, short=True), Tone.TEXT, False),
                (format_percent_bp(term.weight_bp, digits=1), Tone.TEXT, False),
                (format_money(term.value_fen, short=True), Tone.TEXT, False),
            )
            for term in found.terms
        ),
    ]


def _loss_lines(value: AccountValue) -> list[Cells]:
    loss = value.loss
    named: Mapping[str, int | None] = {
        _("Lifetime value"): loss.lifetime_fen,
        _("What winning it cost"): loss.acquisition_fen,
    }
    rows = [(name, amount) for name, amount in named.items()]
    rows += [(_("Brought by it: {name}").format(name=one.name), one.value_fen) for one in loss.referred]
    lines: list[Cells] = [
        (
            (name, Tone.TEXT, False),
            (_("not known") if amount is None else format_money(amount, short=True), Tone.TEXT, False),
        )
        for name, amount in rows
    ]
    if loss.total_fen is not None:
        total = format_money(loss.total_fen, short=True)
        lines.append(((_("Cost of losing it"), Tone.TEXT, True), (total, Tone.TEXT, True)))
    return lines


def _percent(bp: int) -> str:
    return format_percent_bp(bp, digits=1 if bp % 100 else 0)
