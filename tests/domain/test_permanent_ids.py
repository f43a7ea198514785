"""Ids that follow from what they name: laptops with older and newer programs must come to the same."""

from datetime import date

import pytest

from workbench.domain.axis_criteria import portfolio_score_id
from workbench.domain.contact_links import ContactLinkKind, link_id
from workbench.domain.contract_duties import duty_id
from workbench.domain.contracts import DutyKind, clause_id, value_id
from workbench.domain.influence import BuyingPhase, attitude_id, place_id
from workbench.domain.new_year import NewYearStep, step_id
from workbench.domain.personal_data import basis_id
from workbench.domain.plan_records import PlanPart, plan_id, plan_text_id
from workbench.domain.portfolio import portfolio_year_id
from workbench.domain.visit_debts import debt_note_id
from workbench.domain.weekly_reports import weekly_report_id
from workbench.domain.whitespace import cell_id
from workbench.foundation.ids import Id, id_text

ONE, OTHER = Id(bytes(15) + b"1"), Id(bytes(15) + b"2")


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (attitude_id(ONE, BuyingPhase.NEEDS), "93463858253687089d01cabe652c99fa"),
        (basis_id(ONE, "birthday"), "5742077c6e3f831a953e9cba5c680067"),
        (cell_id(ONE, "Line 1", "RV"), "b4e820828451885887c44d31b500ae9c"),
        (clause_id(ONE, "quality"), "361cba069f63804f8d063b3294c507e7"),
        (debt_note_id((ONE, "field", "2026-07", 1)), "b5a8d38b556f88659bf7fe38468b75a3"),
        (duty_id(ONE, DutyKind.PAYMENT, 2), "d90c3d40a00a876482e6e1cd588ad9af"),
        (link_id(ONE, OTHER, ContactLinkKind.REPORTS_TO), "ee9d0e157e508e578a5827d66d49ef22"),
        (place_id(ONE), "e084edb7f94c8c7a82bbc4d2684c4127"),
        (plan_id(ONE, 2026), "bc6529be207488bc8d161368e1bc2c8a"),
        (plan_text_id(ONE, PlanPart.SUMMARY), "1138047dd9ba8471bd9fc15cdb1e4847"),
        (portfolio_score_id(ONE, "access"), "484af396ab2b83b3b7f9307c2f917255"),
        (portfolio_year_id(ONE, 2026), "2d4a6fe8741881a9946ad7c0ea5ffebd"),
        (step_id(ONE, 2026, NewYearStep.GIFT), "0679d62dd87c82eea886d8f030d7515a"),
        (value_id(ONE, "amount"), "2ff8b3a7b7e58bf4b47358b0d0957bb3"),
        (weekly_report_id(ONE, date(2026, 7, 6)), "13d495aa9fa28ed2abfbdcba5619e43f"),
    ],
)
def test_a_derived_id_never_changes(found: Id, known: str) -> None:
    assert id_text(found) == known
