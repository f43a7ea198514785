"""What an account plan's numbers say, as sentences in the user's language (2-rules §17)."""

from dataclasses import dataclass
from datetime import date

from workbench.domain.account_plan import AccountPlanPaper, PlanSales
from workbench.domain.accounts import BuyingRole
from workbench.domain.visits import Side
from workbench.foundation.i18n import (
    _,
    format_date,
    format_percent_bp,
    is_chinese,
    money_text,
    ngettext,
)


def intent(paper: AccountPlanPaper) -> str:
    """The cover's sentence: how sales stand, and what presses most."""
    return _sentences(sales_takeaway(paper.sales), _most_pressing(paper))


def sales_takeaway(sales: PlanSales) -> str:
    """How the last 12 months compare with the 12 before."""
    if sales.as_of is None:
        return _("No sales are on record yet.")
    money = money_text(sales.last_12m_fen, sales.currency)
    before = money_text(sales.previous_12m_fen, sales.currency)
    growth = sales.growth_bp
    if growth is None and sales.last_12m_fen == 0:
        return _("Nothing was sold to them in the last two years.")
    if growth is None:
        return _("Sales of the last 12 months are {money}; the 12 months before had none.").format(
            money=money
        )
    if sales.last_12m_fen <= 0:
        return _("No sales in the last 12 months, after {money} in the 12 months before.").format(
            money=before
        )
    if abs(growth) < 100:
        return _("Sales of the last 12 months are {money}, as much as in the 12 months before.").format(
            money=money
        )
    percent = format_percent_bp(abs(growth))
    if growth > 0:
        return _(
            "Sales of the last 12 months are {money}, {percent} more than in the 12 months before."
        ).format(money=money, percent=percent)
    return _("Sales of the last 12 months are {money}, {percent} less than in the 12 months before.").format(
        money=money, percent=percent
    )


def product_takeaway(sales: PlanSales) -> str:
    """Which product carries the sales; empty where returns leave no sensible share."""
    total = sum(one.amount_fen for one in sales.products)
    if total <= 0:
        return ""
    best = max(sales.products, key=lambda one: one.amount_fen)
    if best.amount_fen > total:
        return ""
    share = format_percent_bp(best.amount_fen * 10_000 // total)
    return _("{product} makes {share} of the sales.").format(product=best.product, share=share)


def share_text(share_bp: int) -> str:
    """A share with one decimal; a small one that would round to nothing as ``<0.1%``."""
    if 0 < share_bp < 5:
        return "<" + format_percent_bp(10, digits=1)
    return format_percent_bp(share_bp, digits=1).replace("-", "−")


def definition_takeaway(paper: AccountPlanPaper) -> str:
    """Where the account stands among ours."""
    if paper.abc is None or paper.rank is None:
        return _("Without sales there is no place among our accounts yet.")
    return _("Place {rank} of {ranked} accounts: {share} of our sales, class {abc}.").format(
        rank=paper.rank,
        ranked=paper.ranked,
        share=share_text(paper.abc.share_bp),
        abc=paper.abc.abc_class,
    )


def people_takeaway(paper: AccountPlanPaper, *, internal: bool) -> str:
    """How many people we know, and who among them was never met."""
    count = len(paper.contacts)
    if not count:
        return _("Nobody at this account is known yet. Add the people who decide, use and advise.")
    known = ngettext("We know {count} person there.", "We know {count} people there.", count).format(
        count=count
    )
    if not internal:
        return known
    met = paper.last_met
    never = sum(contact.id not in met for contact in paper.contacts)
    against = sum((contact.support or 0) < 0 for contact in paper.contacts)
    texts = [known]
    if not any(BuyingRole.ECONOMIC in contact.roles for contact in paper.contacts):
        texts.append(_("The economic buyer is not known."))
    if never:
        texts.append(ngettext("{count} was never met.", "{count} were never met.", never).format(count=never))
    if against:
        texts.append(
            ngettext("{count} is against us.", "{count} are against us.", against).format(count=against)
        )
    return _sentences(*texts)


def actions_takeaway(paper: AccountPlanPaper) -> str:
    """What is open on either side, and what of it is late."""
    ours = sum(action.side is Side.OURS for action in paper.actions)
    theirs = len(paper.actions) - ours
    late = len(paper.overdue_actions)
    text = _("Open: {ours} of ours, {theirs} of theirs.").format(ours=ours, theirs=theirs)
    if late:
        overdue = ngettext("{count} is overdue.", "{count} are overdue.", late).format(count=late)
        return _sentences(text, overdue)
    return text if paper.actions else ""


def visits_takeaway(paper: AccountPlanPaper, *, internal: bool) -> str:
    """Whether the account is seen as often as it must be, and when next."""
    texts = []
    required = sum(record.required_count for record in paper.visit_records)
    if internal and required:
        done = sum(min(record.done_count, record.required_count) for record in paper.visit_records)
        texts.append(
            _("{done} of {required} visits due this year so far were made: {percent}.").format(
                done=done, required=required, percent=format_percent_bp(done * 10_000 // required)
            )
        )
    if paper.coming_visits:
        texts.append(_("The next visit is on {date}.").format(date=format_date(paper.coming_visits[0].on)))
    else:
        texts.append(_("No visit is planned."))
    return _sentences(*texts)


@dataclass(frozen=True)
class PartState:
    """One part of the plan: how much it holds, as of when, and what to do about what is missing."""

    name: str
    content: str
    as_of: date | None
    stale: bool
    missing: str = ""


def part_states(paper: AccountPlanPaper, *, internal: bool) -> tuple[PartState, ...]:
    """Every part of the plan with its evidence (2-rules §17: verification); our homework only inside."""
    dates, sales = paper.dates, paper.sales
    profile = (_("Profile"), _profile_content(paper), dates.profile_on, _profile_gaps(paper))
    parts = [
        *([profile] if internal else []),
        (
            _("Sales"),
            _count(sum(bool(one.amount_fen) for one in sales.months), "months"),
            sales.as_of,
            "" if sales.as_of else _("Import the sales records."),
        ),
        (
            _("People"),
            _count(len(paper.contacts), "people"),
            dates.contacts_on,
            _people_gaps(paper) if internal else "",
        ),
        (
            _("Visits"),
            _count(len(paper.done_visits), "visits"),
            dates.visits_on,
            "" if paper.visits else _("Plan the period."),
        ),
        (_("Actions"), _count(len(paper.actions), "actions"), dates.actions_on, ""),
        (_("Complaints"), _count(len(paper.complaints), "complaints"), dates.complaints_on, ""),
        (
            _("Contracts"),
            _count(len(paper.contracts), "contracts"),
            dates.contracts_on,
            "" if paper.contracts else _("Record the contract in force."),
        ),
    ]
    return tuple(
        PartState(name, content, day, paper.is_stale(day), missing) for name, content, day, missing in parts
    )


def _count(count: int, what: str) -> str:
    if not count:
        return _("None")
    return {
        "months": ngettext("{count} month with sales", "{count} months with sales", count),
        "people": ngettext("{count} person", "{count} people", count),
        "visits": ngettext("{count} visit made", "{count} visits made", count),
        "actions": ngettext("{count} open action", "{count} open actions", count),
        "complaints": ngettext("{count} open complaint", "{count} open complaints", count),
        "contracts": ngettext("{count} contract", "{count} contracts", count),
    }[what].format(count=count)


def _profile_content(paper: AccountPlanPaper) -> str:
    account = paper.account
    fields = (
        account.kind,
        account.industry,
        account.city,
        account.address,
        account.phone,
        account.website,
        account.first_trade_on,
    )
    return _("{known} of {all} fields").format(known=sum(bool(one) for one in fields), all=len(fields))


def _profile_gaps(paper: AccountPlanPaper) -> str:
    account = paper.account
    missing = [
        (not account.tier, _("Confirm the tier.")),
        (not account.standing, _("Enter the standing in its industry.")),
        (not account.stage, _("Enter the relationship stage.")),
        (not paper.managers, _("Name the responsible manager.")),
    ]
    return _sentences(*(text for is_missing, text in missing if is_missing))


def _people_gaps(paper: AccountPlanPaper) -> str:
    if not paper.contacts:
        return _("Add the people who decide, use and advise.")
    unknown = sum(not contact.roles for contact in paper.contacts)
    unsure = sum(contact.support is None for contact in paper.contacts)
    texts = []
    if unknown:
        texts.append(
            ngettext("{count} without a role.", "{count} without a role.", unknown).format(count=unknown)
        )
    if unsure:
        texts.append(
            ngettext("{count} without support.", "{count} without support.", unsure).format(count=unsure)
        )
    return _sentences(*texts)


def _most_pressing(paper: AccountPlanPaper) -> str:
    late = sum(action.side is Side.OURS for action in paper.overdue_actions)
    if late:
        return ngettext(
            "{count} action of ours is overdue.", "{count} actions of ours are overdue.", late
        ).format(count=late)
    open_complaints = len(paper.complaints)
    if open_complaints:
        return ngettext("{count} complaint is open.", "{count} complaints are open.", open_complaints).format(
            count=open_complaints
        )
    if paper.ending_contracts:
        contract = paper.ending_contracts[0]
        name = contract.title or contract.number
        return _("The contract {name} ends on {date}.").format(
            name=name, date=format_date(contract.ends_on or paper.today)
        )
    if paper.coming_visits:
        return _("The next visit is on {date}.").format(date=format_date(paper.coming_visits[0].on))
    return _("No visit is planned.")


def _sentences(*texts: str) -> str:
    """Sentences in a row: a space between them where the language has one."""
    return ("" if is_chinese() else " ").join(text for text in texts if text)
