"""Types of service requests: what each promises, in working days, and the documents it needs (2-rules §9).

The types of a house are one value of its rules. What they are shipped with is kept by its English words and
shown in the language of whoever looks; what people typed is shown as they typed it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workbench.domain.service_requests import ServiceKind
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import N_, _, language

MOST_WORKDAYS = 250
MOST_TYPES, MOST_PARTS = 40, 40
LONGEST_NAME, LONGEST_TEXT = 60, 200


@dataclass(frozen=True)
class PromisedText:
    """Something promised with each request of a type, within ``workdays`` working days of its day."""

    text: str
    workdays: int


@dataclass(frozen=True)
class ServiceType:
    """One type: its name, the kind that decides its fields, our commitments, the customer's documents."""

    name: str
    kind: ServiceKind = ServiceKind.OTHER
    commitments: tuple[PromisedText, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its name in the user's language."""
        return shown_text(self.name)


@dataclass(frozen=True)
class ServiceTypes:
    """All types of the house, in their order."""

    types: tuple[ServiceType, ...]

    def find(self, name: str) -> ServiceType | None:
        """The type of that name, as it is kept or as it is shown."""
        wanted = kept_text(name).casefold()
        return next((one for one in self.types if one.name.casefold() == wanted), None)


_PROMISE = re.compile(r"(\d{1,4})[\s.:·、,-]*(\S.*)", re.ASCII)
_CONTACT = PromisedText(N_("Contact the customer"), 1)
_BACK = N_("Hand it back in good order")
_GOODS = (N_("Number of the sales document"), N_("What is returned, and how much"))
SHIPPED_TYPES = ServiceTypes(
    (
        ServiceType(
            N_("Return of goods"),
            ServiceKind.RETURN,
            (_CONTACT, PromisedText(N_("Take the goods back"), 5), PromisedText(N_("Credit the amount"), 10)),
            (*_GOODS, N_("Photos of goods and packaging")),
        ),
        ServiceType(
            N_("Exchange of goods"),
            ServiceKind.EXCHANGE,
            (_CONTACT, PromisedText(N_("Deliver the replacement"), 7)),
            (*_GOODS, N_("What is wanted instead")),
        ),
        ServiceType(
            N_("Product repair"),
            ServiceKind.REPAIR,
            (
                _CONTACT,
                PromisedText(N_("Say what it takes and costs"), 3),
                PromisedText(_BACK, 10),
            ),
            (N_("The product, handed over"), N_("What is broken, with photos"), N_("Proof of warranty")),
        ),
        ServiceType(
            N_("Repacking"),
            ServiceKind.REPACKING,
            (_CONTACT, PromisedText(_BACK, 5)),
            (N_("The goods, handed over"), N_("Photos of the damaged packaging"), N_("Delivery note")),
        ),
        ServiceType(
            N_("Report of a fault"),
            ServiceKind.FAULT,
            (_CONTACT, PromisedText(N_("Tell the plan of action"), 2)),
            (N_("When and where it happened"), N_("What was seen, with photos or readings")),
        ),
        ServiceType(
            N_("New demand"),
            ServiceKind.NEW_DEMAND,
            (_CONTACT, PromisedText(N_("Make an offer"), 10)),
            (N_("What is needed, how much and by when"),),
        ),
        ServiceType(
            N_("High-voltage design review"),
            ServiceKind.OTHER,
            (_CONTACT, PromisedText(N_("Review the design documents"), 10)),
            (
                N_("Design drawings of the receiving equipment"),
                N_("Qualification of the design company"),
                N_("List of electrical equipment with its loads"),
            ),
        ),
        ServiceType(
            N_("Dispatch contract"),
            ServiceKind.OTHER,
            (_CONTACT, PromisedText(N_("Provide the dispatch contract"), 3)),
            (N_("Business licence"), N_("Authorisation of who signs"), N_("Single-line diagram")),
        ),
    )
)
"""What a house begins with: the sources' own examples (2-rules §9), and a type for each kind."""


def shown_text(text: str) -> str:
    """``text`` as people read it: what is shipped in their language, all else as it was typed."""
    return _(text) if text in _shipped_texts() else text


def kept_text(text: str) -> str:
    """``text`` as it is kept: what reads like something shipped is that, in any language it was shown in."""
    tidy = " ".join(text.split())
    return _sources(language()).get(tidy, tidy)


def promises_text(commitments: Iterable[PromisedText]) -> str:
    """The commitments as they are typed: one a line, the working days before what is promised."""
    return "\n".join(f"{one.workdays}  {shown_text(one.text)}" for one in commitments)


def read_promises(text: str) -> tuple[PromisedText, ...]:
    """What ``promises_text`` writes, or a person. Raises ``BadInput`` about ``commitments``."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        read = _PROMISE.fullmatch(unicodedata.normalize("NFKC", line).strip())
        if read is None:
            raise BadInput(
                _("Line {number} does not begin with working days.").format(number=number),
                hint=_("Write such as: 3 Say what it takes and costs"),
                where="commitments",
            )
        found.append(PromisedText(kept_text(read[2]), int(read[1])))
    return tuple(found)


def read_service_types(value: object) -> ServiceTypes:
    """The types as JSON keeps them, checked. Raises ``BadInput`` naming the field, such as
    ``types.0.commitments.1.workdays``."""
    rows = value.get("types") if isinstance(value, Mapping) else None
    found = tuple(_type(row, f"types.{at}") for at, row in enumerate(_rows(rows, "types", MOST_TYPES)))
    if not found:
        raise BadInput(_("At least one type of request is needed."), where="types")
    _once(((one.name, f"types.{at}.name") for at, one in enumerate(found)), _("This type is there already."))
    return ServiceTypes(found)


def _type(row: object, where: str) -> ServiceType:
    if not isinstance(row, Mapping):
        raise BadInput(_("This is no type of request."), where=where)
    try:
        kind = ServiceKind(str(row.get("kind", "")))
    except ValueError as error:
        raise BadInput(_("This is no kind of request."), where=f"{where}.kind") from error
    commitments = tuple(
        _promised(one, f"{where}.commitments.{at}")
        for at, one in enumerate(_rows(row.get("commitments", ()), f"{where}.commitments", MOST_PARTS))
    )
    documents = tuple(
        _line(one, f"{where}.documents.{at}", LONGEST_TEXT)
        for at, one in enumerate(_rows(row.get("documents", ()), f"{where}.documents", MOST_PARTS))
    )
    told_twice = _("This stands there twice.")
    _once(((one.text, f"{where}.commitments.{at}.text") for at, one in enumerate(commitments)), told_twice)
    _once(((one, f"{where}.documents.{at}") for at, one in enumerate(documents)), told_twice)
    return ServiceType(_line(row.get("name"), f"{where}.name", LONGEST_NAME), kind, commitments, documents)


def _promised(row: object, where: str) -> PromisedText:
    values: Mapping[str, Any] = row if isinstance(row, Mapping) else {}
    text, workdays = _line(values.get("text"), f"{where}.text", LONGEST_TEXT), values.get("workdays")
    if type(workdays) is not int or not 0 <= workdays <= MOST_WORKDAYS:
        raise BadInput(
            _("This must be a whole number from {least} to {most}.").format(least=0, most=MOST_WORKDAYS),
            where=f"{where}.workdays",
        )
    return PromisedText(text, workdays)


def _rows(value: object, where: str, most: int) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple) or len(value) > most:
        raise BadInput(_("There may be {count} of these at most.").format(count=most), where=where)
    return value


def _line(value: object, where: str, longest: int) -> str:
    text = kept_text(value) if isinstance(value, str) else ""
    if not text:
        raise BadInput(_("This must not be empty."), hint=_("A few words will do."), where=where)
    if len(text) > longest or not text.isprintable():
        raise BadInput(_("This text is too long: {limit} characters fit.").format(limit=longest), where=where)
    return text


def _once(texts: Iterable[tuple[str, str]], said: str) -> None:
    known: set[str] = set()
    for text, where in texts:
        if text.casefold() in known:
            raise BadInput(said, where=where)
        known.add(text.casefold())


@lru_cache(maxsize=1)
def _shipped_texts() -> frozenset[str]:
    texts: list[str] = []
    for one in SHIPPED_TYPES.types:
        texts += (one.name, *(promised.text for promised in one.commitments), *one.documents)
    return frozenset(texts)


@lru_cache(maxsize=8)
def _sources(_language: str) -> Mapping[str, str]:
    return {_(text): text for text in _shipped_texts()}
