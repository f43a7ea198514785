"""Made-up histories: several laptops that work, merge, undo and copy files by hand, with lying clocks.

Everything runs over real workspaces in memory. A history is a function of its seed, so what fails can be
run again. Weighted by hand: rare events that matter (equal creations, deletions against edits, hand-made
copies) happen often.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.storage.laptops import DAY, Laptop, Snapshot
from workbench.domain.journal import Op
from workbench.domain.sales import SaleRecord
from workbench.domain.scopes import Scope
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.storage.conflicts import Decision, list_conflicts, resolve_conflict, resolve_row
from workbench.storage.entries import load_transactions, parsed
from workbench.storage.undo import redo, undo

Action = Callable[["History", "Laptop"], None]


@dataclass
class History:
    """Laptops and what each deletion could have seen."""

    seed: int
    replicas: int | None = None
    laptops: list[Laptop] = field(default_factory=list)
    known_at: dict[bytes, frozenset[bytes]] = field(default_factory=dict)
    """Transaction id → ids of all entries its laptop held before it."""

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        for number in range(self.replicas or self.random.randint(3, 5)):
            skew = self.random.choice((0, 0, -365, 365, 30))
            clock = FixedClock(DAY + timedelta(days=skew))
            self.laptops.append(Laptop(f"laptop-{number}", clock, known_at=self.known_at))
        if self.random.random() < 0.7:
            self._share_a_beginning()

    def _share_a_beginning(self) -> None:
        """All laptops start from the same few rows, which makes them meet more often."""
        first = self.laptops[0]
        for action in (_import_accounts, _create_manager, _create_contact, _create_contact, _create_visit):
            self._done(first, action)
        for laptop in self.laptops[1:]:
            laptop.merge(first)

    def run(self, steps: int, after_step: Callable[["History", Laptop], None] | None = None) -> None:
        """Let ``steps`` things happen."""
        for _number in range(steps):
            laptop = self.random.choice(self.laptops)
            self.step(laptop)
            if after_step is not None:
                after_step(self, laptop)

    def step(self, laptop: Laptop) -> None:
        """Let one thing happen on the laptop, if it can."""
        laptop.clock.advance(timedelta(milliseconds=self.random.choice((0, 1, 1, 7_000, -3_000))))
        for _attempt in range(3):
            actions, weights = zip(*ACTIONS, strict=True)
            if self._done(laptop, self.random.choices(actions, weights)[0]):
                return

    def _done(self, laptop: Laptop, action: Action) -> bool:
        """Do it. Returns whether it could be done."""
        try:
            action(self, laptop)
        except (NotFound, NotAllowed):
            return False
        return True

    def pick(self, laptop: Laptop, entity: str) -> Id:
        """A row that is there; often one that other laptops have too."""
        ids = [row[0] for row in laptop.rows(f"SELECT id FROM {entity} ORDER BY id")]
        if not ids:
            raise NotFound("none")
        return Id(self.random.choice(ids))

    def some_fields(self) -> dict[str, Any]:
        """Edits with few distinct values, so that laptops agree now and then."""
        choices: list[dict[str, Any]] = [
            {"name": self.random.choice("AB")},
            {"city": self.random.choice("XYZ"), "note": self.random.choice("mn")},
            {"tier": self.random.choice(("major", "focus"))},
            {"tier_reason": self.random.choice(("why", "because"))},
            {"excluded_weekdays": [self.random.randint(0, 1)]},
        ]
        return self.random.choice(choices)

    def reference(self, laptop: Laptop, entity: str) -> Id | None:
        """A row to refer to, or none."""
        try:
            return self.pick(laptop, entity) if self.random.random() < 0.8 else None
        except NotFound:
            return None

    def sales(self) -> list[SaleRecord]:
        """Some records with few keys and few contents."""
        day = DAY - timedelta(days=self.random.randint(0, 1))
        return [
            SaleRecord(
                day, self.random.choice((100, 200)), number=f"n{self.random.randint(1, 2)}", line=str(line)
            )
            for line in range(self.random.randint(1, 3))
        ]


def _create_account(history: History, laptop: Laptop) -> None:
    shared = history.random.random() < 0.6
    row_id = derived_id("account", str(history.random.randint(1, 3))) if shared else None
    values = {"name": history.random.choice("AB"), **history.some_fields()}
    laptop.create("account", row_id, **values)


def _import_accounts(history: History, laptop: Laptop) -> None:
    names = history.random.choice(("A", "A", "AB"))
    rows = [
        (derived_id("account", str(number)), {"name": history.random.choice(names), "code": str(number)})
        for number in range(1, 4)
    ]
    with laptop.workspace.change("import", "Import") as change:
        change.create_many("account", rows)
        if history.random.random() < 0.5:
            change.add_sales_of((row_id, history.sales()) for row_id, _values in rows)


def _create_contact(history: History, laptop: Laptop) -> None:
    account = history.pick(laptop, "account")
    row_id = derived_id("contact", account.hex()) if history.random.random() < 0.4 else None
    laptop.create("contact", row_id, account_id=account, name=history.random.choice("PQ"))


def _create_manager(history: History, laptop: Laptop) -> None:
    laptop.create(
        "manager", derived_id("manager", history.random.choice("12")), name=history.random.choice("LM")
    )


def _create_visit(history: History, laptop: Laptop) -> None:
    account = history.pick(laptop, "account")
    with laptop.workspace.change("plan", "Plan") as change:
        manager = history.reference(laptop, "manager")
        visit = change.create("visit", {"account_id": account, "manager_id": manager, "on_day": DAY})
        change.set("visit", visit, {"on_day": DAY + timedelta(days=history.random.randint(0, 3))})
        if history.random.random() < 0.5:
            change.create("action", {"account_id": account, "visit_id": visit, "text": "send"})


def _edit_account(history: History, laptop: Laptop) -> None:
    account = history.pick(laptop, "account")
    with laptop.workspace.change("edit", "Edit") as change:
        for _number in range(history.random.randint(1, 3)):
            change.set("account", account, history.some_fields())


def _refer(history: History, laptop: Laptop) -> None:
    account = history.pick(laptop, "account")
    values = {
        "parent_id": history.reference(laptop, "account"),
        "manager_id": history.reference(laptop, "manager"),
    }
    name = history.random.choice(tuple(values))
    laptop.set("account", account, **{name: values[name]})


def _move_contact(history: History, laptop: Laptop) -> None:
    laptop.set("contact", history.pick(laptop, "contact"), account_id=history.pick(laptop, "account"))


def _delete(history: History, laptop: Laptop) -> None:
    entity = history.random.choice(("account", "account", "contact", "manager", "visit", "sales_batch"))
    laptop.delete(entity, history.pick(laptop, entity))


def _sell(history: History, laptop: Laptop) -> None:
    account = history.pick(laptop, "account")
    with laptop.workspace.change("sales", "Sales") as change:
        change.add_sales(account, history.sales())


def _merge(history: History, laptop: Laptop) -> None:
    laptop.merge(history.random.choice(history.laptops))


def some_scope(history: "History", laptop: Laptop) -> Scope:
    """A part of what the laptop holds: some managers', some accounts, or what belongs to some days."""
    managers, accounts = (
        [Id(row[0]) for row in laptop.rows(f"SELECT id FROM {name} ORDER BY id")]
        for name in ("manager", "account")
    )
    first = DAY + timedelta(days=history.random.randint(0, 3)) if history.random.random() < 0.2 else None
    if managers and history.random.random() < 0.5:
        return Scope(manager_ids=frozenset(history.random.sample(managers, 1)), first=first)
    if accounts and history.random.random() < 0.9:
        count = history.random.randint(1, min(2, len(accounts)))
        return Scope(account_ids=frozenset(history.random.sample(accounts, count)), first=first)
    return Scope(first=first or DAY)


def _hand_over_a_part(history: History, laptop: Laptop) -> None:
    """Somebody is given a part of the file, or more of what they have in part."""
    other = history.random.choice([one for one in history.laptops if one is not laptop])
    other.merge(laptop.in_scope(some_scope(history, laptop)))


def _give_back_what_is_theirs(history: History, laptop: Laptop) -> None:
    """A head takes a file in, gives an account to somebody else or deletes a visit, and returns a part."""
    other = history.random.choice([one for one in history.laptops if one is not laptop])
    laptop.merge(other)
    manager = history.pick(laptop, "manager")
    account = history.pick(laptop, "account")
    laptop.set("account", account, manager_id=manager)
    other.merge(laptop.in_scope(Scope(manager_ids=frozenset((manager,)))))
    laptop.set("account", account, manager_id=history.reference(laptop, "manager"))
    if history.random.random() < 0.5:
        laptop.delete("visit", history.pick(laptop, "visit"))
    other.merge(laptop.in_scope(Scope(manager_ids=frozenset((manager,)))))


def _begin_with_a_part(history: History, laptop: Laptop) -> None:
    """A new laptop takes the place of one, with a part of what is known."""
    index = history.random.randrange(len(history.laptops))
    if history.laptops[index] is not laptop:
        fresh = Laptop(f"new-{index}", history.laptops[index].clock, known_at=history.known_at)
        fresh.merge(laptop.in_scope(some_scope(history, laptop)))
        history.laptops[index] = fresh


def _undo_latest(history: History, laptop: Laptop) -> None:
    undo(laptop.workspace)


def _undo_any(history: History, laptop: Laptop) -> None:
    ids = [row[0] for row in laptop.rows("SELECT id FROM journal_transaction ORDER BY id")]
    undo(laptop.workspace, Id(history.random.choice(ids)) if ids else None)


def _redo(history: History, laptop: Laptop) -> None:
    redo(laptop.workspace)


def _delete_against_new_child(history: History, laptop: Laptop) -> None:
    """One deletes an account and the group above it, while another adds a person to the account."""
    other = history.random.choice([one for one in history.laptops if one is not laptop])
    account = history.pick(laptop, "account")
    parent = laptop.create("account", name="G")
    laptop.set("account", account, parent_id=parent)
    other.merge(laptop)
    other.create("contact", account_id=account, name="R")
    laptop.delete("account", account)
    laptop.delete("account", parent)


def _one_sheet_on_two_laptops(history: History, laptop: Laptop) -> None:
    """Two import the same row without knowing of each other, and one goes on with it."""
    other = history.random.choice([one for one in history.laptops if one is not laptop])
    row_id = derived_id("account", str(history.random.randint(10, 99)))
    for one in (laptop, other):
        one.create("account", row_id, name="A", city=history.random.choice("XX Y"))
    laptop.set("account", row_id, **history.some_fields())
    laptop.set("account", row_id, city="Z")


def _alias(history: History, laptop: Laptop) -> None:
    """Two rows are said to be one, and what should stand is set."""
    entity = history.random.choice(("account", "account", "contact", "manager"))
    one, other = history.pick(laptop, entity), history.pick(laptop, entity)
    with laptop.workspace.change("alias", "Merge duplicates") as change:
        kept = change.alias(entity, one, other)
        if entity == "account" and history.random.random() < 0.7:
            change.set(entity, kept, history.some_fields())


def _link_contacts(history: History, laptop: Laptop) -> None:
    one, other = history.pick(laptop, "contact"), history.pick(laptop, "contact")
    laptop.create("contact_link", from_contact_id=one, to_contact_id=other, kind="influences")


def _erase(history: History, laptop: Laptop) -> None:
    """A person, a link between people or a visit goes for good; others may go on with it."""
    entity = history.random.choice(("contact", "contact", "contact_link", "visit"))
    row_id = history.pick(laptop, entity)
    if history.random.random() < 0.3:
        laptop.delete(entity, row_id)
    with laptop.workspace.change("erase", "Erase") as change:
        change.erase(entity, row_id)


def _erase_against_edit(history: History, laptop: Laptop) -> None:
    """One erases a person whom another goes on with, merges with somebody, or imports again."""
    other = history.random.choice([one for one in history.laptops if one is not laptop])
    account = history.pick(laptop, "account")
    people = [laptop.create("contact", account_id=account, name=name) for name in ("secret", "T")]
    other.merge(laptop)
    with laptop.workspace.change("erase", "Erase") as change:
        change.erase("contact", people[0])
    if history.random.random() < 0.5:
        other.set("contact", people[0], note="secret")
        other.create("contact_link", from_contact_id=people[0], to_contact_id=people[1])
    if history.random.random() < 0.5:
        with other.workspace.change("alias", "Merge duplicates") as change:
            change.alias("contact", *people)


def _one_merged_differently_on_two_laptops(history: History, laptop: Laptop) -> None:
    """One row becomes part of two others, and somebody who knows of neither goes on with it."""
    other, third = (history.random.choice(history.laptops) for _number in range(2))
    rows = [laptop.create("account", name=name) for name in "ABC"]
    for one in (other, third):
        if one is not laptop:
            one.merge(laptop)
    third.set("account", rows[2], **history.some_fields())
    third.create("contact", account_id=rows[2], name="S")
    for one, row_id in ((laptop, rows[0]), (other, rows[1])):
        with one.workspace.change("alias", "Merge duplicates") as change:
            change.alias("account", rows[2], row_id)
    if history.random.random() < 0.4:
        third.delete("account", history.random.choice(rows))


def _decide(history: History, laptop: Laptop) -> None:
    with laptop.workspace.read() as session:
        conflicts = list_conflicts(session)
    if not conflicts:
        return
    conflict = history.random.choice(conflicts)
    with laptop.workspace.change("decide", "Decide") as change:
        if conflict.field:
            values = history.random.choice(conflict.heads).values
            if conflict.entity != "sales_batch":
                resolve_conflict(change, conflict.entity, conflict.row_id, values)
        else:
            resolve_row(change, conflict.entity, conflict.row_id, history.random.choice(list(Decision)))


def _copy_by_hand(history: History, laptop: Laptop) -> None:
    index = history.random.randrange(len(history.laptops))
    if history.laptops[index] is not laptop:
        history.laptops[index] = laptop.copied_by_hand(history.laptops[index].clock)


ACTIONS: list[tuple[Action, int]] = [
    (_create_account, 10),
    (_import_accounts, 6),
    (_create_contact, 10),
    (_create_manager, 4),
    (_create_visit, 4),
    (_edit_account, 22),
    (_refer, 12),
    (_move_contact, 3),
    (_delete, 14),
    (_sell, 6),
    (_merge, 16),
    (_undo_latest, 6),
    (_undo_any, 5),
    (_redo, 3),
    (_delete_against_new_child, 5),
    (_one_sheet_on_two_laptops, 3),
    (_alias, 9),
    (_one_merged_differently_on_two_laptops, 3),
    (_link_contacts, 4),
    (_erase, 4),
    (_erase_against_edit, 3),
    (_decide, 8),
    (_copy_by_hand, 4),
    (_hand_over_a_part, 9),
    (_give_back_what_is_theirs, 3),
    (_begin_with_a_part, 3),
]


def entries_of(laptop: Laptop) -> list[Any]:
    """The laptop's whole journal, by id."""
    with laptop.workspace.read() as session:
        first, last = bytes(16), b"\xff" * 16
        return [parsed(row) for row in load_transactions(session.connection(), first, last)]


def written_by_undo(laptop: Laptop) -> set[bytes]:
    """The transactions that undid others."""
    return {row[0] for row in laptop.rows("SELECT id FROM journal_transaction WHERE undoes IS NOT NULL")}


__all__ = ["DAY", "History", "Laptop", "Op", "Snapshot", "entries_of", "written_by_undo"]
