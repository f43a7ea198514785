"""Taking a complaint down begins with what the user looks at, and shows what is like it."""

from datetime import date

import pytest

from tests.services.complaint_world import A, another_account, people, recorded
from workbench.domain.complaints import ComplaintKind
from workbench.services.complaint_start import SHOWN, similar_complaints, start_complaint
from workbench.services.drafts import NEW_COMPLAINT, keep_draft
from workbench.storage.workspace import Workspace

KIND = ComplaintKind.SPECIFICATION


@pytest.fixture(autouse=True)
def _people(workspace: Workspace) -> None:
    people(workspace)


def test_it_begins_with_the_account_of_whatever_is_looked_at(workspace: Workspace) -> None:
    complaint = recorded(workspace)
    for subject in (A, complaint):
        found = start_complaint(workspace, subject)
        assert found.account is not None
        assert found.account.id == A
    nothing = start_complaint(workspace)
    assert (nothing.account, nothing.on) == (None, date(2026, 7, 1).isoformat())
    assert nothing.managers == ("Han Mei", "Li Lei")


def test_what_was_typed_and_not_filed_comes_back(workspace: Workspace) -> None:
    assert start_complaint(workspace).draft is None
    keep_draft(workspace, NEW_COMPLAINT, {"text": "half a sentence"})
    assert start_complaint(workspace).draft == {"text": "half a sentence"}


def test_complaints_of_the_same_kind_or_product_are_shown_and_only_a_few(workspace: Workspace) -> None:
    recorded(workspace, "old", kind=KIND, product="RV-40")
    assert [one.complaint.text for one in similar_complaints(workspace, A, KIND, "RV-40")] == ["old"]
    other = another_account(workspace)
    (found,) = similar_complaints(workspace, other, KIND, "RV-40")
    assert (found.account, bool(found.reason)) == ("澜川精密", True)
    for number in range(SHOWN + 1):
        recorded(workspace, str(number), kind=KIND)
    assert len(similar_complaints(workspace, A, KIND, "")) == SHOWN
