"""The library of contract templates: versions that nobody changes, samples that came along (2-rules §10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.documents.contract_text import check_template_text, names_in
from workbench.domain.contract_templates import (
    ContractTemplate,
    OwnValue,
    TemplateClause,
    TemplateVersion,
    version_json,
)
from workbench.domain.contract_vocabulary import BY_NAME
from workbench.domain.contracts import ClauseGroup, ContractKind
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import LANGUAGES, _, language, use_language
from workbench.foundation.ids import Id
from workbench.services.checked_values import check_names, checked_word
from workbench.storage.queries.contract_templates import (
    count_uses,
    get_template,
    list_template_versions,
    list_templates,
)
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_FIELDS = frozenset({"name", "language", "kind", "note", "is_sample"})
MOST_CLAUSES = 200


@dataclass(frozen=True)
class TemplateLine:
    """A template in the library; ``used`` counts the contracts made from any of its versions."""

    template: ContractTemplate
    newest: TemplateVersion | None
    versions: int
    used: int


@dataclass(frozen=True)
class TemplateView:
    """A template with all its versions, the newest first."""

    template: ContractTemplate
    versions: tuple[TemplateVersion, ...]

    @property
    def newest(self) -> TemplateVersion | None:
        """The version that new contracts are made from."""
        return self.versions[0] if self.versions else None


def list_template_lines(workspace: Workspace) -> tuple[TemplateLine, ...]:
    """The library by name, those no longer used last; in three queries."""
    with workspace.read() as session:
        templates, versions = list_templates(session), list_template_versions(session)
        uses = count_uses(session)
    lines = []
    for one in templates:
        own = versions.get(one.id, [])
        lines.append(TemplateLine(one, own[-1] if own else None, len(own), uses.get(one.id, 0)))
    return tuple(lines)


def get_template_view(workspace: Workspace, template_id: Id) -> TemplateView:
    """One template; raises ``NotFound``."""
    with workspace.read() as session:
        template = get_template(session, template_id)
        versions = list_template_versions(session, template_id).get(template_id, [])
    return TemplateView(template, tuple(reversed(versions)))


def add_template(
    workspace: Workspace, values: Mapping[str, Any], clauses: Sequence[TemplateClause] = ()
) -> tuple[Id, ChangeSummary]:
    """A new template (name, language, kind, note) with its first version.

    Without clauses it begins with the eleven groups, each without a text. Can be undone. Raises ``BadInput``
    naming the field, and as ``save_template_version``.
    """
    checked = _checked({"name": "", "language": language(), "kind": ContractKind.OTHER.value, **values})
    first = tuple(clauses) or _eleven(checked["language"])
    _check(first)
    with workspace.change("add_template", _("New contract template")) as change:
        template_id = change.create("contract_template", checked)
        _add_version(change, workspace, template_id, 1, first, "")
    return template_id, change.summary


def edit_template(workspace: Workspace, template_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Change name, kind, language or note; ``is_sample`` False once a lawyer has seen a sample. Undoable."""
    checked = _checked(values)
    with workspace.change("edit_template", _("Edit contract template")) as change:
        get_template(change.session, template_id)
        change.set("contract_template", template_id, checked)
    return change.summary


def save_template_version(
    workspace: Workspace,
    template_id: Id,
    clauses: Sequence[TemplateClause],
    note: str = "",
    values: Sequence[OwnValue] | None = None,
) -> tuple[Id, ChangeSummary]:
    """A new version; contracts made from an earlier one stay as they are. Can be undone.

    ``values``: what the template calls placeholders of its own; those of the version before if not given.
    Each text is checked: ``NotAllowed`` for what asks for more than values, ``BadInput`` for a slip, both
    naming clause and line. ``NotAllowed`` too where nothing changed.
    """
    _check(clauses)
    with workspace.change("save_template", _("New version of the template")) as change:
        get_template(change.session, template_id)
        versions = list_template_versions(change.session, template_id).get(template_id, [])
        newest = versions[-1] if versions else None
        own = _own_values(clauses, newest.values if values is None and newest is not None else values or ())
        if newest is not None and (newest.clauses, newest.values) == (tuple(clauses), own):
            raise NotAllowed(_("Nothing has changed since version {number}.").format(number=newest.number))
        number = max((one.number for one in versions), default=0) + 1
        version_id = _add_version(change, workspace, template_id, number, clauses, note, own)
    return version_id, change.summary


def copy_template(workspace: Workspace, template_id: Id, name: str) -> tuple[Id, ChangeSummary]:
    """A template of its own with the newest clauses of this one; that of a sample is one too. Undoable."""
    with workspace.change("copy_template", _("Copy contract template")) as change:
        template = get_template(change.session, template_id)
        versions = list_template_versions(change.session, template_id).get(template_id, [])
        values = {"name": name, "language": template.language, "kind": template.kind.value}
        copied = change.create(
            "contract_template", {**_checked(values), "note": template.note, "is_sample": template.is_sample}
        )
        newest = versions[-1] if versions else None
        clauses = newest.clauses if newest is not None else _eleven(template.language)
        own = newest.values if newest is not None else ()
        _add_version(change, workspace, copied, 1, clauses, "", own)
    return copied, change.summary


def retire_template(workspace: Workspace, template_id: Id, *, retired: bool = True) -> ChangeSummary:
    """Offer it no longer for new contracts, or offer it again. Can be undone."""
    label = _("Template no longer used") if retired else _("Template used again")
    with workspace.change("retire_template", label) as change:
        get_template(change.session, template_id)
        day = workspace.clock.today() if retired else None
        change.set("contract_template", template_id, {"retired_on": day})
    return change.summary


def delete_template(workspace: Workspace, template_id: Id) -> ChangeSummary:
    """Delete a template that no contract was made from; undo brings it back. Raises ``NotAllowed``."""
    with workspace.change("delete_template", _("Delete contract template")) as change:
        get_template(change.session, template_id)
        if count_uses(change.session).get(template_id):
            raise NotAllowed(
                _("Contracts were made from this template."), hint=_("It can be taken out of use.")
            )
        change.delete("contract_template", template_id)
    return change.summary


def _add_version(
    change: Change,
    workspace: Workspace,
    template_id: Id,
    number: int,
    clauses: Sequence[TemplateClause],
    note: str,
    values: Sequence[OwnValue] = (),
) -> Id:
    return change.create(
        "template_version",
        {
            "template_id": template_id,
            "number": number,
            "made_on": workspace.clock.today(),
            "made_by": workspace.author,
            "note": note.strip(),
            "content": version_json(clauses, values),
        },
    )


def _eleven(code: str) -> tuple[TemplateClause, ...]:
    with use_language(code or language()):
        return tuple(TemplateClause(one.value, one, one.label, "") for one in ClauseGroup)


def _own_values(clauses: Sequence[TemplateClause], known: Sequence[OwnValue]) -> tuple[OwnValue, ...]:
    """The placeholders of the template's own, each with what it is called so far."""
    labels = {one.name: one.label for one in known}
    names = dict.fromkeys(name for one in clauses for name in names_in(one.text, one.title))
    return tuple(
        OwnValue(name, labels.get(name) or name.replace("_", " ")) for name in names if name not in BY_NAME
    )


def _check(clauses: Sequence[TemplateClause]) -> None:
    if len(clauses) > MOST_CLAUSES:
        raise BadInput(
            _("A template has at most {count} clauses.").format(count=MOST_CLAUSES), where="clauses"
        )
    keys = [one.key for one in clauses]
    for one in clauses:
        if not one.key or keys.count(one.key) > 1:
            raise BadInput(_("Two clauses have the same key."), where=one.key)
        if not one.title.strip():
            raise BadInput(_("Give every clause a title."), where=one.key)
        check_template_text(one.text, one.title)


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    check_names(values, _FIELDS, _("A template has no field of this name."))
    checked = {
        name: value if isinstance(value, bool) else str(value or "").strip() for name, value in values.items()
    }
    if "name" in checked and not checked["name"]:
        raise BadInput(_("Give the template a name."), where="name")
    for name, words in (("kind", list(ContractKind)), ("language", list(LANGUAGES))):
        if name in checked:
            checked_word(checked[name], words, name)
    if "is_sample" in checked:
        checked["is_sample"] = checked["is_sample"] is True
    return checked
