"""Language, look, and the names that stand on changes and papers."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import LANGUAGES, _, language
from workbench.foundation.settings import change_settings, load_settings
from workbench.services.first_steps import keep_author
from workbench.services.workspaces import default_author
from workbench.ui.context import Context
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.texts import Text
from workbench.ui.screens.settings.logo_part import LogoPart
from workbench.ui.screens.settings.section import Section

NAME_LIMIT, FIELD_WIDTH = 80, 360


class GeneralSection(Section):
    """All of it holds at once, and for this installation, not for the file."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("General"), parent)
        settings = load_settings()
        self.part(lambda: _("Language"))
        self.languages = Choices(
            Look.SEGMENTS,
            [Choice(code, name) for code, name in LANGUAGES.items()],
            name=lambda: _("Language"),
        )
        self.languages.choose(language())
        self.languages.chosen.connect(context.session.switch_language)
        self.put_left(self.languages)
        self.part(lambda: _("Look"))
        self.themes = Choices(
            Look.SEGMENTS,
            [
                Choice("", lambda: _("As the system")),
                Choice("light", lambda: _("Light")),
                Choice("dark", lambda: _("Dark")),
            ],
            name=lambda: _("Look"),
        )
        self.themes.choose(settings.theme)
        self.themes.chosen.connect(context.session.switch_theme)
        self.put_left(self.themes)
        self.part(lambda: _("Names"))
        self.author = self._name_field(
            lambda: _("Your name"), lambda: _("Stands beside every change you make, and on exports.")
        )
        self.author.control.setText(settings.author)
        self.author.control.setPlaceholderText(default_author())
        self.author.control.left.connect(self._keep_author)
        self.company = self._name_field(
            lambda: _("Your company"),
            lambda: _(
                "Is printed on account plans and visit reports. Contracts take theirs from “Our company”."
            ),
        )
        self.company.control.setText(settings.company)
        self.company.control.left.connect(self._keep_company)
        self.logo = LogoPart(context)
        self.put(self.logo)

    def _name_field(self, label: Text, note: Text) -> Field[TextField]:
        field: Field[TextField] = Field(label, TextField(), note=note)
        field.control.setMaxLength(NAME_LIMIT)
        self.put(field)
        # The field, not the sentence beneath: a sentence is measured as wide as the page lets it be.
        field.control.setMaximumWidth(FIELD_WIDTH)
        return field

    def refresh(self, topics: frozenset[str] | None) -> None:
        if topics is None:
            self.languages.choose(language())

    def _keep_author(self, name: str) -> None:
        keep_author(self.context.workspace, name)
        self.context.notifier.show_message(_("Saved"))

    def _keep_company(self, name: str) -> None:
        change_settings(lambda stored: replace(stored, company=name))
        self.context.notifier.show_message(_("Saved"))
