"""Contracts on paper: PDF and Word, for us and for the customer; amendments to be signed (2-rules §10)."""

from decimal import Decimal

from workbench.documents.contract_docx import contract_docx
from workbench.documents.contract_pdf import contract_pdf
from workbench.domain.contract_life import ContractState
from workbench.domain.contract_paper import (
    ContractPaper,
    PaperAmendment,
    PaperChange,
    PaperClause,
    PaperColumn,
    PaperTable,
)
from workbench.domain.contract_placeholders import TextPart
from workbench.domain.contract_vocabulary import BY_NAME
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.rmb_words import rmb_words
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import (
    LANGUAGES,
    _,
    format_number,
    is_chinese,
    labelled,
    language,
    listed,
    pgettext,
    use_language,
)
from workbench.foundation.ids import Id
from workbench.services.accounts import find_account
from workbench.services.contract_amendment_paper import amendment_paper, find_amendment
from workbench.services.contract_annex import annex_of
from workbench.services.contract_parties import parties_of
from workbench.services.contract_view import ContractView, get_contract_view
from workbench.services.records import find_record_id
from workbench.storage.queries.contracts import get_contract, list_contracts
from workbench.storage.workspace import Workspace

# Until somebody approved it, what is printed is no final text.
_DRAFTS = (ContractState.DRAFT, ContractState.IN_REVIEW, ContractState.REVIEWED)
_MOST_NAMED = 8


def print_contract(
    workspace: Workspace,
    contract_id: Id,
    *,
    amendment: int | None = None,
    profile: Profile = Profile.CUSTOMER,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The contract, or the amendment of that number, as a PDF in the contract's own language.

    Raises ``NotFound``, and ``NotAllowed`` as ``contract_paper`` does.
    """
    paper = contract_paper(workspace, contract_id, amendment, profile, in_language)
    return contract_pdf(paper, paper_size=paper_size, profile=profile)


def contract_word(
    workspace: Workspace,
    contract_id: Id,
    *,
    amendment: int | None = None,
    profile: Profile = Profile.CUSTOMER,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> bytes:
    """The same as a Word document."""
    paper = contract_paper(workspace, contract_id, amendment, profile, in_language)
    return contract_docx(paper, paper_size=paper_size, profile=profile)


def contract_paper(
    workspace: Workspace,
    contract_id: Id,
    amendment: int | None = None,
    profile: Profile = Profile.CUSTOMER,
    in_language: str | None = None,
) -> ContractPaper:
    """What is printed. Raises ``NotFound``; ``NotAllowed`` for a final text that lacks a value, and for a
    customer's copy of a contract whose text is not ours to print."""
    with workspace.read() as session:
        own = get_contract(session, contract_id).language
    spoken = own if own in LANGUAGES else in_language or language()
    with use_language(spoken):
        view = get_contract_view(workspace, contract_id)
    # What is refused is told in the language of who asked.
    if amendment is not None:
        found = find_amendment(view, amendment)
        with use_language(spoken):
            return amendment_paper(workspace, view, found, spoken)
    _check(view, profile)
    with use_language(spoken):
        return _paper(workspace, view, spoken)


def find_contract(workspace: Workspace, text: str = "", account: str = "") -> Id:
    """The contract of that number, title or id, or the only one of an account; raises ``NotFound``, and
    ``BadInput`` where several fit."""
    if text:
        return Id(bytes.fromhex(find_record_id(workspace, "contracts", text)))
    account_id = find_account(workspace, account).id
    with workspace.read() as session:
        found = list_contracts(session, account_id)
    if not found:
        raise NotFound(
            _("This account has no contract."), hint=_("Look at the list of contracts."), where=account
        )
    if len(found) > 1:
        numbers = listed(one.number or one.title for one in found[:_MOST_NAMED])
        raise BadInput(
            _("This account has {count} contracts.").format(count=len(found)),
            hint=_("Give the number of the one you mean: {numbers}.").format(numbers=numbers),
            where=account,
        )
    return found[0].id


def _check(view: ContractView, profile: Profile) -> None:
    state = view.life.state
    if not any(clause.number for clause in view.clauses) and profile is Profile.CUSTOMER:
        raise NotAllowed(
            _("This contract has no text of its own here."),
            hint=_("Print the file that is attached to it."),
            where=view.contract.number,
        )
    missing = list(
        dict.fromkeys(BY_NAME[one.name].label if one.name in BY_NAME else one.label for one in view.missing)
    )
    if missing and state not in _DRAFTS:
        raise NotAllowed(
            _("A final text cannot be printed while values are missing: {names}").format(
                names=listed(missing[:_MOST_NAMED]) + ("…" if len(missing) > _MOST_NAMED else "")
            ),
            hint=_("Fill them in, or print it as a draft before it is approved."),
            where=view.contract.number,
        )


def _paper(workspace: Workspace, view: ContractView, spoken: str) -> ContractPaper:
    contract = view.contract
    return ContractPaper(
        language=spoken,
        title=contract.title or (view.template.name if view.template else "") or contract.kind.label,
        number=contract.number,
        company=view.company.name,
        author=workspace.author,
        printed_on=workspace.clock.today(),
        parties=parties_of(view),
        clauses=_clauses(view),
        goods=_goods(view),
        goods_note=_sum_in_words(view),
        amendments=tuple(
            PaperAmendment(
                one.amendment.number,
                one.amendment.reason,
                one.amendment.made_on,
                one.amendment.signed_on,
                tuple(PaperChange(change.label, change.before, change.after) for change in one.changes),
            )
            for one in view.amendments
            if not one.is_draft
        ),
        mark=_("Draft, not approved") if view.life.state in _DRAFTS else "",
        # What was signed is nobody's sample any more.
        is_sample=view.template is not None and view.template.is_sample and not view.life.is_fixed,
        labels=tuple((one.name, one.label) for one in view.values),
        annex=annex_of(view),
    )


def _clauses(view: ContractView) -> tuple[PaperClause, ...]:
    found = []
    for one in view.clauses:
        if one.number:
            # A text that cannot be filled in stands as it was written: only a draft has one.
            parts = one.parts or ((TextPart(one.clause.text),) if one.faults else ())
            found.append(PaperClause(one.clause.group, one.number, one.clause.title, parts))
    return tuple(found)


def _goods(view: ContractView) -> PaperTable | None:
    if not view.lines:
        return None
    money = view.contract.currency
    columns = (
        PaperColumn(pgettext("goods", "No."), 0.55),
        PaperColumn(pgettext("goods", "Product"), 1.6),
        PaperColumn(pgettext("goods", "Brand"), 0.9),
        PaperColumn(pgettext("goods", "Specification"), 1.6),
        PaperColumn(pgettext("goods", "Unit"), 0.6),
        PaperColumn(pgettext("goods", "Quantity"), 0.8, right=True),
        PaperColumn(_("Price, {currency}").format(currency=money), 1.1, right=True),
        PaperColumn(_("Amount, {currency}").format(currency=money), 1.45, right=True),
        PaperColumn(pgettext("goods", "Note"), 1.0),
    )
    rows = tuple(
        (
            str(at),
            one.product,
            one.brand,
            one.specification,
            one.unit,
            _quantity(one.quantity_milli),
            _money(one.price_fen),
            _money(one.amount_fen),
            one.note,
        )
        for at, one in enumerate(view.lines, 1)
    )
    total = ("", pgettext("goods", "Total"), "", "", "", "", "", _money(view.lines_sum_fen), "")
    known = view.lines_sum_fen is not None
    return PaperTable("", columns, rows, total if known else ()).without_empty_columns(1, 5, 6, 7)


def _sum_in_words(view: ContractView) -> str:
    total = view.lines_sum_fen
    if total is None or total < 0 or view.contract.currency != "CNY" or not is_chinese():
        return ""
    return labelled(_("Total in words"), rmb_words(total, traditional=language() == "zh_TW"))


def _quantity(milli: int | None) -> str:
    return "" if milli is None else format_number((Decimal(milli) / 1000).normalize() + 0)


def _money(fen: int | None) -> str:
    return "" if fen is None else f"{Decimal(fen) / 100:,.2f}"
