"""Ids that follow from what they name: laptops with older and newer programs must come to the same."""

from datetime import date

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


def test_a_derived_id_never_changes() -> None:
    found = {
        "93463858253687089d01cabe652c99fa": attitude_id(ONE, BuyingPhase.NEEDS),
        "5742077c6e3f831a953e9cba5c680067": basis_id(ONE, "birthday"),
        "b4e820828451885887c44d31b500ae9c": cell_id(ONE, "Line 1", "RV"),
        "361cba069f63804f8d063b3294c507e7": clause_id(ONE, "quality"),
        "b5a8d38b556f88659bf7fe38468b75a3": debt_note_id((ONE, "field", "2026-07", 1)),
        "d90c3d40a00a876482e6e1cd588ad9af": duty_id(ONE, DutyKind.PAYMENT, 2),
        "ee9d0e157e508e578a5827d66d49ef22": link_id(ONE, OTHER, ContactLinkKind.REPORTS_TO),
        "e084edb7f94c8c7a82bbc4d2684c4127": place_id(ONE),
        "bc6529be207488bc8d161368e1bc2c8a": plan_id(ONE, 2026),
        "1138047dd9ba8471bd9fc15cdb1e4847": plan_text_id(ONE, PlanPart.SUMMARY),
        "484af396ab2b83b3b7f9307c2f917255": portfolio_score_id(ONE, "access"),
        "2d4a6fe8741881a9946ad7c0ea5ffebd": portfolio_year_id(ONE, 2026),
        "0679d62dd87c82eea886d8f030d7515a": step_id(ONE, 2026, NewYearStep.GIFT),
        "2ff8b3a7b7e58bf4b47358b0d0957bb3": value_id(ONE, "amount"),
        "13d495aa9fa28ed2abfbdcba5619e43f": weekly_report_id(ONE, date(2026, 7, 6)),
    }
    assert [id_text(one) for one in found.values()] == list(found)
