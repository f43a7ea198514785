"""How far an account could grow, in how many years, and how it buys (2-rules §3)."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import TradeMode
from workbench.domain.portfolio import PortfolioTable
from workbench.foundation.i18n import _, format_number, pgettext
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.texts import Text


class PotentialForm(QWidget):
    """``typed`` gives a field of the account and its new value."""

    typed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = Form(3)
        potential, years = (
            InPlaceField(
                lambda: _("Growth potential, CNY a year"),
                hint=lambda: _("e.g. {example}").format(
                    example=pgettext("an amount as people type it", "12,000,000")
                ),
            ),
            InPlaceField(
                lambda: _("Years to reach it"), hint=lambda: _("e.g. {example}").format(example="3")
            ),
        )
        modes = ComboBox(_modes())
        modes.setProperty("resting", True)
        self.fields: dict[str, Field[Any]] = {
            "potential_fen": form.add(lambda: _("Growth potential, CNY a year"), potential),
            "potential_years": form.add(lambda: _("Years to reach it"), years),
            "trade_mode": form.add(lambda: _("Way of buying"), modes),
        }
        potential.saved.connect(lambda text: self.typed.emit("potential_fen", text))
        years.saved.connect(lambda text: self.typed.emit("potential_years", text))
        modes.picked.connect(lambda key: self.typed.emit("trade_mode", key))
        vertical(self).addWidget(form)

    def show_table(self, table: PortfolioTable) -> None:
        """Show another account, or the same one changed."""
        amount, years = table.potential_fen, table.potential_years
        shown = "" if amount is None else format_number(Decimal(amount) / 100)
        for name, text in (
            ("potential_fen", shown),
            ("potential_years", "" if years is None else str(years)),
        ):
            self.fields[name].set_error("")
            self.fields[name].control.set_value(text)
        now = table.present.revenue.amount_fen
        self.fields["potential_fen"].set_warning(
            _("Less than the revenue of this year.")
            if amount is not None and now is not None and amount < now
            else ""
        )
        self.fields["trade_mode"].control.choose(table.trade_mode.value if table.trade_mode else "")


def _modes() -> list[tuple[Any, Text]]:
    def word(mode: TradeMode) -> Text:
        return lambda: mode.label

    return [("", lambda: _("Not known")), *((one.value, word(one)) for one in TradeMode)]
