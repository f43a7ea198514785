"""What is changed of one contract, each as one change that can be undone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from workbench.domain.contracts import ContractDuty
from workbench.domain.journal import ChangeSummary
from workbench.domain.our_company import OurCompany
from workbench.domain.policies import COMPANY
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.accounts import edit_account
from workbench.services.contract_clauses import (
    add_clause,
    move_clause,
    restore_clause,
    save_clause,
    take_newest_version,
)
from workbench.services.contract_duties import delete_duty, do_duty, save_duty, take_duties
from workbench.services.contract_lines import delete_line, order_lines, save_line
from workbench.services.contracts import edit_contract, save_value, take_sum_of_lines
from workbench.services.policies import save_policy
from workbench.services.typed_amounts import typed_field
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context

OnError = Callable[[Exception], object]


class ContractEdits:
    """Changes of the contract ``contract_id``; the page shows what came of them when it reads again."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.contract_id: Id | None = None

    def clause(self, key: str, values: Mapping[str, Any], on_error: OnError | None = None) -> None:
        """Change a clause: text, title, note, is_left_out."""
        self._save(lambda workspace, own: save_clause(workspace, own, key, values), on_error=on_error)

    def restore(self, key: str, *, newest: bool = False) -> None:
        """The clause as its template says, or as the newest version of that says."""
        self._save(
            lambda workspace, own: restore_clause(workspace, own, key, newest=newest),
            said=_("The clause is as in the template"),
        )

    def move(self, key: str, places: int) -> None:
        """Move a clause among its neighbours."""
        self._save(lambda workspace, own: move_clause(workspace, own, key, places))

    def add_clause(self, values: Mapping[str, Any], after: str, on_done: Callable[[str], object]) -> None:
        """A clause of its own behind the one with key ``after``; ``on_done`` gets its key."""
        own = self.contract_id
        if own is not None:
            self._context.change(
                lambda workspace, _job: add_clause(workspace, own, values, after),
                lambda made: made[1],
                said=lambda _made: _("Clause added"),
                on_done=lambda made: on_done(made[0]),
            )

    def take_newest(self) -> None:
        """Base the draft on the newest version of its template."""
        self._save(
            lambda workspace, own: take_newest_version(workspace, own), said=_("The newest text is taken")
        )

    def value(self, name: str, text: str, on_error: OnError | None = None) -> None:
        """What stands for a placeholder here."""
        self._save(lambda workspace, own: save_value(workspace, own, name, text), on_error=on_error)

    def profile(self, account_id: Id, field: str, text: str, on_error: OnError | None = None) -> None:
        """A field of the account, for this contract and those to come."""
        self._context.save(
            lambda workspace: edit_account(workspace, account_id, {field: text}),
            said=_("Kept in the profile of the account"),
            on_error=on_error,
        )

    def company(self, company: OurCompany, on_error: OnError | None = None) -> None:
        """Our own party, for this contract and those to come."""
        self._context.save(
            lambda workspace: save_policy(workspace, COMPANY, company),
            said=_("Kept for all our contracts"),
            on_error=on_error,
        )

    def fields(self, values: Mapping[str, Any], on_error: OnError | None = None) -> None:
        """Fields of the contract; amounts may be text as people type it."""
        self._save(lambda workspace, own: edit_contract(workspace, own, _read(values)), on_error=on_error)

    def line(self, line_id: Id | None, values: Mapping[str, Any], on_error: OnError | None = None) -> None:
        """Add or change a line of goods."""
        self._save(
            lambda workspace, own: save_line(workspace, own, _read(values), line_id)[1], on_error=on_error
        )

    def drop_line(self, line_id: Id) -> None:
        """Take a line of goods away."""
        self._save(lambda workspace, _own: delete_line(workspace, line_id), said=_("Line deleted"))

    def order_lines(self, line_ids: Sequence[Id]) -> None:
        """Put the lines of goods into this order."""
        self._save(lambda workspace, own: order_lines(workspace, own, line_ids))

    def take_sum(self) -> None:
        """The amount becomes the sum of the goods."""
        self._save(
            lambda workspace, own: take_sum_of_lines(workspace, own), said=_("The amount is the sum now")
        )

    def duty(
        self,
        duty_id: Id | None,
        values: Mapping[str, Any],
        on_done: Callable[[ChangeSummary], object],
        on_error: OnError,
    ) -> None:
        """Add or change a duty."""
        self._save(
            lambda workspace, own: save_duty(workspace, own, _read(values), duty_id)[1],
            said=_("Duty saved"),
            on_done=on_done,
            on_error=on_error,
        )

    def do_duty(self, duty_id: Id, on: date | None, note: str = "") -> None:
        """The duty was done on a day; ``None`` opens it again."""
        self._save(
            lambda workspace, _own: do_duty(workspace, duty_id, on, note),
            said=_("Done") if on else _("Open again"),
        )

    def drop_duty(self, duty_id: Id) -> None:
        """Take a duty away."""
        self._save(lambda workspace, _own: delete_duty(workspace, duty_id), said=_("Duty deleted"))

    def take_duties(self, duties: Sequence[ContractDuty]) -> None:
        """Keep proposed duties."""
        kept = tuple(duties)
        self._save(lambda workspace, own: take_duties(workspace, own, kept), said=_("Duties noted"))

    def _save(
        self,
        work: Callable[[Workspace, Id], ChangeSummary],
        *,
        said: str = "",
        on_done: Callable[[ChangeSummary], object] | None = None,
        on_error: OnError | None = None,
    ) -> None:
        own = self.contract_id
        if own is not None:
            self._context.save(
                lambda workspace: work(workspace, own), said=said, on_done=on_done, on_error=on_error
            )


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` with typed amounts and quantities as numbers; raises ``BadInput`` naming the field."""
    return {
        name: typed_field(name, value) if isinstance(value, str) else value for name, value in values.items()
    }
