"""The return way: to each of our people a file with what is theirs, all in one go (3-features I1)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.domain.scopes import Scope
from workbench.foundation.errors import Cancelled, NoSpace, NotFound, WorkbenchError
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.exporting import ExportReceipt, export_workspace, proposed_export_name
from workbench.services.recipients import Recipient, list_recipients
from workbench.storage.queries import accounts as queries
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class Returnee:
    """One of our people, how many accounts they look after, first or second, and their receiving key."""

    id: Id
    name: str
    accounts: int
    recipient: Recipient | None = None


@dataclass(frozen=True)
class Protection:
    """How one file is protected: for public keys, under a passphrase, or not at all."""

    public_keys: tuple[str, ...] = ()
    passphrase: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Returned:
    """The file of one person, or the error that stood in its way."""

    manager_id: Id
    name: str
    file: Path
    receipt: ExportReceipt | None = None
    error: WorkbenchError | None = None


def list_returnees(workspace: Workspace) -> tuple[Returnee, ...]:
    """Our people who look after accounts, by name; a recipient of the same name is theirs."""
    with workspace.read() as session:
        managers = queries.list_managers(session)
        accounts = queries.list_accounts(session)
    kept = Counter(
        manager_id
        for account in accounts
        for manager_id in {account.manager_id, account.second_manager_id}
        if manager_id is not None
    )
    named = {one.name.casefold(): one for one in list_recipients(workspace) if not one.own}
    return tuple(
        Returnee(one.id, one.name, kept[one.id], named.get(one.name.casefold()))
        for one in managers
        if kept[one.id]
    )


def managers_named(workspace: Workspace, names: Sequence[str]) -> tuple[Id, ...]:
    """Our people of these names. Raises ``NotFound`` for a name nobody has."""
    with workspace.read() as session:
        managers = queries.list_managers(session)
    found: list[Id] = []
    for name in names:
        ids = [one.id for one in managers if one.name.casefold() == name.strip().casefold()]
        if not ids:
            raise NotFound(_("There is nobody of the name {name}.").format(name=name), where="manager")
        found += ids
    return tuple(dict.fromkeys(found))


def return_files(
    workspace: Workspace,
    folder: Path,
    protections: Mapping[Id, Protection],
    *,
    on_step: Callable[[int, int], object] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> tuple[Returned, ...]:
    """Write for each manager in ``protections`` a file with their accounts into ``folder``; one result each.

    A file that cannot be written stops no other, unless there is no room left. When ``stopped`` says so the
    results end with the files written until then. Raises ``NotFound`` for a manager who is not there.
    """
    with workspace.read() as session:
        names = {one.id: one.name for one in queries.list_managers(session)}
    if missing := [manager_id for manager_id in protections if manager_id not in names]:
        raise NotFound(_("This person is not there (any more)."), where=missing[0].hex())
    done: list[Returned] = []
    taken: set[str] = set()
    for place, (manager_id, protection) in enumerate(protections.items()):
        scope = Scope(manager_ids=frozenset({manager_id}))
        file = _free(folder, proposed_export_name(workspace, scope), taken)
        try:
            receipt = export_workspace(
                workspace,
                file,
                protection.passphrase,
                scope=scope,
                recipients=protection.public_keys,
                stopped=stopped,
            )
        except Cancelled:
            break
        except WorkbenchError as error:
            done.append(Returned(manager_id, names[manager_id], file, error=error))
            if isinstance(error, NoSpace):
                break
        else:
            done.append(Returned(manager_id, names[manager_id], file, receipt))
        if on_step is not None:
            on_step(place + 1, len(protections))
    return tuple(done)


def _free(folder: Path, name: str, taken: set[str]) -> Path:
    """The name, or one with a number behind it where another file of this run has it."""
    plain, number = Path(name), 2
    while name.casefold() in taken:
        name = f"{plain.stem}-{number}{plain.suffix}"
        number += 1
    taken.add(name.casefold())
    return folder / name
