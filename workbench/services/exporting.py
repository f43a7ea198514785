"""Handing a file over: everything or a part of it, for anybody, under a passphrase, or for chosen people."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.domain.scopes import WHOLE, Scope
from workbench.exchange.package import checked_public_key, new_secret, write_package
from workbench.foundation.errors import BadInput, Cancelled
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _
from workbench.services.export_names import proposed_export_name, scope_words
from workbench.services.merge_counts import shown_kind
from workbench.storage import backup
from workbench.storage.backup import ExportReceipt
from workbench.storage.placing import remove_leftovers
from workbench.storage.private_folder import private_folder
from workbench.storage.queries.records import KINDS
from workbench.storage.workspace import Workspace

__all__ = [
    "WHOLE",
    "ExportReceipt",
    "Scope",
    "export_workspace",
    "proposed_export_name",
    "rows_by_kind",
    "scope_words",
]

OnStep = Callable[[int, int], object]
_SALES_LINES = "sale"
_STEPS = 1000


def export_workspace(
    workspace: Workspace,
    path: Path,
    passphrase: str | None = None,
    *,
    scope: Scope | None = None,
    recipients: Sequence[str] = (),
    on_step: OnStep | None = None,
    stopped: Callable[[], bool] | None = None,
) -> ExportReceipt:
    """Write everything, or what is in ``scope``, into one file for others, and check it.

    It is for anybody, under ``passphrase``, or for the public keys ``recipients`` alone; then no readable
    copy ever touches a disk. ``on_step(done, total)`` tells how far it is; when ``stopped`` says so,
    ``Cancelled`` is raised. On any error nothing is left at ``path`` but what was there before. Raises as
    ``backup.export_file`` and ``write_package``; ``BadInput`` for a passphrase together with recipients.
    """
    keys = list(dict.fromkeys(checked_public_key(key, where="recipients") for key in recipients))
    if keys and passphrase is not None:
        raise BadInput(
            _("A file is either under a passphrase or for recipients, not both."), where="recipients"
        )

    def step(done: int, total: int, first: int = 0, last: int = _STEPS) -> None:
        if stopped is not None and stopped():
            raise Cancelled(_("Stopped. Nothing was written."))
        if on_step is not None:
            on_step(first + (last - first) * min(done, total) // max(total, 1), _STEPS)

    words = scope_words(workspace, scope or WHOLE)
    if not keys:
        return backup.export_file(workspace, path, passphrase, scope=scope, words=words, on_step=step)
    target = path.absolute()
    half = _STEPS // 2
    with (
        backup.free_target(workspace, target),
        os_errors(Path(tempfile.gettempdir())),
        private_folder() as folder,
    ):
        content, secret = folder / "content", new_secret()
        receipt = backup.export_file(
            workspace,
            content,
            secret,
            scope=scope,
            words=words,
            on_step=lambda done, total: step(done, total, 0, half),
        )
        remove_leftovers(target)
        digest = write_package(
            content, secret, target, keys, lambda done, total: step(done, total, half, _STEPS)
        )
    return replace(receipt, file=target, sha256=digest)


def rows_by_kind(by_entity: Mapping[str, int]) -> Mapping[str, int]:
    """How many records of each kind of ``by_entity`` (by table), in the order in which kinds are listed."""
    found: dict[str, int] = {}
    for entity, rows in by_entity.items():
        if entity != _SALES_LINES:
            kind = shown_kind(entity)
            found[kind] = found.get(kind, 0) + rows
    if _SALES_LINES in by_entity:
        # Documents are what lies in the file, lines what a person counts.
        found["sales"] = by_entity[_SALES_LINES]
    order = {kind: place for place, kind in enumerate(KINDS)}
    return dict(sorted(found.items(), key=lambda pair: order.get(pair[0], len(order))))
