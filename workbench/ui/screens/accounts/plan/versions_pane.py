"""The versions of a plan as they were handed in, and in words what differs between two, or from now."""

from PySide6.QtWidgets import QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_differences import Became, FieldDifference, PlanDifference
from workbench.domain.plan_records import PlanDecision, PlanVersion
from workbench.foundation.i18n import _, format_date, ngettext
from workbench.foundation.ids import Id
from workbench.services.plan_versions import version_differences, withdraw_plan
from workbench.ui.context import Context
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, SMALL, Tone
from workbench.ui.kit.versions_pane import VersionsPane

NOW = None
DIFFERENCES_SHOWN = 60


class PlanVersionsPane(VersionsPane):
    """A version opened is compared with the plan as it is now; one not decided yet can be taken back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._versions: tuple[PlanVersion, ...] = ()
        self.differences: tuple[PlanDifference, ...] = ()
        self.list.action_requested.connect(self._withdraw)

    def begin(self, paper: AccountPlanPaper) -> None:
        """Show the versions, and what changed since the newest."""
        self._versions = ()
        self.show()
        self.show_paper(paper)

    def show_paper(self, paper: AccountPlanPaper) -> None:
        """Show the plan changed; what is compared stays."""
        versions = tuple(reversed(paper.versions))
        is_new = not self._versions
        self._versions = versions
        if not versions:
            self.close_pane()
            return
        self.list.set_items([_item(one, len(versions) - at) for at, one in enumerate(versions)])
        choices: list[tuple[Id | None, Text]] = [
            (one.id, _version_word(one, len(versions) - at)) for at, one in enumerate(versions)
        ]
        now: tuple[Id | None, Text] = (NOW, lambda: _("now"))
        self.before.control.set_choices(choices)
        self.after.control.set_choices([now, *choices])
        if is_new:
            self.before.control.choose(versions[0].id)
            self.after.control.choose(NOW)
        self.compare()

    def open_version(self, key: object) -> None:
        self.before.control.choose(key)
        self.compare()

    def compare(self) -> None:
        before: Id | None = self.before.control.key()
        after: Id | None = self.after.control.key()
        if before is not None:
            self._context.read(
                lambda workspace: version_differences(workspace, before, after),
                self._show,
                key="plan-differences",
            )

    def _show(self, differences: tuple[PlanDifference, ...]) -> None:
        self.differences = differences
        self.start_differences(len(differences))
        for one in differences[:DIFFERENCES_SHOWN]:
            self.shown.addWidget(Label(one.title, bold=True, wrap=True, selectable=True))
            for field in one.fields:
                for words, tone in _field_words(field, one.became):
                    self.shown.addWidget(Label(words, size=SMALL, tone=tone, wrap=True, selectable=True))
            self.shown.addSpacing(S1)
        more = len(differences) - DIFFERENCES_SHOWN
        if more > 0:
            text = ngettext("and {count} more", "and {count} more", more).format(count=more)
            self.shown.addWidget(Label(text, size=SMALL, tone=Tone.TEXT2))

    def _withdraw(self, version_id: Id) -> None:
        self._context.save(
            lambda workspace: withdraw_plan(workspace, version_id), said=_("The plan is taken back")
        )


def _field_words(field: FieldDifference, became: Became) -> list[tuple[str, Tone]]:
    if became is not Became.CHANGED and field.label:
        value = field.after or field.before
        return [(f"{field.label}: {value}", Tone.TEXT2)] if value else []
    label = f"{field.label}: " if field.label else ""
    if label and field.before and field.after:
        return [(f"{label}{field.before} → {field.after}", Tone.TEXT2)]
    found = []
    if field.before:
        found.append((f"− {label}{field.before}", Tone.DANGER))
    if field.after:
        found.append((f"+ {label}{field.after}", Tone.OK))
    return found


def _item(version: PlanVersion, number: int) -> Item:
    decided = version.decided_on
    if version.decision is None:
        chip, tone, told = _("Handed in"), Tone.ACCENT, version.note
    else:
        chip = version.decision.label
        tone = Tone.OK if version.decision is PlanDecision.APPROVED else Tone.WARN
        when = format_date(decided) if decided else ""
        told = " · ".join(part for part in (when, version.decided_by, version.decision_note) if part)
    return Item(
        key=version.id,
        title=_("Version {number}").format(number=number),
        note=" · ".join(
            part
            for part in (format_date(version.made_on) if version.made_on else "", version.made_by)
            if part
        ),
        second=" ".join(told.split()),
        chip=chip,
        chip_tone=tone,
        action=_("Take back") if version.decision is None else "",
        tooltip="\n".join(part for part in (version.note, told) if part),
    )


def _version_word(version: PlanVersion, number: int) -> Text:
    day = format_date(version.made_on) if version.made_on else ""
    return lambda: " · ".join(part for part in (_("Version {number}").format(number=number), day) if part)
