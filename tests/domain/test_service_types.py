"""Types of service requests: what is shipped, what people write, and what makes no sense (2-rules §9)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.policies import SERVICE_TYPES, policy, policy_json
from workbench.domain.service_requests import ServiceKind
from workbench.domain.service_types import (
    MOST_WORKDAYS,
    SHIPPED_TYPES,
    PromisedText,
    ServiceType,
    ServiceTypes,
    kept_text,
    promises_text,
    read_promises,
    read_service_types,
    shown_text,
)
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import use_language


def test_the_shipped_types_hold_the_examples_of_the_sources() -> None:
    promised = {one.text: one.workdays for each in SHIPPED_TYPES.types for one in each.commitments}
    assert promised["Contact the customer"] == 1
    assert promised["Review the design documents"] == 10
    assert promised["Provide the dispatch contract"] == 3
    assert {each.kind for each in SHIPPED_TYPES.types} == set(ServiceKind)
    assert all(each.commitments[0].text == "Contact the customer" for each in SHIPPED_TYPES.types)
    assert all(each.documents for each in SHIPPED_TYPES.types)


def test_what_is_shipped_is_kept_in_one_language_and_what_is_typed_as_it_was_typed() -> None:
    with use_language("zh_CN"):
        for text in ("Product repair", "Contact the customer", "并网调度合同"):
            assert kept_text(shown_text(text)) == text
    assert shown_text("Repairs of pumps") == "Repairs of pumps"
    assert SHIPPED_TYPES.find(" dispatch  CONTRACT ") is SHIPPED_TYPES.types[-1]
    assert SHIPPED_TYPES.find("Dispatch") is None


def row(**values: Any) -> dict[str, Any]:
    return {"name": "Calibration", "kind": "repair", "commitments": [], "documents": [], **values}


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"types": []}, "types"),
        ([], "types"),
        ({"types": [row(name=" ")]}, "types.0.name"),
        ({"types": [row(), row(name="CALIBRATION")]}, "types.1.name"),
        ({"types": [row(kind="magic")]}, "types.0.kind"),
        ({"types": [row(commitments=[{"text": "Call", "workdays": -1}])]}, "types.0.commitments.0.workdays"),
        ({"types": [row(commitments=[{"text": "Call", "workdays": 251}])]}, "types.0.commitments.0.workdays"),
        ({"types": [row(commitments=[{"text": "", "workdays": 1}])]}, "types.0.commitments.0.text"),
        ({"types": [row(documents=["Licence", "licence"])]}, "types.0.documents.1"),
        ({"types": [row(documents="Licence")]}, "types.0.documents"),
        ({"types": [row(name="x" * 61)]}, "types.0.name"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(value: object, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_service_types(value)
    assert refused.value.where == where
    assert policy({SERVICE_TYPES.name: value}, SERVICE_TYPES) == SHIPPED_TYPES


LINES = st.text(
    st.characters(categories=("L", "Zs"), include_characters="-/()"), min_size=1, max_size=30
).filter(lambda text: bool(text.strip()))


@given(st.lists(st.tuples(LINES, st.integers(0, MOST_WORKDAYS)), max_size=5))
def test_commitments_typed_as_they_are_shown_are_the_same(typed: list[tuple[str, int]]) -> None:
    once = {kept_text(text): days for text, days in typed if not text.strip().startswith("-")}
    promised = tuple(PromisedText(text, days) for text, days in once.items())
    assert [one.workdays for one in read_promises(promises_text(promised))] == list(once.values())


def test_a_line_without_working_days_is_refused_with_its_number() -> None:
    assert read_promises("３、现场勘测\n\n 10 审核图纸 ") == (
        PromisedText("现场勘测", 3),
        PromisedText("审核图纸", 10),
    )
    with pytest.raises(BadInput, match="Line 2") as refused:
        read_promises("1 Call\nsoon")
    assert refused.value.where == "commitments"


def test_types_of_the_house_survive_being_stored() -> None:
    own = ServiceTypes((ServiceType("校准", ServiceKind.REPAIR, (PromisedText("取件", 2),), ("铭牌照片",)),))
    assert read_service_types(policy_json(own)) == own
