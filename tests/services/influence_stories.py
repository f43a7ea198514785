"""Something that somebody does on an influence map, chosen by chance."""

import random

from tests.saved_changes import list_transactions
from workbench.domain.contact_links import ContactLinkKind
from workbench.domain.influence import BuyingPhase
from workbench.foundation.ids import Id
from workbench.services.history import undo
from workbench.services.influence import (
    add_person,
    clear_places,
    get_influence_map,
    link_people,
    name_placeholder,
    place_people,
    remove_people,
    set_attitude,
    set_attributes,
    unlink,
)
from workbench.services.relationship import tie_people
from workbench.storage.workspace import Workspace

_UNDONE = (
    "add_person",
    "link_people",
    "set_attributes",
    "remove_people",
    "tie_people",
    "unlink",
    "place_people",
)


def act(workspace: Workspace, account_id: Id, manager_id: Id, chance: random.Random, name: str) -> None:
    """Do one thing; ``name`` is that of whoever comes new."""
    map = get_influence_map(workspace, account_id)
    known = [one.id for one in map.contacts]
    choice = chance.randrange(11)
    if choice == 0 or len(known) < 2:
        add_person(workspace, account_id, name, values={"influence": chance.randint(1, 5)})
    elif choice == 1:
        one, other = chance.sample(known, 2)
        link_people(workspace, one, other, chance.choice(list(ContactLinkKind)))
    elif choice == 2 and map.links:
        unlink(workspace, chance.choice(map.links).id)
    elif choice == 3:
        set_attributes(workspace, chance.choice(known), {"support": chance.randint(-2, 2)})
    elif choice == 4:
        phase, support = chance.choice(list(BuyingPhase)), chance.choice([None, 1, -1])
        set_attitude(workspace, chance.choice(known), phase, None, support)
    elif choice == 5:
        remove_people(workspace, chance.choice(known))
    elif choice == 6:
        latest = list_transactions(workspace, 1)[0]
        if latest.kind in _UNDONE and latest.replica_id == workspace.replica_id:
            undo(workspace)
    elif choice == 7:
        tie_people(workspace, chance.choice(known), manager_id, chance.randint(1, 3))
    elif choice == 8:
        add_person(workspace, account_id, does=f"does {name}")
    elif choice == 9:
        ghosts = [one.id for one in map.contacts if one.is_placeholder]
        if ghosts:
            name_placeholder(workspace, chance.choice(ghosts), name)
    elif chance.random() < 0.8:
        place_people(workspace, {chance.choice(known): (chance.randint(-9, 9), 1)})
    else:
        clear_places(workspace, account_id)
