"""The strip over the account list: a quick filter by anything, pills by tier, and the columns."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Tier
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.services.account_list import AccountLine
from workbench.services.search import search
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.inputs import SearchField
from workbench.ui.kit.surfaces import Toolbar
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, Tone

HITS = 2000


class View(Enum):
    """The views of the list that are no tier."""

    ALL = "all"
    UNTIERED = "untiered"
    LATE = "late"


class ListFilter(Toolbar):
    """``changed`` tells that ``keeps`` may answer differently."""

    changed = Signal()
    columns_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._words: list[str] = []
        self._found: frozenset[Id] = frozenset()
        self.search = SearchField(lambda: _("Name, pinyin, initials, phone"), small=True)
        self.search.setFixedWidth(220)
        self.search.textChanged.connect(self._search)
        self.views = Choices(Look.PILLS, _choices(), name=lambda: _("Which accounts"))
        self.views.chosen.connect(lambda _view: self.changed.emit())
        self.columns = Button("", Kind.PLAIN, icon="columns-3", small=True, name=lambda: _("Columns"))
        self.columns.clicked.connect(self.columns_requested)
        self.row.addWidget(self.search)
        self.row.addSpacing(S2)
        self.row.addWidget(self.views)
        self.row.addStretch(1)
        self.row.addWidget(self.columns)

    def keeps(self, line: AccountLine) -> bool:
        """Whether ``line`` belongs to the view chosen and to what is typed."""
        view = self.views.current()
        if isinstance(view, Tier) and line.row.tier is not view:
            return False
        if view is View.UNTIERED and line.row.tier is not None:
            return False
        if view is View.LATE and not line.is_late:
            return False
        if not self._words or line.row.id in self._found:
            return True
        row = line.row
        text = "\n".join((row.name, row.short, row.code, row.city, row.province, row.manager, row.stage))
        text = text.casefold()
        return all(word in text for word in self._words)

    def show_counts(self, lines: Sequence[AccountLine]) -> None:
        """Say behind each view how many accounts it has."""
        self.views.set_count(View.ALL, str(len(lines)))
        for tier in Tier:
            self.views.set_count(tier, str(sum(line.row.tier is tier for line in lines)))
        self.views.set_count(View.UNTIERED, str(sum(line.row.tier is None for line in lines)))
        self.views.set_count(View.LATE, str(sum(line.is_late for line in lines)))

    def clear(self) -> bool:
        """Back to all accounts; False if nothing was filtered."""
        if not self.search.text() and self.views.current() is View.ALL:
            return False
        self.search.clear()
        self.views.choose(View.ALL)
        self.changed.emit()
        return True

    def _search(self, text: str) -> None:
        self._words = text.casefold().split()
        self._found = frozenset()
        self._context.tasks.drop("account-filter")
        if self._words:
            self._context.read(
                lambda workspace: frozenset(
                    hit.account_id or hit.id for hit in search(workspace, text, HITS)
                ),
                self._take,
                key="account-filter",
            )
        self.changed.emit()

    def _take(self, found: frozenset[Id]) -> None:
        self._found = found
        self.changed.emit()


def _choices() -> list[Choice]:
    return [
        Choice(View.ALL, lambda: pgettext("accounts", "All"), "0"),
        *(Choice(tier, _word_of(tier), "0") for tier in Tier),
        Choice(View.UNTIERED, lambda: _("No tier"), "0"),
        Choice(View.LATE, lambda: _("Overdue"), "0", Tone.DANGER),
    ]


def _word_of(tier: Tier) -> Text:
    return lambda: tier.label
