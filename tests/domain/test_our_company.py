"""Our own party in contracts: what is stored is read whole, or the field of no use is named (2-rules §10)."""

from dataclasses import asdict

import pytest

from workbench.domain.our_company import LONGEST, OurCompany, read_company
from workbench.foundation.errors import BadInput

STORED = asdict(OurCompany("Lanchuan", phone="0512-62581234"))


def test_what_is_stored_is_read_back_and_tidied_where_it_is_typed() -> None:
    assert read_company(STORED) == OurCompany("Lanchuan", phone="0512-62581234")
    assert OurCompany(" Lanchuan\n", bank=" ICBC ").tidy() == OurCompany("Lanchuan", bank="ICBC")
    assert read_company({**STORED, "bank": "x" * LONGEST}).bank == "x" * LONGEST


@pytest.mark.parametrize(
    ("value", "where", "message"),
    [
        ("Lanchuan", "company", "texts for all its parts"),
        ({"name": "Lanchuan"}, "company", "texts for all its parts"),
        ({**STORED, "fax": ""}, "company", "texts for all its parts"),
        ({**STORED, "bank": 7}, "bank", "must be a text"),
        ({**STORED, "signer": "x" * (LONGEST + 1)}, "signer", "At most 300"),
    ],
)
def test_what_is_of_no_use_is_named(value: object, where: str, message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        read_company(value)
    assert refused.value.where == where
