"""The two sides of a contract as its paper names them (2-rules §10, the eleventh clause group)."""

import json

from workbench.domain.contract_paper import PaperParty
from workbench.domain.contract_snapshot import read_text
from workbench.domain.contracts import ContractKind
from workbench.foundation.i18n import is_chinese, pgettext
from workbench.services.contract_view import ContractView


def parties_of(view: ContractView) -> tuple[PaperParty, PaperParty]:
    """We and the account, as the contract calls them; who signs, where that is known."""
    supplier = pgettext("contract party", "Party A (supplier)")
    if view.contract.kind is ContractKind.DEALER:
        customer = pgettext("contract party", "Party B (dealer)")
    else:
        customer = pgettext("contract party", "Party B (buyer)")
    if not is_chinese():
        supplier, customer = pgettext("contract party", "Supplier"), pgettext("contract party", "Buyer")
    # What somebody typed into this contract stands in its text, so it stands at its head too.
    typed = {
        one.name: one.text
        for one in view.values
        if one.is_typed and one.text and one.name in ("our_name", "account_name")
    }
    known = {one.name: one.text for one in view.values} | _as_signed(view) | typed
    ours, theirs = view.company, view.account
    return (
        PaperParty(
            supplier, known.get("our_name") or ours.name or "—", known.get("our_signer") or ours.signer
        ),
        PaperParty(
            customer, known.get("account_name") or theirs.name, known.get("account_signer") or theirs.signer
        ),
    )


def _as_signed(view: ContractView) -> dict[str, str]:
    """Names and signers as they were at the signing: an account may be called otherwise by now."""
    signed = view.life.signed
    text = read_text(signed.content, view.contract.id) if signed is not None else None
    if signed is None or text is None:
        return {}
    found = {name: str(text.fields.get(name) or "") for name in ("our_name", "account_name")}
    stored = json.loads(signed.content)
    found |= {"our_signer": str(stored.get("our_signer") or "")}
    found |= {"account_signer": str(stored.get("their_signer") or "")}
    return {name: word for name, word in found.items() if word}
