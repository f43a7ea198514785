"""Visits with their reports, and the actions promised on them (2-rules §7)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import (
    BusinessEntity,
    column,
    grouped,
    json_list,
    long_text,
    refers_to,
    text,
)


class VisitEntity(BusinessEntity):
    """One visit. ``met`` and ``our_people`` hold ids as hex; ``at_time`` is local ``HH:MM`` or empty.

    ``minutes`` is 0 for the usual length of its kind; ``catch_up`` names the missed duty it makes good.
    A report is locked once it is filed, until ``is_unlocked``.
    """

    __tablename__ = "visit"

    account_id: ColumnElement[bytes] = refers_to("account")
    manager_id: ColumnElement[bytes | None] = refers_to("manager")
    kind: ColumnElement[str] = text()
    state: ColumnElement[str] = text()
    on_day: ColumnElement[date] = column(default=date.min, index=True, info={"group": "moment"})
    at_time: ColumnElement[str] = text("moment")
    pinned: ColumnElement[bool] = column(default=False)
    reason: ColumnElement[str] = long_text()
    rule: ColumnElement[str] = text()
    period: ColumnElement[str] = text()
    place: ColumnElement[str] = text()
    met: ColumnElement[list[str]] = json_list()
    purpose: ColumnElement[str] = long_text()
    talking_points: ColumnElement[str] = long_text()
    findings: ColumnElement[str] = long_text()
    needs: ColumnElement[str] = long_text()
    competitor_news: ColumnElement[str] = long_text()
    operating_state: ColumnElement[str] = long_text()
    demand_forecast: ColumnElement[str] = long_text()
    next_step: ColumnElement[str] = long_text("next")
    next_on: ColumnElement[date | None] = grouped("next")
    minutes: ColumnElement[int] = column(default=0)
    our_people: ColumnElement[list[str]] = json_list()
    cause: ColumnElement[str] = text()
    replaces_id: ColumnElement[bytes | None] = refers_to("visit")
    gathering_id: ColumnElement[bytes | None] = refers_to("gathering")
    catch_up: ColumnElement[str] = text()
    is_unlocked: ColumnElement[bool] = column(default=False)
    unlock_reason: ColumnElement[str] = long_text()


class ActionEntity(BusinessEntity):
    """Something to be done for an account; with a visit behind it, a promise made there.

    ``origin`` tells what else it came from: ``service_plan``, the entry of a playbook,
    or ``new_year:`` and the year. ``contact_id`` is who promised, or to whom; ``objective_id`` what it serves
    in the account plan.
    """

    __tablename__ = "action"

    account_id: ColumnElement[bytes] = refers_to("account")
    visit_id: ColumnElement[bytes | None] = refers_to("visit")
    need_id: ColumnElement[bytes | None] = refers_to("need")
    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    origin: ColumnElement[str] = text()
    text: ColumnElement[str] = long_text()
    side: ColumnElement[str] = column(default="ours")
    owner: ColumnElement[str] = column(default="")
    promised_on: ColumnElement[date | None]
    due_on: ColumnElement[date | None]
    done_on: ColumnElement[date | None]
    started_on: ColumnElement[date | None]
    objective_id: ColumnElement[bytes | None] = refers_to("objective")
    cost_fen: ColumnElement[int | None]
