"""Papers about complaints out of a file: the record of one, the service report of a month (2-rules §8)."""

from datetime import date, timedelta

import pytest

from tests.documents.reading import whole_text
from tests.services.complaint_world import K, another_account, carry_on, people, recorded
from workbench.domain.our_company import OurCompany
from workbench.domain.papers import PaperSize, Profile
from workbench.domain.policies import COMPANY
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotFound
from workbench.foundation.ids import derived_id
from workbench.services.complaint_papers import print_complaint, print_service_report
from workbench.services.complaints import record_complaint, take_step
from workbench.services.policies import save_policy
from workbench.storage.workspace import Workspace


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("profile", list(Profile))
def test_the_record_of_a_complaint(workspace: Workspace, language: str, profile: Profile) -> None:
    people(workspace)
    complaint_id = recorded(workspace, "到货型号不符", demand="两日内换货")
    carry_on(workspace, complaint_id, K.EVALUATED)
    size = PaperSize.LETTER
    paper = print_complaint(workspace, complaint_id, profile=profile, paper_size=size, in_language=language)
    text = whole_text(paper.content)
    assert "到货型号不符" in text
    assert "2026-0001" in text
    assert ("变更通知发包装组" in text) is (profile is Profile.INTERNAL)
    assert ("冯一舟" in text) is (profile is Profile.INTERNAL)
    assert paper.pages == (1 if profile is Profile.CUSTOMER else 2)


def test_the_customer_signs_with_who_took_the_complaint_and_with_our_company(workspace: Workspace) -> None:
    people(workspace)
    save_policy(workspace, COMPANY, OurCompany("远航轴承有限公司"))
    complaint_id = recorded(workspace, taken_by="Li Lei")
    paper = print_complaint(workspace, complaint_id, profile=Profile.CUSTOMER, in_language="en")
    text = whole_text(paper.content)
    assert "远航轴承有限公司" in text
    assert "ForusLiLei" in text


def test_a_complaint_that_is_not_there_has_no_record(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        print_complaint(workspace, derived_id("nobody"))


def test_the_service_report_holds_the_month_and_what_is_still_open(
    workspace: Workspace, clock: FixedClock
) -> None:
    people(workspace)
    today = clock.today()
    before = today.replace(day=1) - timedelta(days=40)
    old = recorded(workspace, "old and open", received_on=before)
    done = recorded(workspace, "old and closed", received_on=before)
    take_step(workspace, done, K.JUDGED, {"outcome": "not_valid", "text": "no", "on": before})
    reply = {"text": "sorry", "is_conclusive": True, "on": before}
    take_step(workspace, done, K.REPLIED, reply)
    take_step(workspace, done, K.CLOSED, {"on": before})
    other = another_account(workspace)
    record_complaint(workspace, {"account_id": other, "text": "of this month"})
    with workspace.change("test", "Test") as change:
        values = {"account_id": other, "text": "a repair", "requested_on": today, "type": "Repair"}
        change.create("service_request", values)
    text = whole_text(print_service_report(workspace, today, in_language="en").content)
    for told in ("oldandopen", "ofthismonth", "arepair"):
        assert told in text
    assert "oldandclosed" not in text
    # Open today is open today, whatever month is looked at.
    long_ago = whole_text(print_service_report(workspace, date(2020, 2, 1), in_language="en").content)
    assert long_ago.count("Opentoday1") + long_ago.count("Opentoday2") == 2
    assert "nonefrombeforeitisstillopen" in long_ago
    assert "norequestfrombeforeitisstillopen" in long_ago
    past = whole_text(print_service_report(workspace, before, in_language="en").content)
    assert "oldandclosed" in past
    assert "ofthismonth" not in past
    assert old
    print_service_report(workspace, date(2020, 2, 29), in_language="zh_CN")
