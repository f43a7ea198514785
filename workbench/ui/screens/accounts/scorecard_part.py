"""The strategic scorecard of an account: 22 criteria, one key each (2-rules §2.3)."""

from PySide6.QtWidgets import QWidget

from workbench.domain.scorecard import HIGHEST_SCORE, Criterion
from workbench.foundation.i18n import _, format_date, format_percent_bp
from workbench.foundation.ids import Id
from workbench.services.relationship import RelationshipView
from workbench.services.scorecard import score
from workbench.ui.context import Context
from workbench.ui.kit.labels import Chip, Label, SectionHeader
from workbench.ui.kit.score_grid import ScoreGrid, ScoreLine
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone


class ScorecardPart(QWidget):
    """The total on top, with what it leaves out; every score is saved as it is given."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        column = vertical(self, gap=S2)
        column.addWidget(SectionHeader(lambda: _("Strategic scorecard")))
        row = horizontal(gap=S2)
        self.total = Label(bold=True)
        self.verdict = Chip("", tone=Tone.TEXT2)
        self.counted = Label(size=SMALL, tone=Tone.TEXT2)
        for widget in (self.total, self.verdict, self.counted):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        self.grid = ScoreGrid(lambda: _("Strategic scorecard"), HIGHEST_SCORE)
        self.grid.scored.connect(self._score)
        column.addWidget(self.grid)
        column.addWidget(
            Label(
                lambda: _("Keys 0 to 5 score the line and go on; Delete takes a score away."),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        column.addStretch(1)

    def show_relationship(self, view: RelationshipView) -> None:
        """Show the card of another account, or the same one changed."""
        self._account = view.account.id
        card, result = view.scorecard, view.scorecard.result
        lines = []
        for criterion in Criterion:
            known, weight = card.scores.get(criterion), card.weights.of(criterion)
            notes = [_("weight {weight}").format(weight=weight)] if weight != 1 else []
            if known is not None and known.note:
                notes.append(known.note)
            tips = [criterion.label, *notes]
            if known is not None and known.scored_on is not None:
                tips.append(_("scored on {date}").format(date=format_date(known.scored_on)))
            points = known.score if known else None
            lines.append(ScoreLine(criterion, criterion.label, points, " · ".join(notes), "\n".join(tips)))
        self.grid.show_lines(lines)
        total = result.total_bp
        self.total.say(_("No score yet") if total is None else format_percent_bp(total, digits=1))
        if total is None:
            self.verdict.hide()
        else:
            fit = result.qualifies
            self.verdict.show_state(
                (lambda: _("qualifies")) if fit else (lambda: _("does not qualify")),
                tone=Tone.OK if fit else Tone.WARN,
            )
            self.verdict.show()
        self.counted.say(
            _("{counted}; {threshold}% qualifies for strategic").format(
                counted=result.counted, threshold=result.threshold
            )
        )

    def _score(self, criterion: Criterion, points: int | None) -> None:
        account = self._account
        if account is not None:
            self._context.save(lambda workspace: score(workspace, account, criterion, points))
