"""The templates that come with the program: complete, fit to be filled in, and marked as samples."""

import re

import pytest

from tests.documents.contracts import SAMPLES, sample, values_of
from workbench.documents.contract_text import check_template_text, filled_text, missing_in, names_in
from workbench.domain.contract_vocabulary import BY_NAME
from workbench.domain.contracts import ClauseGroup, ContractKind

# What may be left open: a condition says what stands without it.
OPTIONAL = {
    "zh_sale": {"deposit", "territory", "exclusivity", "rebate", "yearly_bonus", "promotion", "advertising"}
    | {"staff", "minimum_order", "account_credit_code"},
    "zh_dealer": {"deposit", "minimum_order", "goods", "account_credit_code"},
    "en_supply": {"deposit", "territory", "exclusivity", "rebate", "yearly_bonus", "promotion", "advertising"}
    | {"staff", "minimum_order", "goods", "account_credit_code", "amount", "annual_target", "dealer_level"},
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_all_eleven_groups_in_their_order_and_says_that_it_is_one(name: str) -> None:
    stored = sample(name)
    assert list(dict.fromkeys(one["group"] for one in stored["clauses"])) == [
        one.value for one in ClauseGroup
    ]
    keys = [one["key"] for one in stored["clauses"]]
    assert len(set(keys)) == len(keys)
    assert all(one["title"] and one["text"] for one in stored["clauses"])
    assert ContractKind(stored["kind"]) is not ContractKind.OTHER
    assert stored["note"].startswith(("样本，须经法务审核", "Sample, needs legal review"))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_names_only_what_the_vocabulary_knows_and_both_parties_in_full(name: str) -> None:
    clauses = sample(name)["clauses"]
    for one in clauses:
        check_template_text(one["text"], one["title"])
    names = {found for one in clauses for found in names_in(one["text"])}
    assert names <= set(BY_NAME)
    assert {one.name for one in BY_NAME.values() if one.group is ClauseGroup.PARTIES} <= names


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_reads_well_with_everything_and_with_what_it_needs_alone(name: str) -> None:
    known = values_of(name)
    needed = {key: value for key, value in known.items() if key not in OPTIONAL[name]}
    for one in sample(name)["clauses"]:
        assert missing_in(one["text"], {}) == tuple(
            key for key in missing_in(one["text"], {}) if key not in OPTIONAL[name]
        )
        for values in (known, needed):
            text = filled_text(one["text"], values, one["title"])
            assert not re.search(r"\{|\}|。。|，，|；；|  |：。|\.\.|: \.", text)
            # Numbers of clauses change when one is left out: no clause refers to another by number.
            assert not re.search(r"第[一二三四五六七八九十]+条|[Cc]lause \d", text)


def test_a_sale_in_another_currency_speaks_of_no_renminbi() -> None:
    (price,) = [one["text"] for one in sample("zh_sale")["clauses"] if one["key"] == "price"]
    given = {"amount": "14,982.22", "price_terms": "含税"}
    dollars = filled_text(price, given | {"currency": "美元"})
    assert "合同总价款为美元 14,982.22。" in dollars
    assert not re.search("人民币|¥|大写", dollars)
    yuan = filled_text(price, given | {"currency": "人民币", "amount_words": "壹元整"})
    assert "人民币（大写）壹元整（¥14,982.22）" in yuan
    assert missing_in(price, given | {"currency": "人民币"}) == ("amount_words",)
