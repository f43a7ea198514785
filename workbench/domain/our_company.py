"""Our own party as it stands in contracts (2-rules §10, the eleventh clause group)."""

from dataclasses import asdict, dataclass, fields, replace

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _

LONGEST = 300


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

    def tidy(self) -> "OurCompany":
        """The same without space around its texts."""
        return replace(self, **{name: text.strip() for name, text in asdict(self).items()})


def read_company(value: object) -> OurCompany:
    """What is stored as the policy of our company; raises ``BadInput`` naming a field of no use."""
    names = [field.name for field in fields(OurCompany)]
    if not isinstance(value, dict) or set(value) != set(names):
        raise BadInput(_("This must hold texts for all its parts."), where="company")
    for name in names:
        if not isinstance(value[name], str):
            raise BadInput(_("This must be a text."), where=name)
        if len(value[name]) > LONGEST:
            raise BadInput(_("At most {count} characters.").format(count=LONGEST), where=name)
    return OurCompany(**value)
