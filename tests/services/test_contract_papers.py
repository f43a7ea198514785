"""A contract on paper: a draft with what is missing, a final text, an amendment to be signed."""

import json
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import docx
import pytest

from tests.documents.contracts import values_of
from tests.documents.reading import pages_text, whole_text
from tests.services.contract_rows import add_contract, add_event
from workbench.domain.accounts import Account
from workbench.domain.contract_values import GOODS_MARK, full_address
from workbench.domain.contracts import ContractEventKind
from workbench.domain.papers import Profile
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import _, use_language
from workbench.foundation.ids import Id
from workbench.services.contract_papers import contract_paper, contract_word, find_contract, print_contract
from workbench.services.contract_steps import take_contract_step
from workbench.services.contract_view import get_contract_view
from workbench.storage.workspace import Workspace

INTERNAL, CUSTOMER = Profile.INTERNAL, Profile.CUSTOMER
CREDIT_CHECKED, REVIEWED = ContractEventKind.CREDIT_CHECKED, ContractEventKind.REVIEWED
APPROVED, SIGNED = ContractEventKind.APPROVED, ContractEventKind.SIGNED
# What the contract and the profile say themselves, and what is known only at the signing.
_THEIRS = (
    "account_name",
    "amount",
    "amount_words",
    "currency",
    "goods",
    "starts_on",
    "ends_on",
    "signed_on",
    "signed_place",
)
VALUES = {name: text for name, text in values_of("zh_sale").items() if name not in _THEIRS}


def take_steps(workspace: Workspace, contract: Id, kinds: Sequence[str]) -> None:
    """The steps of a contract's life, one following the other."""
    before = None
    for sequence, kind in enumerate(kinds, 1):
        fields = {"outcome": "ok", "person": "王经理", "text": f"<{kind}>"}
        before = add_event(workspace, contract, kind, sequence, of_id=before, **fields)


def test_a_draft_says_so_on_every_page_and_names_what_is_missing(workspace: Workspace) -> None:
    contract = add_contract(workspace, values={"quality_standard": "GB/T 276"})
    pages = pages_text(print_contract(workspace, contract).content)
    assert len(pages) > 2
    with use_language("zh_CN"):
        mark = _("Draft, not approved")
    assert all(mark in page for page in pages)
    text = "".join(pages)
    assert "GB/T 276" in text
    assert "【" in text
    labels = {one for one, _clause in contract_paper(workspace, contract).missing}
    assert len(labels) > 10


def test_an_approved_text_bears_no_mark_and_is_refused_while_a_value_is_missing(workspace: Workspace) -> None:
    contract = add_contract(workspace)
    take_steps(workspace, contract, ["credit_checked", "reviewed", "approved"])
    assert contract_paper(workspace, contract).mark == ""
    bare = add_contract(workspace, values={}, number="HT-2")
    take_steps(workspace, bare, ["credit_checked", "reviewed", "approved"])
    for profile in Profile:
        for make in (print_contract, contract_word):
            with pytest.raises(NotAllowed) as refused:
                make(workspace, bare, profile=profile)
            assert refused.value.where == "HT-2"


def test_a_value_cannot_pass_for_the_table_of_goods(workspace: Workspace) -> None:
    contract = add_contract(workspace, values={**VALUES, "quality_standard": f"GB/T 276{GOODS_MARK}"})
    paper = contract_paper(workspace, contract)
    quality = next(one for one in paper.clauses if "GB/T 276" in one.text)
    assert GOODS_MARK not in quality.text
    assert "GB/T276" in whole_text(print_contract(workspace, contract).content)


def test_what_is_refused_is_told_in_the_language_of_who_asked(workspace: Workspace) -> None:
    bare = add_contract(workspace, values={})
    take_steps(workspace, bare, ["credit_checked", "reviewed", "approved"])
    with use_language("en"):
        for amendment, said in ((None, "A final text cannot be printed"), (7, "no amendment 7")):
            with pytest.raises((NotAllowed, NotFound)) as refused:
                print_contract(workspace, bare, amendment=amendment)
            assert said in refused.value.message
            assert refused.value.message.replace("…", "").isascii()


def test_an_address_is_joined_as_its_language_does() -> None:
    abroad = Account(Id(b"1"), "A", "A", city="Berlin", address="Obere Str. 57")
    assert full_address(abroad) == "Obere Str. 57, Berlin"
    assert full_address(replace(abroad, city="苏州", address="望津路 761 号")) == "苏州望津路 761 号"


def test_only_our_copy_has_the_annex(workspace: Workspace) -> None:
    contract = add_contract(workspace)
    take_steps(workspace, contract, ["credit_checked"])
    ours = whole_text(print_contract(workspace, contract, profile=INTERNAL).content)
    theirs = whole_text(print_contract(workspace, contract, profile=CUSTOMER).content)
    for told in ("<contract.note>", "<credit_checked>", "王经理", "K1"):
        assert told in ours
        assert told not in theirs


def test_a_contract_in_english_speaks_english_whatever_the_window_does(workspace: Workspace) -> None:
    contract = add_contract(workspace, "en_supply")
    text = whole_text(print_contract(workspace, contract, in_language="zh_CN").content)
    assert "Page1of" in text
    assert "Supplier" in text
    assert "合同" not in text


def test_goods_stand_in_their_clause_with_their_sum(workspace: Workspace) -> None:
    contract = add_contract(workspace)
    file = docx.Document(BytesIO(contract_word(workspace, contract)))
    goods = file.tables[1]
    # Columns in which nothing stands are left out.
    assert [cell.text for cell in goods.rows[1].cells] == ["1", "轴承 0", "套", "10", "100.00", "1,000.00"]
    assert goods.rows[3].cells[-1].text == "2,000.00"
    assert any("贰仟元整" in one.text for one in file.paragraphs)


def test_an_amendment_is_a_paper_of_its_own_with_both_texts(workspace: Workspace) -> None:
    contract = add_contract(workspace)
    change = {
        "key": "quality",
        "group": "quality",
        "title": "质量标准",
        "before": "旧标准",
        "after": "新标准",
    }
    with workspace.change("test", "Amendment") as unit:
        row = {"contract_id": contract, "number": 1, "reason": "<reason>"}
        content = {"clauses": [change], "fields": {"amount_fen": [200_000, 1_234_560]}}
        unit.create("contract_amendment", row | {"content": json.dumps(content)})
    text = whole_text(print_contract(workspace, contract, amendment=1).content)
    amount = "人民币（大写）壹万贰仟叁佰肆拾伍元陆角整（¥12,345.60）"
    for told in ("HT-2026-0117", "质量标准", "旧标准", "新标准", "«account_name»", amount):
        assert told in text
    assert "<reason>" not in text
    # A drafted amendment is no part of the contract yet.
    assert "新标准" not in whole_text(print_contract(workspace, contract).content)
    with pytest.raises(NotFound):
        print_contract(workspace, contract, amendment=2)


def test_a_contract_whose_text_is_not_here_is_printed_for_us_only(workspace: Workspace) -> None:
    with workspace.change("test", "Contract") as change:
        account = change.create("account", {"name": "Bolt", "code": "K2"})
        contract = change.create("contract", {"account_id": account, "number": "B-1", "is_their_paper": True})
    assert "B-1" in whole_text(print_contract(workspace, contract, profile=INTERNAL).content)
    with pytest.raises(NotAllowed):
        print_contract(workspace, contract, profile=CUSTOMER)


def test_a_contract_is_found_by_number_title_or_as_the_only_one_of_an_account(workspace: Workspace) -> None:
    contract = add_contract(workspace)
    assert find_contract(workspace, "HT-2026-0117") == contract
    assert find_contract(workspace, "产品购销合同") == contract
    assert find_contract(workspace, account="K1") == contract
    with workspace.change("test", "Account") as change:
        lonely = change.create("account", {"name": "Lonely", "code": "K3"})
    with pytest.raises(NotFound):
        find_contract(workspace, account="K3")
    with workspace.change("test", "Contracts") as change:
        for number in ("L-1", "L-2"):
            change.create("contract", {"account_id": lonely, "number": number})
    with pytest.raises(BadInput) as refused:
        find_contract(workspace, account="K3")
    assert "L-1" in refused.value.hint
    with pytest.raises(NotFound):
        find_contract(workspace, "HT-9")


def test_a_signed_contract_reads_as_it_was_signed_whatever_the_account_is_called_by_now(
    workspace: Workspace,
) -> None:
    contract = add_contract(workspace, values=VALUES)
    for kind in (CREDIT_CHECKED, REVIEWED, APPROVED):
        take_contract_step(workspace, contract, kind, {"person": "王经理", "text": "同意"})
    approved = contract_paper(workspace, contract)
    assert (approved.mark, approved.is_sample) == ("", True)
    signers = {"our_signer": "张三", "their_signer": "李四", "place": "苏州"}
    take_contract_step(workspace, contract, SIGNED, signers)
    with workspace.change("test", "Renamed") as change:
        account = get_contract_view(workspace, contract).account
        change.set("account", account.id, {"name": "改名公司"})
    signed = contract_paper(workspace, contract)
    assert [one.signer for one in signed.parties] == ["张三", "李四"]
    assert not signed.is_sample
    text = whole_text(print_contract(workspace, contract).content)
    assert "杭州客户有限公司" in text
    assert "改名公司" not in text
