"""The contact matrix: who of theirs deals with whom of ours, level by level and function by function.

2-rules §5, §6; 3-features B4. The KAM level is read off the same ties (``kam_level``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.accounts import Contact, Manager
from workbench.domain.contact_levels import Level, our_level, their_levels
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.kam_level import ContactTie, DerivedKam, KamCause, Meeting, derived_kam_level
from workbench.domain.relationship import Function, KamLevel
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id

LEVELS: tuple[Level | None, ...] = (Level.EXECUTIVE, Level.MANAGEMENT, Level.SPECIALIST, None)
_WEAKEST = 1


@dataclass(frozen=True)
class MatrixTie:
    """Two people who deal with each other."""

    tie: ContactTie
    theirs: Contact
    ours: Manager

    @property
    def strength(self) -> int:
        """1–3; one that nobody rated counts as the weakest."""
        return self.tie.strength or _WEAKEST


@dataclass(frozen=True)
class MatrixCell:
    """Everybody of one row and one column who deals with each other, the closest first."""

    ties: tuple[MatrixTie, ...] = ()

    @property
    def strength(self) -> int:
        """Of the closest tie, 1–3; 0 without any."""
        return max((one.strength for one in self.ties), default=0)


@dataclass(frozen=True)
class LevelGap:
    """Somebody of theirs with nobody of ours on their level or above; ``ours`` deal with them from below."""

    contact: Contact
    level: Level
    ours: tuple[Manager, ...]


@dataclass(frozen=True)
class Grid:
    """Rows of theirs against columns of ours. ``None`` as a row or column: not known.

    ``theirs`` and ``ours`` are the people of each row and column, also those without a tie. A row without
    people, or a column, is left out.
    """

    rows: tuple[Level | Function | None, ...]
    columns: tuple[Level | Function | None, ...]
    theirs: Mapping[Level | Function | None, tuple[Contact, ...]]
    ours: Mapping[Level | Function | None, tuple[Manager, ...]]
    cells: Mapping[tuple[Level | Function | None, Level | Function | None], MatrixCell]

    def cell(self, row: Level | Function | None, column: Level | Function | None) -> MatrixCell:
        """Who deals with whom there."""
        return self.cells.get((row, column), MatrixCell())


@dataclass(frozen=True)
class ContactMatrix:
    """The matrix of levels and that of functions, gaps, and the KAM level that the ties show."""

    levels: Grid
    functions: Grid
    gaps: tuple[LevelGap, ...]
    kam: DerivedKam
    their_level: Mapping[Id, Level | None]
    our_level: Mapping[Id, Level]

    @property
    def unreached(self) -> tuple[Level, ...]:
        """Levels on which they have people, none of whom deals with anybody of ours."""
        return tuple(
            row
            for row in self.levels.rows
            if isinstance(row, Level)
            and not any(self.levels.cell(row, column).ties for column in self.levels.columns)
        )

    @property
    def next_level(self) -> KamLevel | None:
        """The level above the derived one; ``None`` at the top."""
        order = list(KamLevel)
        place = order.index(self.kam.level) + 1
        return order[place] if place < len(order) else None

    @property
    def lift(self) -> str:
        """What would lift the KAM level to the next one, in words; empty at the top."""
        key = self.kam.key
        if self.kam.cause is KamCause.JOINT_TEAMS:
            return ""
        if self.kam.cause is KamCause.NO_LINK or key is None:
            return _("Say who of ours deals with whom of theirs.")
        if self.kam.cause is KamCause.ONE_LINK:
            return _("Bring a second function in: people beside {theirs} and {ours}.").format(
                theirs=key.theirs.name, ours=key.ours.name
            )
        if self.kam.cause is KamCause.THROUGH_KEY_PEOPLE:
            return _(
                "Let two other functions deal with each other directly, past {theirs} and {ours}."
            ).format(theirs=key.theirs.name, ours=key.ours.name)
        return _("Let people of theirs and ours work as one team.")


def contact_matrix(map: InfluenceMap) -> ContactMatrix:
    """The matrix of everybody who works at the account; people from outside are no part of it."""
    inside = [one for one in map.contacts if one.outside_kind is None]
    their_level = their_levels(inside, map.links)
    levels_of_ours = {one.id: our_level(one) for one in map.managers}
    people = {one.id: one for one in inside}
    ties = [
        MatrixTie(tie, people[tie.contact_id], map.ours[tie.manager_id])
        for tie in map.ties
        if tie.contact_id in people and tie.manager_id in map.ours
    ]
    meetings = [
        Meeting(map.people[tie.contact_id], map.ours[tie.manager_id], tie.strength or _WEAKEST)
        for tie in map.ties
        if tie.contact_id in map.people and tie.manager_id in map.ours
    ]
    return ContactMatrix(
        _grid(
            LEVELS,
            inside,
            map.managers,
            ties,
            lambda one: their_level[one.id],
            lambda one: levels_of_ours[one.id],
        ),
        _grid(
            (*Function, None), inside, map.managers, ties, lambda one: one.function, lambda one: one.function
        ),
        _gaps(inside, ties, their_level, levels_of_ours),
        derived_kam_level(meetings, map.account.manager_id, map.account.joint_teams),
        their_level,
        levels_of_ours,
    )


Mark = Level | Function | None


def _grid(
    order: Sequence[Mark],
    contacts: Sequence[Contact],
    managers: Sequence[Manager],
    ties: Iterable[MatrixTie],
    row_of: Callable[[Contact], Mark],
    column_of: Callable[[Manager], Mark],
) -> Grid:
    theirs = {row: tuple(one for one in contacts if row_of(one) is row) for row in order}
    ours = {column: tuple(one for one in managers if column_of(one) is column) for column in order}
    cells: dict[tuple[Mark, Mark], list[MatrixTie]] = {}
    for one in ties:
        cells.setdefault((row_of(one.theirs), column_of(one.ours)), []).append(one)
    return Grid(
        tuple(row for row in order if theirs[row]),
        tuple(column for column in order if ours[column]),
        theirs,
        ours,
        {
            place: MatrixCell(
                tuple(
                    sorted(found, key=lambda one: (-one.strength, one.theirs.name, one.ours.name, one.tie.id))
                )
            )
            for place, found in cells.items()
        },
    )


def _gaps(
    contacts: Iterable[Contact],
    ties: Iterable[MatrixTie],
    their_level: Mapping[Id, Level | None],
    levels_of_ours: Mapping[Id, Level],
) -> tuple[LevelGap, ...]:
    """Those of their management and executives with whom nobody of ours on their level deals."""
    dealing: dict[Id, list[Manager]] = {}
    for one in ties:
        dealing.setdefault(one.theirs.id, []).append(one.ours)
    found = []
    for contact in contacts:
        level, ours = their_level[contact.id], dealing.get(contact.id, [])
        if level is None or level is Level.SPECIALIST:
            continue
        if all(levels_of_ours[one.id] < level for one in ours):
            found.append(LevelGap(contact, level, tuple(sorted(ours, key=lambda one: (one.name, one.id)))))
    return tuple(
        sorted(
            found,
            key=lambda gap: (
                -gap.level,
                bool(gap.ours),
                -(gap.contact.influence or 0),
                gap.contact.name,
                gap.contact.id,
            ),
        )
    )


def counterpart_for(map: InfluenceMap, matrix: ContactMatrix, gap: LevelGap) -> Manager | None:
    """Who of ours should be named: on their level or above, whoever knows most people here first."""
    able = [one for one in map.managers if matrix.our_level[one.id] >= gap.level]
    return able[0] if able else None
