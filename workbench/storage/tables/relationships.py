"""Who knows whom: people at accounts among themselves, and people of ours with them (2-rules §5, §6).

References to people may be empty: an erased person leaves the rows behind, and reading passes over them.
"""

from sqlalchemy.orm import Mapped

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to, text


class ContactLinkEntity(BusinessEntity):
    """One person reports to or influences another. ``strength`` 1–3, negative against (2-rules §6)."""

    __tablename__ = "contact_link"

    from_contact_id: Mapped[bytes | None] = refers_to("contact")
    to_contact_id: Mapped[bytes | None] = refers_to("contact")
    kind: Mapped[str] = text()
    strength: Mapped[int | None]


class ContactTieEntity(BusinessEntity):
    """A person of theirs and a person of ours who deal with each other. ``strength`` 1–3."""

    __tablename__ = "contact_tie"

    contact_id: Mapped[bytes | None] = refers_to("contact")
    manager_id: Mapped[bytes | None] = refers_to("manager")
    strength: Mapped[int | None]
    note: Mapped[str] = long_text()


class PhaseAttitudeEntity(BusinessEntity):
    """How a person stands in one buying phase. Its id follows from person and phase (2-rules §6)."""

    __tablename__ = "phase_attitude"

    contact_id: Mapped[bytes | None] = refers_to("contact")
    phase: Mapped[str] = text()
    involvement: Mapped[int | None]
    support: Mapped[int | None]


class MapPlaceEntity(BusinessEntity):
    """Where a person stands on the chart, as somebody put them. Its id follows from the person."""

    __tablename__ = "map_place"

    contact_id: Mapped[bytes | None] = refers_to("contact")
    x: Mapped[int] = grouped("place", default=0)
    y: Mapped[int] = grouped("place", default=0)
