"""The register of deviations: clause by clause, word by word against the template, each with its reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.contract_deviations import Became, ClauseState, Stretch
from workbench.domain.contract_placeholders import NamePart, parts_of
from workbench.domain.contract_vocabulary import placeholder_named
from workbench.foundation.i18n import _
from workbench.services.contract_view import ClauseView, ContractView
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.difference_label import DifferenceLabel, Piece
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextArea
from workbench.ui.kit.labels import Chip, Label, Line, SectionHeader
from workbench.ui.kit.surfaces import Scroll, horizontal, vertical
from workbench.ui.kit.tokens import S1, S2, S3, SMALL, Tone
from workbench.ui.screens.contracts.clause_words import CLAUSE_MARKS
from workbench.ui.screens.contracts.edits import ContractEdits
from workbench.ui.screens.contracts.words import is_written

_PIECES = {Became.SAME: Piece.SAME, Became.REMOVED: Piece.REMOVED, Became.ADDED: Piece.ADDED}


def pieces_of(stretches: tuple[Stretch, ...]) -> list[tuple[str, Piece]]:
    """Stretches as the label takes them, placeholders by what they are called."""
    return [(_in_words(one.text), _PIECES[one.became]) for one in stretches]


def _in_words(text: str) -> str:
    parts = parts_of(text)
    return "".join(
        f"[{placeholder_named(one.name).label}]" if isinstance(one, NamePart) else one.source for one in parts
    )


class DeviationRow(QWidget):
    """One deviation: the clause, how it differs, the words, and why."""

    opened = Signal(str)

    def __init__(self, key: str, edits: ContractEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        column = vertical(self, gap=S1)
        head = horizontal(gap=S2)
        self.clause = Button("", Kind.LINK)
        self.clause.clicked.connect(lambda: self.opened.emit(key))
        self.state = Chip("")
        head.addWidget(self.clause)
        head.addWidget(self.state)
        head.addStretch(1)
        self.back = Button(lambda: _("As in the template"), Kind.PLAIN, icon="rotate-ccw", small=True)
        self.back.clicked.connect(lambda: edits.restore(key))
        head.addWidget(self.back)
        column.addLayout(head)
        self.words = DifferenceLabel()
        column.addWidget(self.words)
        self.reason: Field[TextArea] = Field(lambda: _("Why"), TextArea(lines=2))
        self.reason.control.setProperty("resting", True)
        self.reason.control.left.connect(lambda text: edits.clause(key, {"note": text}))
        column.addWidget(self.reason)
        column.addSpacing(S2)
        column.addWidget(Line())

    def show_clause(self, view: ClauseView, *, fixed: bool) -> None:
        """Show the difference; what is being typed stays."""
        number = f"{view.number}. " if view.number else ""
        self.clause.say(number + (view.clause.title or view.template_title or view.clause.key))
        mark = CLAUSE_MARKS[view.state]
        self.state.show_state(lambda: view.state.label, tone=Tone.TEXT2, icon=mark.shape)
        stretches = view.deviation.stretches if view.deviation else ()
        shown = pieces_of(stretches)
        if view.state is ClauseState.LEFT_OUT and view.template_text:
            shown = [(_in_words(view.template_text), Piece.REMOVED)]
        self.words.show_pieces(shown)
        self.back.setVisible(not fixed)
        self.back.say(
            (lambda: _("Delete the clause"))
            if view.state is ClauseState.ADDED
            else (lambda: _("As in the template"))
        )
        control = self.reason.control
        control.setReadOnly(fixed)
        if not control.hasFocus():
            control.setText(view.clause.note)
        self.reason.set_warning(
            (lambda: _("A reason is needed before the review.")) if view.needs_reason and not fixed else ""
        )


class DeviationsView(QStackedWidget):
    """``opened`` gives the clause to go to."""

    opened = Signal(str)

    def __init__(self, edits: ContractEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = edits
        self._contract: object = None
        self.rows: dict[str, DeviationRow] = {}
        self.body = Scroll(gap=S3)
        self.heading = SectionHeader(lambda: _("Deviations from the template"))
        self.body.column.addWidget(self.heading)
        self.legend = Label(
            lambda: _("Struck out: in the template only. Underlined: in this contract only."),
            size=SMALL,
            tone=Tone.TEXT2,
        )
        self.body.column.addWidget(self.legend)
        self._place = vertical(gap=S3)
        self.body.column.addLayout(self._place)
        self.body.column.addStretch(1)
        self.nothing = EmptyState(
            "equal",
            lambda: _("As the template says"),
            lambda: _("Clauses that are changed, added or left out stand here, each with the reason for it."),
        )
        self.addWidget(self.nothing)
        self.addWidget(self.body)

    def show_view(self, view: ContractView) -> None:
        """Show the register of this contract."""
        found = [one for one in view.clauses if one.state.is_deviation]
        keys = [one.clause.key for one in found]
        if view.contract.id != self._contract or keys != list(self.rows):
            self._contract = view.contract.id
            for key in [one for one in self.rows if one not in keys]:
                self._drop(key)
            for key in keys:
                if key not in self.rows:
                    row = DeviationRow(key, self._edits)
                    row.opened.connect(self.opened)
                    self.rows[key] = row
            self.rows = {key: self.rows[key] for key in keys}
            for at, row in enumerate(self.rows.values()):
                self._place.insertWidget(at, row)
        for one in found:
            self.rows[one.clause.key].show_clause(one, fixed=not is_written(view))
        version = view.version.number if view.version else 0
        name = view.template.name if view.template else ""
        self.heading.note.say(
            _("{name}, version {number}").format(name=name, number=version) if view.version else ""
        )
        self.setCurrentWidget(self.body if found else self.nothing)

    def go_to(self, key: str) -> bool:
        """Put the cursor into the reason of a clause."""
        row = self.rows.get(key)
        if row is None:
            return False
        self.body.ensureWidgetVisible(row)
        row.reason.control.setFocus()
        return True

    def _drop(self, key: str) -> None:
        row = self.rows.pop(key)
        self._place.removeWidget(row)
        row.hide()
        row.deleteLater()
