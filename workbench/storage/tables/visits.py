"""Visits with their reports, and the actions promised on them (2-rules §7)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, json_list, long_text, refers_to, text


class VisitEntity(BusinessEntity):
    """One visit. ``met`` and ``our_people`` hold ids as hex; ``at_time`` is local ``HH:MM`` or empty.

    ``minutes`` is 0 for the usual length of its kind; ``catch_up`` names the missed duty it makes good.
    A report is locked once it is filed, until ``is_unlocked``.
    """

    __tablename__ = "visit"

    account_id: Mapped[bytes] = refers_to("account")
    manager_id: Mapped[bytes | None] = refers_to("manager")
    kind: Mapped[str] = text()
    state: Mapped[str] = text()
    on_day: Mapped[date] = mapped_column(default=date.min, index=True, info={"group": "moment"})
    at_time: Mapped[str] = text("moment")
    pinned: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = long_text()
    rule: Mapped[str] = text()
    period: Mapped[str] = text()
    place: Mapped[str] = text()
    met: Mapped[list[str]] = json_list()
    purpose: Mapped[str] = long_text()
    talking_points: Mapped[str] = long_text()
    findings: Mapped[str] = long_text()
    needs: Mapped[str] = long_text()
    competitor_news: Mapped[str] = long_text()
    operating_state: Mapped[str] = long_text()
    demand_forecast: Mapped[str] = long_text()
    next_step: Mapped[str] = long_text("next")
    next_on: Mapped[date | None] = grouped("next")
    minutes: Mapped[int] = mapped_column(default=0)
    our_people: Mapped[list[str]] = json_list()
    cause: Mapped[str] = text()
    replaces_id: Mapped[bytes | None] = refers_to("visit")
    gathering_id: Mapped[bytes | None] = refers_to("gathering")
    catch_up: Mapped[str] = text()
    is_unlocked: Mapped[bool] = mapped_column(default=False)
    unlock_reason: Mapped[str] = long_text()


class ActionEntity(BusinessEntity):
    """Something to be done for an account; with a visit behind it, a promise made there.

    ``origin`` tells what else it came from: ``service_plan``, the entry of a playbook,
    or ``new_year:`` and the year. ``contact_id`` is who promised, or to whom; ``objective_id`` what it serves
    in the account plan.
    """

    __tablename__ = "action"

    account_id: Mapped[bytes] = refers_to("account")
    visit_id: Mapped[bytes | None] = refers_to("visit")
    need_id: Mapped[bytes | None] = refers_to("need")
    contact_id: Mapped[bytes | None] = refers_to("contact")
    origin: Mapped[str] = text()
    text: Mapped[str] = long_text()
    side: Mapped[str] = mapped_column(default="ours")
    owner: Mapped[str] = mapped_column(default="")
    promised_on: Mapped[date | None]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    started_on: Mapped[date | None]
    objective_id: Mapped[bytes | None] = refers_to("objective")
    cost_fen: Mapped[int | None]
