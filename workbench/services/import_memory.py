"""What was chosen for the columns of a sheet is remembered for the next one with the same headings."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from workbench.domain.import_columns import column_of
from workbench.domain.imports import ImportKind, header_key
from workbench.storage import learnt_columns
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

# What a file of rejected rows has besides the sheet's own headings.
_ADDED = frozenset(map(header_key, ("Reason for rejection", "未导入原因", "未匯入原因", "line", "行号")))
Learnt = Mapping[ImportKind, Mapping[str, str]]


def signature_of(headers: Iterable[str]) -> str:
    """The same for sheets with the same headings, whatever their case, spaces and punctuation."""
    keys = (header_key(header) for header in headers if header)
    told = "\x1f".join(key for key in keys if key not in _ADDED)
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def recall(workspace: Workspace, headers: Sequence[str]) -> Learnt:
    """Heading → field by kind, as it was chosen when a sheet with these headings came in last."""
    with workspace.read() as session:
        found = learnt_columns.find_columns(session, signature_of(headers))
    return {
        ImportKind(kind): {
            heading: field
            for heading, field in chosen.items()
            if not field or column_of(ImportKind(kind), field)
        }
        for kind, chosen in found.items()
        if kind in set(ImportKind)
    }


def learn(
    session: ReadingSession, kind: ImportKind, headers: Sequence[str], chosen: Mapping[str, str]
) -> None:
    """Remember heading → field for sheets with these headings; nothing chosen forgets what was."""
    if chosen:
        learnt_columns.keep_columns(session, signature_of(headers), kind, chosen)
    else:
        learnt_columns.drop_columns(session, signature_of(headers), kind)
