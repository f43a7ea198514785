"""Renewing a contract: a new draft that follows it (2-rules §10)."""

from datetime import date, timedelta

from workbench.domain.contract_vocabulary import BY_NAME
from workbench.domain.contracts import clause_id, value_id
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.contract_reading import ContractReading, present_text, read_contract
from workbench.services.contracts import begin_contract, copied_fields
from workbench.storage.queries.contracts import get_contract, renewal_of
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


def renew_contract(workspace: Workspace, contract_id: Id) -> tuple[Id, ChangeSummary]:
    """A new draft that follows a signed contract: text, goods and values copied, the term following on.

    Clauses keep their placeholders, but for those an amendment changed, which read as amended. Amount and
    goods are those that hold today. The old contract reads as renewed once the new one is signed. Can be
    undone. Raises ``NotAllowed`` for what was not signed, was terminated, or is being renewed already.
    """
    with workspace.change("renew_contract", _("Renew contract")) as change:
        reading = read_contract(change.session, contract_id, workspace.clock.today())
        life = reading.life
        if life.signed_on is None or life.terminated is not None:
            raise NotAllowed(
                _("Only a contract that was signed and not terminated can be renewed."),
                hint=_("Begin a new one from the template."),
            )
        following = renewal_of(change.session, contract_id)
        if following is not None:
            number = get_contract(change.session, following).number
            raise NotAllowed(
                _("This contract is renewed already: {number}.").format(number=number),
                hint=_("Open that one."),
            )
        starts_on, ends_on = following_term(life.starts_on or life.signed_on, life.ends_on)
        new_one = begin_contract(
            change,
            workspace,
            reading.contract.account_id,
            {
                **copied_fields(reading.contract),
                "amount_fen": life.amount_fen,
                "starts_on": starts_on,
                "ends_on": ends_on,
                "renews_id": contract_id,
            },
        )
        _copy(change, reading, new_one)
    return new_one, change.summary


def following_term(starts_on: date | None, ends_on: date | None) -> tuple[date | None, date | None]:
    """The term after this one, of the same length: whole years and months where it was of such."""
    if ends_on is None:
        return None, None
    first = ends_on + timedelta(days=1)
    if starts_on is None or starts_on > ends_on:
        return first, None
    months = (first.year - starts_on.year) * 12 + first.month - starts_on.month
    if first.day == starts_on.day and months:
        year, month = divmod(first.month - 1 + months, 12)
        return first, date(first.year + year, month + 1, first.day) - timedelta(days=1)
    return first, first + (ends_on - starts_on)


def _copy(change: Change, reading: ContractReading, new_one: Id) -> None:
    rows = {one.key: one for one in reading.clauses}
    text = present_text(reading)
    changed = reading.amended_keys
    kept = [] if text is None else [one for one in text.clauses if one.key in changed or one.key in rows]
    held = {one.key for one in kept}
    for place, one in enumerate(kept, 1):
        row = rows.get(one.key)
        is_row = row is not None and one.key not in changed
        change.create(
            "contract_clause",
            {
                "contract_id": new_one,
                "key": one.key,
                "clause_group": one.group.value,
                "title": one.title,
                "text": row.text if row is not None and is_row else one.text,
                "note": row.note if row is not None else "",
                "position": place,
            },
            clause_id(new_one, one.key),
        )
    for place, row in enumerate((row for row in reading.clauses if row.key not in held), len(kept) + 1):
        change.create(
            "contract_clause",
            {
                "contract_id": new_one,
                "key": row.key,
                "clause_group": row.group.value,
                "title": row.title,
                "text": row.text,
                "note": row.note,
                "is_left_out": True,
                "position": place,
            },
            clause_id(new_one, row.key),
        )
    for name, value in reading.typed.items():
        if not (name in BY_NAME and BY_NAME[name].is_at_signing):
            change.create(
                "contract_value",
                {"contract_id": new_one, "name": name, "value": value},
                value_id(new_one, name),
            )
    for line in text.lines if text is not None else reading.lines:
        change.create(
            "contract_line",
            {
                "contract_id": new_one,
                **{
                    name: getattr(line, name)
                    for name in ("product", "brand", "specification", "unit", "quantity_milli", "price_fen")
                },
                **{name: getattr(line, name) for name in ("amount_fen", "position", "note")},
            },
        )
