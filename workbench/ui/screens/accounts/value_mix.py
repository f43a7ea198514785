"""What the sales of an account are made of: products, their share and margin (2-rules §3)."""

from PySide6.QtWidgets import QWidget

from workbench.domain.product_mix import ProductMix
from workbench.foundation.i18n import _, format_money, format_percent_bp, ngettext
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.accounts.value_lifetime import Cells, FigureLines

_SHOWN = 12
_WIDEST = 720


class MixPart(QWidget):
    """Only what has data is shown; what is missing for the ratios is said with their formula."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self, gap=S2)
        self.header = SectionHeader(lambda: _("Sales composition"), note=lambda: _("last 12 months"))
        self.lines = FigureLines()
        self.lines.setMaximumWidth(_WIDEST)
        self.rest = Label(size=SMALL, tone=Tone.TEXT2)
        self.formula = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        for widget in (self.header, self.lines, self.rest, self.formula):
            column.addWidget(widget)
        column.addStretch(1)

    def show_mix(self, mix: ProductMix) -> None:
        """Show another account, or the same one changed; without sales the part says so."""
        shares = mix.account_share_bp
        self.header.right.say(
            "" if shares is None or not mix.lines else _("{share} of all our sales").format(share=_bp(shares))
        )
        self.lines.show_lines(_lines(mix) if mix.lines else [])
        more = len(mix.lines) - _SHOWN
        self.rest.setVisible(more > 0)
        self.rest.say(
            ngettext("and {count} more product", "and {count} more products", max(more, 0)).format(count=more)
        )
        if not mix.lines:
            self.formula.say(_("Nothing was sold to them in the last twelve months."))
        elif mix.has_stock:
            self.formula.say(mix.formula)
        else:
            self.formula.say(
                _("Two counts of their stock are needed for a turnover: import a sheet of stock.")
                + " "
                + mix.formula
            )


def _lines(mix: ProductMix) -> list[Cells]:
    grey = Tone.TEXT2
    heads = [_("Product"), _("Sales"), _("Share"), _("Gross margin")]
    if mix.has_stock:
        heads += [_("Turnover"), _("Cross ratio"), _("Contribution")]
    found: list[Cells] = [tuple((head, grey, False) for head in heads)]
    for one in mix.lines[:_SHOWN]:
        figures = [
            one.product or "–",
            format_money(one.sales_fen, short=True),
            _bp(one.share_bp),
            _bp(one.margin_bp),
        ]
        if mix.has_stock:
            figures += [_times(one.turnover_bp), _bp(one.cross_bp), _bp(one.contribution_bp)]
        found.append(tuple((figure, Tone.TEXT, False) for figure in figures))
    return found


def _bp(value: int | None) -> str:
    return "–" if value is None else format_percent_bp(value, digits=1)


def _times(value: int | None) -> str:
    return "–" if value is None else f"{value / 10_000:.1f}"
