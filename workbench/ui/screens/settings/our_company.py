"""Our own party as contracts name it: kept in the file, for everyone who works with it (2-rules §10)."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from workbench.domain.our_company import LONGEST, OurCompany
from workbench.domain.policies import COMPANY, policy
from workbench.foundation.i18n import _
from workbench.services.policies import load_policies, save_policy
from workbench.ui.context import Context
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.texts import Text
from workbench.ui.screens.settings.section import Section

_LABELS: Mapping[str, Text] = {
    "name": lambda: _("Full name"),
    "address": lambda: _("Address"),
    "legal_representative": lambda: _("Legal representative"),
    "signer": lambda: _("Who signs for us"),
    "phone": lambda: _("Telephone"),
    "tax_number": lambda: _("Tax number"),
    "bank": lambda: _("Bank"),
    "bank_account": lambda: _("Bank account"),
}
_WIDE = ("name", "address")


class OurCompanySection(Section):
    """Each field is saved as it is left, and can be undone."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Our company"), parent)
        self.note(
            lambda: _(
                "How contracts name us. Templates take it from here; contracts that are signed keep what "
                "stood in them."
            )
        )
        self._kept = OurCompany()
        self.form = Form()
        self.fields: dict[str, Field[TextField]] = {}
        for name, label in _LABELS.items():
            field = self.form.add(label, TextField(), span=2 if name in _WIDE else 1)
            field.control.setMaxLength(LONGEST)
            field.control.left.connect(lambda text, name=name: self._keep(name, text))
            self.fields[name] = field
        self.put(self.form)

    def refresh(self, topics: frozenset[str] | None) -> None:
        if topics is None or "policy" in topics:
            self.context.read(load_policies, self._show, key="our-company")

    def _show(self, values: Mapping[str, object]) -> None:
        before, self._kept = self._kept, policy(values, COMPANY)
        for name, field in self.fields.items():
            # What is being typed stays; it is saved when the field is left.
            if field.control.text() == getattr(before, name):
                field.control.setText(getattr(self._kept, name))

    def _keep(self, name: str, text: str) -> None:
        self.fields[name].set_error("")
        wanted = replace(self._kept, **{name: text.strip()})
        if wanted == self._kept:
            return
        self._kept = wanted
        self.context.save(
            lambda workspace: save_policy(workspace, COMPANY, wanted),
            said=_("Saved"),
            on_error=lambda error: self.context.show_error(error, otherwise=self.fields[name], go=False),
        )
