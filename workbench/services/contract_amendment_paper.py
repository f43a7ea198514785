"""An amendment as a paper of its own, to be signed by both sides (2-rules §10)."""

from typing import Any

from workbench.domain.amount_words import amount_words
from workbench.domain.contract_paper import ContractPaper, PaperClause
from workbench.domain.contract_placeholders import TextPart
from workbench.domain.contract_snapshot import read_amendment
from workbench.domain.contract_values import money_text
from workbench.domain.contracts import ClauseGroup
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import (
    _,
    format_date,
    in_this_writing,
    is_chinese,
    labelled,
    language,
    pgettext,
)
from workbench.services.contract_parties import parties_of
from workbench.services.contract_view import AmendmentView, ContractView
from workbench.storage.workspace import Workspace


def amendment_paper(
    workspace: Workspace, view: ContractView, amendment: AmendmentView, spoken: str
) -> ContractPaper:
    """The amendment in the language in force."""
    contract = view.contract
    texts = [(_("Contract that is amended"), _about(view))]
    so_far = pgettext("amendment of a contract", "So far:")
    from_now_on = pgettext("amendment of a contract", "From now on:")
    amounts = read_amendment(amendment.amendment.content, contract.id).fields.get("amount_fen")
    for change in amendment.changes:
        was, becomes = change.before, change.after
        if change.key == "amount_fen" and amounts is not None:
            was, becomes = (_amount(fen, contract.currency) for fen in amounts)
        before = [so_far, was] if was else []
        after = becomes or _("This provision is struck out.")
        texts.append((change.label, "\n".join([*before, from_now_on, after])))
    texts.append((pgettext("amendment of a contract", "Effect"), _effect()))
    clauses = tuple(
        PaperClause(ClauseGroup.SUBJECT, at, title, (TextPart(text),))
        for at, (title, text) in enumerate(texts, 1)
    )
    title = pgettext("contract", "Amendment {number}").format(number=amendment.amendment.number)
    return ContractPaper(
        language=spoken,
        title=labelled(title, contract.title) if contract.title else title,
        number=contract.number,
        company=view.company.name,
        author=workspace.author,
        printed_on=workspace.clock.today(),
        parties=parties_of(view),
        clauses=clauses,
    )


def _amount(fen: Any, currency: str) -> str:
    """An amount as contracts say it: in Chinese renminbi in words, the figure behind."""
    if not isinstance(fen, int):
        return ""
    words = amount_words(fen, currency, language()) if is_chinese() else ""
    if not words:
        return f"{currency} {money_text(fen)}"
    return in_this_writing("人民币（大写）{words}（¥{fen}）").format(words=words, fen=money_text(fen))


def _about(view: ContractView) -> str:
    contract = view.contract
    signed = view.life.signed_on
    return _("The parties amend contract {number}, signed on {date}, as follows.").format(
        number=contract.number or contract.title, date=format_date(signed) if signed else "—"
    )


def _effect() -> str:
    return _(
        "All other provisions of the contract stay as they are. This amendment is part of the contract and "
        "takes effect when both parties have signed it; where the two differ, the amendment prevails."
    )


def find_amendment(view: ContractView, number: int) -> AmendmentView:
    """The amendment of that number; raises ``NotFound``."""
    for one in view.amendments:
        if one.amendment.number == number:
            return one
    raise NotFound(
        _("This contract has no amendment {number}.").format(number=number),
        hint=_("Look at the amendments of the contract."),
        where=view.contract.number,
    )
