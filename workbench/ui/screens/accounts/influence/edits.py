"""Everything that changes the map, each one change that Ctrl+Z takes back."""

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from pathlib import Path

from workbench.domain.contact_links import ContactLink, ContactLinkKind
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import Side
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.contact_photos import remove_photo, set_photo
from workbench.services.contacts import edit_contacts
from workbench.services.influence import (
    FirstLine,
    add_person,
    add_pressing_need,
    clear_places,
    link_people,
    name_placeholder,
    place_people,
    rank_needs,
    remove_people,
    set_attitude,
    set_attributes,
    set_link_strength,
    unlink,
    verify_influence,
)
from workbench.services.influence_lines import replace_link
from workbench.services.influence_people import set_stands
from workbench.services.needs import edit_need
from workbench.services.relationship import set_tie_strength, tie_people, untie_people
from workbench.services.visits import PromiseInput, add_action
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context

Done = Callable[[], object]
Failed = Callable[[Exception], object]
ASK_DAYS = 14


class MapEdits:
    """The account whose map is shown, and what can be done with it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.account: Id | None = None

    def show_error(self, error: Exception) -> None:
        """Say what went wrong."""
        self._context.show_error(error)

    # --- people

    def save_person(
        self,
        contact_id: Id,
        values: Mapping[str, object],
        *,
        said: str = "",
        on_done: Done | None = None,
        on_error: Failed | None = None,
    ) -> None:
        """Store fields of one person."""
        self._save(
            lambda workspace: set_attributes(workspace, contact_id, values),
            said=said,
            on_done=on_done,
            on_error=on_error,
        )

    def save_people(self, ids: Collection[Id], values: Mapping[Id, Mapping[str, object]]) -> None:
        """Store fields of several people in one change."""
        count = len(ids)
        said = ngettext("{count} person changed", "{count} people changed", count).format(count=count)
        self._save(lambda workspace: edit_contacts(workspace, values), said=said)

    def name_placeholder(self, contact_id: Id, name: str, *, on_error: Failed | None = None) -> None:
        """Say who a person known to exist is."""
        self._save(
            lambda workspace: name_placeholder(workspace, contact_id, name),
            said=_("{name} is known by name now").format(name=name),
            on_error=on_error,
        )

    def set_involvement(
        self, shown: InfluenceMap, contact_id: Id, phase: BuyingPhase | None, value: int | None
    ) -> None:
        """How much somebody takes part, over all or in a phase; ``None`` there is as over all."""
        if phase is None:
            self.save_person(contact_id, {"involvement": value})
            return
        told = shown.in_phases.get((contact_id, phase))
        support = told.support if told else None
        self._save(lambda workspace: set_attitude(workspace, contact_id, phase, value, support))

    def set_support(
        self,
        shown: InfluenceMap,
        contact_id: Id,
        phase: BuyingPhase | None,
        value: int | None,
        *,
        said: str = "",
    ) -> None:
        """How somebody stands to us, over all or in a phase; ``None`` there is as over all."""
        if phase is None:
            self.save_person(contact_id, {"support": value}, said=said)
            return
        told = shown.in_phases.get((contact_id, phase))
        involvement = told.involvement if told else None
        self._save(
            lambda workspace: set_attitude(workspace, contact_id, phase, involvement, value), said=said
        )

    def stand(
        self, stands: Mapping[Id, tuple[int | None, int | None]], phase: BuyingPhase | None, *, said: str
    ) -> None:
        """Support (in ``phase``) and influence of people who were put elsewhere in the grid."""
        count = len(stands)
        several = ngettext("{count} person changed", "{count} people changed", count).format(count=count)
        self._save(lambda workspace: set_stands(workspace, stands, phase), said=said or several)

    def set_need(
        self, shown: InfluenceMap, contact_id: Id, place: int, text: str, *, on_done: Done | None = None
    ) -> None:
        """What presses somebody in that place, from 0 on; without a text the need is no longer pressing."""
        needs = shown.needs.get(contact_id, ())
        known = needs[place] if place < len(needs) else None
        if known is None and text:
            self._save(lambda workspace: add_pressing_need(workspace, contact_id, text), on_done=on_done)
        elif known is not None and text:
            self._save(lambda workspace: edit_need(workspace, known.id, {"text": text}), on_done=on_done)
        elif known is not None:
            rest = [one.id for one in needs if one.id != known.id]
            self._save(lambda workspace: rank_needs(workspace, contact_id, rest), on_done=on_done)

    def move_need(self, shown: InfluenceMap, contact_id: Id, place: int, by: int) -> None:
        """Let a pressing need change places with the one before it (−1) or after it (+1)."""
        ids = [one.id for one in shown.needs.get(contact_id, ())]
        ids[place], ids[place + by] = ids[place + by], ids[place]
        self._save(lambda workspace: rank_needs(workspace, contact_id, ids))

    def verify(self, ids: Collection[Id]) -> None:
        """What the map says of these people holds as of today."""
        count = len(ids)
        said = ngettext("{count} person verified", "{count} people verified", count).format(count=count)
        self._save(lambda workspace: verify_influence(workspace, *ids), said=said)

    def add_person(
        self,
        on_done: Callable[[Id], object],
        *,
        line: FirstLine | None = None,
        at: tuple[float, float] | None = None,
    ) -> None:
        """Add somebody whose name is not known yet; ``on_done`` is given the id, to name them at once."""
        account = self._account()
        place = (round(at[0]), round(at[1])) if at is not None else None
        other = {line.other_id} if line is not None else set()

        def done(summary: ChangeSummary) -> None:
            added = [Id(one) for one in summary.touched.get("contact", ()) if one not in other]
            if added:
                on_done(added[0])

        self._context.save(
            lambda workspace: add_person(workspace, account, line=line, at=place),
            said=_("Person added"),
            on_done=done,
        )

    def delete_people(self, names: Mapping[Id, str]) -> None:
        """Delete people; Undo brings them back with their lines."""
        ids = tuple(names)
        count = len(ids)
        said = (
            _("{name} deleted").format(name=next(iter(names.values())))
            if count == 1
            else ngettext("{count} person deleted", "{count} people deleted", count).format(count=count)
        )
        self._save(lambda workspace: remove_people(workspace, *ids), said=said)

    def set_photo(self, contact_id: Id, path: Path) -> None:
        """Keep a picture of somebody."""
        account = self._account()
        self._save(lambda workspace: set_photo(workspace, account, contact_id, path), said=_("Photo kept"))

    def remove_photo(self, contact_id: Id) -> None:
        """Take the picture of somebody away."""
        account = self._account()
        self._save(lambda workspace: remove_photo(workspace, account, contact_id), said=_("Photo taken away"))

    # --- places

    def place(self, places: Mapping[Id, tuple[float, float]]) -> None:
        """Put people somewhere on the chart: the middles of their cards."""
        whole = {one: (round(x), round(y)) for one, (x, y) in places.items()}
        self._save(lambda workspace: place_people(workspace, whole))

    def arrange(self) -> None:
        """Let the layout place everybody again."""
        account = self._account()
        self._save(lambda workspace: clear_places(workspace, account), said=_("Everybody is arranged anew"))

    # --- lines

    def link(self, from_id: Id, to_id: Id, kind: ContactLinkKind, *, on_done: Done | None = None) -> None:
        """Draw a line between two of theirs; an influence begins as slightly for us."""
        self._save(
            lambda workspace: link_people(workspace, from_id, to_id, kind),
            said=_("Line drawn"),
            on_done=on_done,
        )

    def replace_link(
        self, link: ContactLink, from_id: Id, to_id: Id, kind: ContactLinkKind, strength: int | None
    ) -> None:
        """Let a line say something else."""
        self._save(lambda workspace: replace_link(workspace, link.id, from_id, to_id, kind, strength))

    def set_strength(self, link_id: Id, strength: int) -> None:
        """How strong an influence is, −3 to +3."""
        self._save(lambda workspace: set_link_strength(workspace, link_id, strength))

    def unlink(self, link_id: Id) -> None:
        """Take a line away."""
        self._save(lambda workspace: unlink(workspace, link_id), said=_("Line removed"))

    def tie(
        self, contact_id: Id, manager_id: Id, strength: int | None = 1, *, on_done: Done | None = None
    ) -> None:
        """Say that one of theirs and one of ours deal with each other."""
        self._save(
            lambda workspace: tie_people(workspace, contact_id, manager_id, strength),
            said=_("Tied"),
            on_done=on_done,
        )

    def set_closeness(self, tie_id: Id, strength: int) -> None:
        """How close the two ends of a tie are, 1 to 3."""
        self._save(lambda workspace: set_tie_strength(workspace, tie_id, strength))

    def untie(self, tie_id: Id) -> None:
        """Take a tie away."""
        self._save(lambda workspace: untie_people(workspace, tie_id), said=_("Tie removed"))

    # --- what to do next

    def ask(self, text: str, owner: str, about: Id | None) -> None:
        """Note something to be done by us within two weeks."""
        account = self._account()
        due = self._context.workspace.clock.today() + timedelta(days=ASK_DAYS)
        action = PromiseInput(text, Side.OURS, owner, due, about)
        self._save(lambda workspace: add_action(workspace, account, action), said=_("Noted as an action"))

    def _account(self) -> Id:
        assert self.account is not None
        return self.account

    def _save(
        self,
        work: Callable[[Workspace], ChangeSummary],
        *,
        said: str = "",
        on_done: Done | None = None,
        on_error: Failed | None = None,
    ) -> None:
        self._context.save(
            work,
            said=said,
            on_done=(lambda _summary: on_done()) if on_done is not None else None,
            on_error=on_error,
        )
