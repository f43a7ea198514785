"""What was typed and not yet filed: kept in a small file each, so that a crash costs nothing."""

import json
from pathlib import Path

from workbench.foundation.files import write_bytes
from workbench.foundation.ids import Id, id_text
from workbench.foundation.paths import data_dir


def keep_draft(visit_id: Id, fields: dict[str, object]) -> None:
    """Keep the fields of a report that is being written; raises ``NoSpace`` or ``ReadOnly``."""
    path = _path(visit_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, json.dumps(fields, ensure_ascii=False).encode())


def find_draft(visit_id: Id) -> dict[str, object] | None:
    """The kept fields, or ``None``; a draft that cannot be read counts as none."""
    try:
        fields = json.loads(_path(visit_id).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return fields if isinstance(fields, dict) else None


def drop_draft(visit_id: Id) -> None:
    """Forget the draft; there need not be one."""
    _path(visit_id).unlink(missing_ok=True)


def _path(visit_id: Id) -> Path:
    return data_dir() / "drafts" / f"{id_text(visit_id)}.json"
