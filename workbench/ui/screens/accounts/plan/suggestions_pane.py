"""What the data suggest doing, from stage, findings and needs: one click puts it under an objective."""

from PySide6.QtWidgets import QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_stand import Suggestion
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.plan_actions import take_suggestion
from workbench.ui.context import Context
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import SidePane
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import Tone


class SuggestionsPane(SidePane):
    """The proposals and the objective they go to."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Proposals from the data"), width=360, parent=parent)
        self._context = context
        self._paper: AccountPlanPaper | None = None
        self.objective: Field[ComboBox] = Field(lambda: _("Goes under"), ComboBox())
        self.column.addWidget(self.objective)
        self.list = ItemList(lambda: _("Proposals from the data"), fit=True, padding=0, pane=True)
        self.list.opened.connect(self.take)
        self.list.action_requested.connect(self.take)
        self.column.addWidget(self.list)
        self.nothing = Label(
            lambda: _("Nothing is proposed: the stage, the findings and the needs ask for nothing further."),
            tone=Tone.TEXT2,
            wrap=True,
        )
        self.column.addWidget(self.nothing)
        self.column.addStretch(1)

    def begin(self, paper: AccountPlanPaper, objective_id: Id | None) -> None:
        """Offer what there is for an objective."""
        self.show_paper(paper)
        self.objective.control.choose(objective_id)
        self.show()

    def show_paper(self, paper: AccountPlanPaper) -> None:
        """Show the plan changed."""
        self._paper = paper
        places: list[tuple[Id | None, Text]] = [(None, lambda: _("no objective, the account alone"))]
        places += [
            (one.objective.id, f"{number}  {' '.join(one.objective.text.split())}")
            for number, one in enumerate(paper.objectives, 1)
        ]
        self.objective.control.set_choices(places)
        self.list.set_items([_item(one) for one in paper.suggestions])
        self.list.setVisible(bool(paper.suggestions))
        self.nothing.setVisible(not paper.suggestions)

    def take(self, key: object) -> None:
        """Make an action of it under the objective chosen."""
        paper = self._paper
        found = next((one for one in paper.suggestions if one.origin == key), None) if paper else None
        if paper is None or found is None:
            return
        account, objective = paper.account.id, self.objective.control.key()
        self._context.save(
            lambda workspace: take_suggestion(workspace, account, found, objective), said=_("In the plan")
        )


def _item(one: Suggestion) -> Item:
    due = ngettext("in {days} day", "in {days} days", one.days).format(days=one.days)
    return Item(
        key=one.origin,
        title=one.text,
        second=" · ".join(part for part in (one.reason, due) if part),
        mark=Mark("plus", Tone.ACCENT),
        tooltip="\n".join(part for part in (one.text, one.reason) if part),
    )
