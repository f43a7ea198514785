"""How a person stands in each buying phase: dots for involvement, a mark with its word for support."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.ui.kit.labels import Label
from workbench.ui.kit.segments import Dots, MarkButton
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.accounts.influence.marks import SCALE
from workbench.ui.screens.accounts.looks import SUPPORT_MARKS, support_word

Phase = BuyingPhase | None
PHASES: tuple[Phase, ...] = (None, *BuyingPhase)


def phase_word(phase: Phase) -> str:
    """The name of a phase; ``None`` is all of them."""
    return phase.label if phase is not None else pgettext("buying phase", "Overall")


class PhasesPart(QWidget):
    """A grid of phases. What is not set in a phase shows the overall value in a fainter ink.

    ``involvement_picked`` and ``support_picked`` give the phase and the value, ``None`` for as overall.
    """

    involvement_picked = Signal(object, object)
    support_picked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._supports: dict[Phase, int | None] = {}
        self._overall: int | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(S2)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        grid.addWidget(Label(lambda: _("By buying phase"), size=SMALL, tone=Tone.TEXT2), 0, 0)
        grid.addWidget(Label(lambda: _("Involvement"), size=SMALL, tone=Tone.TEXT2), 0, 1)
        grid.addWidget(Label(lambda: _("Support"), size=SMALL, tone=Tone.TEXT2), 0, 2)
        self.dots: dict[Phase, Dots] = {}
        self.supports: dict[Phase, MarkButton] = {}
        for row, phase in enumerate(PHASES, start=1):
            grid.addWidget(Label(_phase_text(phase)), row, 0)
            dots = Dots(_involvement_text(phase))
            dots.picked.connect(lambda value, phase=phase: self.involvement_picked.emit(phase, value))
            self.dots[phase] = dots
            grid.addWidget(dots, row, 1)
            if phase is not None:
                grid.addWidget(self._make_support(phase), row, 2)

    def show_person(self, shown: InfluenceMap, contact_id: Id) -> None:
        """Show how another person stands, or the same one changed."""
        contact = shown.people[contact_id]
        self._overall = contact.support
        self.dots[None].show_value(contact.involvement)
        for phase in BuyingPhase:
            told = shown.in_phases.get((contact_id, phase))
            self.dots[phase].show_value(told.involvement if told else None, contact.involvement)
            support = told.support if told else None
            self._supports[phase] = support
            seen = support if support is not None else contact.support
            mark = SUPPORT_MARKS[seen] if seen is not None else None
            self.supports[phase].show_mark(mark, support_word(seen) or _("not known"), faint=support is None)

    def support_menu(self, phase: BuyingPhase) -> QMenu:
        """The five steps and “as overall”, as things stand now."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for step in (*SCALE[::-1], None):
            word = support_word(step) if step is not None else _("As overall")
            entry: QAction = menu.addAction(word)
            entry.setCheckable(True)
            entry.setChecked(self._supports.get(phase) == step)
            entry.triggered.connect(lambda _on, step=step: self.support_picked.emit(phase, step))
        return menu

    def _make_support(self, phase: BuyingPhase) -> MarkButton:
        button = MarkButton(_support_text(phase))
        button.clicked.connect(
            lambda: self.support_menu(phase).popup(button.mapToGlobal(button.rect().bottomLeft()))
        )
        button.stepped.connect(lambda by: self._step(phase, by))
        button.cleared.connect(lambda: self.support_picked.emit(phase, None))
        self.supports[phase] = button
        return button

    def _step(self, phase: BuyingPhase, by: int) -> None:
        current = self._supports.get(phase)
        start = current if current is not None else self._overall if self._overall is not None else 0
        wanted = max(SCALE[0], min(SCALE[-1], start + by))
        if wanted != current:
            self.support_picked.emit(phase, wanted)


def _phase_text(phase: Phase) -> Text:
    return lambda: phase_word(phase)


def _involvement_text(phase: Phase) -> Text:
    return lambda: _("Involvement: {phase}").format(phase=phase_word(phase))


def _support_text(phase: Phase) -> Text:
    return lambda: _("Support: {phase}").format(phase=phase_word(phase))
