"""Our own party as it stands in contracts (2-rules §10, the eleventh clause group)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OurCompany:
    """Who we are on paper; empty for what nobody filled in."""

    name: str = ""
    address: str = ""
    legal_representative: str = ""
    signer: str = ""
    phone: str = ""
    bank: str = ""
    bank_account: str = ""
    tax_number: str = ""
