"""Who knows whom: people at accounts among themselves, and people of ours with them (2-rules §5, §6).

References to people may be empty: an erased person leaves the rows behind, and reading passes over them.
"""

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to, text


class ContactLinkEntity(BusinessEntity):
    """One person reports to or influences another. ``strength`` 1–3, negative against (2-rules §6)."""

    __tablename__ = "contact_link"

    from_contact_id: ColumnElement[bytes | None] = refers_to("contact")
    to_contact_id: ColumnElement[bytes | None] = refers_to("contact")
    kind: ColumnElement[str] = text()
    strength: ColumnElement[int | None]


class ContactTieEntity(BusinessEntity):
    """A person of theirs and a person of ours who deal with each other. ``strength`` 1–3."""

    __tablename__ = "contact_tie"

    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    manager_id: ColumnElement[bytes | None] = refers_to("manager")
    strength: ColumnElement[int | None]
    note: ColumnElement[str] = long_text()


class PhaseAttitudeEntity(BusinessEntity):
    """How a person stands in one buying phase. Its id follows from person and phase (2-rules §6)."""

    __tablename__ = "phase_attitude"

    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    phase: ColumnElement[str] = text()
    involvement: ColumnElement[int | None]
    support: ColumnElement[int | None]


class MapPlaceEntity(BusinessEntity):
    """Where a person stands on the chart, as somebody put them. Its id follows from the person."""

    __tablename__ = "map_place"

    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    x: ColumnElement[int] = grouped("place", default=0)
    y: ColumnElement[int] = grouped("place", default=0)
