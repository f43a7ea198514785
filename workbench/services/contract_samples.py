"""The sample templates that come with the program, in every file under the same ids (2-rules §10).

Each needs a lawyer before it is used, and says so. A sample that ever stood in a file is left alone there.
"""

import json
from collections.abc import Collection
from typing import Any

from workbench.domain.contract_templates import TemplateClause, version_json
from workbench.domain.contracts import ClauseGroup
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id
from workbench.foundation.paths import resources_dir
from workbench.storage.queries.changes import ever_written
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

SAMPLES = {"zh_sale": 1, "zh_dealer": 1, "en_supply": 1}
"""The samples by the name of their file, each with the number of its version.

Once released, a text that changes needs the next number: one id never means two texts.
"""


def sample_id(name: str) -> Id:
    """The id of a sample template."""
    return derived_id("contract_template", name)


def sample_version_id(name: str, number: int) -> Id:
    """The id of a version of a sample template."""
    return derived_id("template_version", name, str(number))


def ship_samples(change: Change, names: Collection[str] = tuple(SAMPLES)) -> None:
    """Write samples as rows; the same everywhere, so that files that meet have each once."""
    for name in names:
        sample = _sample(name)
        change.create(
            "contract_template",
            {
                "name": sample["name"],
                "language": sample["language"],
                "kind": sample["kind"],
                "note": sample["note"],
                "is_sample": True,
            },
            sample_id(name),
        )
        clauses = tuple(
            TemplateClause(one["key"], ClauseGroup(one["group"]), one["title"], one["text"])
            for one in sample["clauses"]
        )
        change.create(
            "template_version",
            {"template_id": sample_id(name), "number": SAMPLES[name], "content": version_json(clauses)},
            sample_version_id(name, SAMPLES[name]),
        )


def complete_samples(workspace: Workspace) -> bool:
    """Give a file the samples that came after it was made; whether there were any. Can be undone."""
    ids = {sample_id(name): name for name in SAMPLES}
    with workspace.read() as session:
        known = ever_written(session, list(ids))
    missing = [name for row_id, name in ids.items() if row_id not in known]
    if missing:
        with workspace.change(
            "complete_samples", _("Sample templates that came with the new version")
        ) as change:
            ship_samples(change, missing)
    return bool(missing)


def _sample(name: str) -> dict[str, Any]:
    text = (resources_dir() / "contract_templates" / f"{name}.json").read_text("utf-8")
    sample: dict[str, Any] = json.loads(text)
    return sample
