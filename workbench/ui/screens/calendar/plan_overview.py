"""A plan at a glance: what fits of each tier, each person's share, and its proof."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.domain.visit_plan import Change
from workbench.foundation.i18n import _, clauses, format_number, listed, ngettext, pgettext
from workbench.services.period_plans import PeriodPlan, PersonPlan
from workbench.services.visit_plan_outlook import ProofCheck
from workbench.ui.kit.charts import Fill, Part, PartsBar
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Facts, Scroll, clear_layout
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import LARGE, S2, S3, S4, S6, Tone
from workbench.ui.screens.calendar.plan_items import tier_fits

MOST_PEOPLE_SHOWN = 14
_LINE = 32


@dataclass(frozen=True)
class Share:
    """One person's share of a plan."""

    name: str
    required: int
    placed: int
    left: int
    added: int
    moved: int
    days: int
    places: int


def share_of(person: PersonPlan) -> Share:
    """What the plan holds of one person; ``places`` are those for visits on site."""
    plan = person.plan
    count = {change: sum(1 for one in plan.placed if one.change is change) for change in Change}
    return Share(
        person.manager.name,
        person.required,
        len(plan.placed) + len(person.by_hand),
        len(plan.not_placed),
        count[Change.ADDED],
        count[Change.MOVED],
        plan.deviation_days,
        sum(load.capacity for load in plan.loads if not load.calls),
    )


def _number(name: str, header: Text, width: int) -> Column[Share]:
    return Column(
        name,
        header,
        lambda row: format_number(getattr(row, name)),
        raw=lambda row: getattr(row, name),
        kind=Kind.NUMBER,
        width=width,
        right=True,
    )


_COLUMNS: Sequence[Column[Share]] = (
    Column("person", lambda: _("Manager"), lambda row: row.name, width=140, stretch=True),
    _number("required", lambda: _("Required"), 88),
    _number("placed", lambda: _("With a day"), 104),
    _number("left", lambda: _("Without a day"), 120),
    _number("places", lambda: _("Places"), 80),
    _number("added", lambda: Change.ADDED.label, 80),
    _number("moved", lambda: Change.MOVED.label, 80),
    _number("days", lambda: _("Off ideal"), 88),
)


class PlanOverview(Scroll):
    """Figures, tiers, people, proof."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(S6, S4, S6, S6), gap=S3, parent=parent)
        self.headline = Label(size=LARGE, bold=True, wrap=True)
        self.column.addWidget(self.headline)
        self.remark = Label(tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self.remark)
        self.column.addWidget(Label(lambda: _("What fits of each tier"), bold=True))
        self._tiers = QGridLayout()
        self._tiers.setHorizontalSpacing(S4)
        self._tiers.setVerticalSpacing(S2)
        self._tiers.setColumnStretch(1, 1)
        self.column.addLayout(self._tiers)
        self.people_title = Label(lambda: _("By person"), bold=True)
        self.column.addWidget(self.people_title)
        self.people: Table[Share] = Table(
            _COLUMNS, lambda row: row.name, name=lambda: _("Plan by person"), footer=False
        )
        self.column.addWidget(self.people)
        self.column.addWidget(Label(lambda: _("What is proven"), bold=True))
        self.facts = Facts(name_width=150)
        self.column.addWidget(self.facts)
        self.column.addStretch(1)

    def show_plan(self, planned: PeriodPlan) -> None:
        """Show another plan; its proof is being checked."""
        self.headline.say(lambda: headline(planned))
        self.remark.say(lambda: remark(planned))
        clear_layout(self._tiers)
        for row, (tier, required, placed) in enumerate(tier_fits(planned)):
            name = tier.label if tier else pgettext("tier", "No tier")
            bar = PartsBar(name, height=10)
            bar.show_parts(
                [
                    Part(_("With a day"), placed, Fill.TARGET),
                    Part(_("Without a day"), required - placed, Fill.DANGER),
                ]
            )
            text = _("{placed} of {required}").format(placed=placed, required=required)
            self._tiers.addWidget(Label(name), row, 0)
            self._tiers.addWidget(bar, row, 1)
            self._tiers.addWidget(Label(text, tone=Tone.TEXT2), row, 2)
            if required > placed:
                left = _("{count} without a day").format(count=required - placed)
                self._tiers.addWidget(Label(left, tone=Tone.DANGER), row, 3)
        several = len(planned.people) > 1
        self.people_title.setVisible(several)
        self.people.setVisible(several)
        self.people.setFixedHeight(_LINE * (min(len(planned.people), MOST_PEOPLE_SHOWN) + 1) + S4)
        self.show_proof(planned, None)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show what each person has of it."""
        self.people.set_rows(shares)

    def show_proof(self, planned: PeriodPlan, check: ProofCheck | None) -> None:
        """Say what is proven, and with ``check`` how it was checked."""
        self.facts.clear()
        self.facts.add(_("Left out"), _("no plan leaves out less, higher tiers counted more"))
        moved_gap, city = planned.moved_gap, planned.city_deviation_days
        self.facts.add(
            _("Moved"),
            _("at most {count} more than the least possible").format(count=moved_gap)
            if moved_gap
            else _("no plan that leaves out as little moves fewer visits"),
        )
        days = ngettext("{days} day", "{days} days", planned.deviation_days).format(
            days=format_number(planned.deviation_days)
        )
        if moved_gap:
            text = days
        elif planned.gap:
            text = _("{days}; the least lies at most {gap} days below, for keeping visits apart").format(
                days=days, gap=planned.gap
            )
        elif city:
            text = _("{days}; but for cities no such plan deviates less").format(days=days)
        else:
            text = _("{days}; no such plan deviates less").format(days=days)
        if city:
            text = clauses(text, _("{days} of them spent on drawing cities together").format(days=city))
        self.facts.add(_("Off the best days"), text)
        before = sum(one.city_days_before for one in planned.plans)
        after = sum(one.city_days for one in planned.plans)
        self.facts.add(
            _("Days in a city"),
            _("{after} instead of {before} (improved, not proven)").format(after=after, before=before),
        )
        self.facts.add(_("Certificate"), _certificate(check), tone=_tone(check))


def _certificate(check: ProofCheck | None) -> str:
    if check is None:
        return _("being checked…")
    if not check.holds:
        return _("does not hold: please report this plan")
    return _("holds: bound {bound} days, {prices} prices checked in {ms} ms").format(
        bound=format_number(check.bound_days),
        prices=format_number(check.prices),
        ms=format_number(check.took_ms),
    )


def _tone(check: ProofCheck | None) -> Tone:
    return Tone.TEXT2 if check is None else Tone.OK if check.holds else Tone.DANGER


def headline(planned: PeriodPlan) -> str:
    """Whether it fits, in one sentence."""
    required, placed, left = planned.required, planned.placed, planned.not_placed
    if not required:
        return _("Nothing is required in this period")
    if not left:
        return _("Everything fits: {count} visits").format(count=format_number(placed))
    return _("Does not fit: {required} required, {placed} with a day, {left} without").format(
        required=format_number(required), placed=format_number(placed), left=format_number(left)
    )


def remark(planned: PeriodPlan) -> str:
    """What would change; that nothing would if so."""
    if not planned.required and not planned.changes:
        return _(
            "Visits are required of accounts with a tier: confirm the tiers among the accounts, or see in "
            "the visit policy for which tiers there is a rule."
        )
    if not planned.changes:
        return _("The calendar already stands as this plan has it. There is nothing to accept.")
    parts = [
        (planned.count(Change.ADDED), Change.ADDED.label),
        (planned.count(Change.MOVED), Change.MOVED.label),
        (planned.count(Change.KEPT), Change.KEPT.label),
        (sum(len(one.let_go) for one in planned.people), pgettext("plan change", "Let go")),
        (sum(len(one.surplus) for one in planned.plans), pgettext("plan change", "No longer needed")),
    ]
    said = listed(f"{name} {format_number(count)}" for count, name in parts if count)
    places = [
        f"{planned.managers[key].name} {' '.join(map(str, weekly[:5]))}"
        for key, weekly in planned.options.levers.places.items()
        if key in planned.managers
    ]
    if places:
        said += "\n" + _("Accepting also keeps these visits by weekday, from Monday: {people}.").format(
            people=listed(places)
        )
    return said


def short_proof(planned: PeriodPlan, check: ProofCheck | None) -> str:
    """The proof in a line."""
    days = ngettext(
        "{days} day off the best in all", "{days} days off the best in all", planned.deviation_days
    ).format(days=format_number(planned.deviation_days))
    above = planned.gap + planned.city_deviation_days
    if planned.moved_gap:
        proven = _("at most {count} more moved than the least possible").format(count=planned.moved_gap)
    elif above:
        proven = _("at most {gap} days above the least possible").format(gap=above)
    else:
        proven = _("proven: no plan leaves out less or deviates less")
    checked = ""
    if check is not None:
        checked = (
            _("checked in {ms} ms").format(ms=format_number(check.took_ms))
            if check.holds
            else _("the proof does not hold")
        )
    return " · ".join(part for part in (days, proven, checked) if part)
