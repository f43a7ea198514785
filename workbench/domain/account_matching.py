"""Which account a row of a sheet speaks of: by code, by credit code, by name and city."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.foundation.ids import Id


@dataclass(frozen=True, slots=True)
class AccountKeys:
    """What an account is known by. ``other_codes``: of accounts that were merged into it, by "；".

    ``parts``: the ids of those accounts, each with the code it had.
    """

    id: Id
    code: str = ""
    name: str = ""
    short_name: str = ""
    credit_code: str = ""
    city: str = ""
    other_codes: str = ""
    parts: tuple[tuple[Id, str], ...] = ()

    def origins(self, code: str) -> list[Id]:
        """The ids that a row with this code, or none, may have known the account by, the likeliest first.

        What a row brings is known by the id its account had before it became part of this one.
        """
        if code:
            return [next((part for part, known in self.parts if known == code), self.id)]
        return [self.id, *(part for part, _known in self.parts)]

    def had_code(self, code: str) -> bool:
        """Whether ``code`` is that of an account that became part of this one."""
        return code != self.code and code in split_codes(self.other_codes)


def split_codes(codes: str) -> list[str]:
    """The codes in a text that may hold several."""
    return [code for part in codes.replace(";", "；").split("；") if (code := part.strip())]


def name_key(name: str) -> str:
    """A name as it is compared: one form and width of characters, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


class AccountDirectory:
    """The accounts of a workspace and of the sheet so far, found by what rows say of them."""

    def __init__(self, accounts: Iterable[AccountKeys]) -> None:
        self._by_code: defaultdict[str, list[AccountKeys]] = defaultdict(list)
        self._by_other_code: defaultdict[str, list[AccountKeys]] = defaultdict(list)
        self._by_credit_code: defaultdict[str, list[AccountKeys]] = defaultdict(list)
        self._by_name: defaultdict[str, list[AccountKeys]] = defaultdict(list)
        self._by_short_name: defaultdict[str, list[AccountKeys]] = defaultdict(list)
        for account in accounts:
            self.add(account)

    def add(self, account: AccountKeys) -> None:
        """Let later rows find the account."""
        for key, index in (
            (account.code, self._by_code),
            (account.credit_code, self._by_credit_code),
            (name_key(account.name), self._by_name),
            (name_key(account.short_name), self._by_short_name),
        ):
            if key:
                index[key].append(account)
        for code in split_codes(account.other_codes):
            self._by_other_code[code].append(account)

    def same_as(
        self, *, code: str = "", credit_code: str = "", name: str = "", city: str = ""
    ) -> list[AccountKeys]:
        """The accounts that a row with these keys may be: none (a new one), one, or several (ask).

        A different code is a different account, unless the credit codes are equal: then the hit is returned
        although the codes contradict, and the caller asks. A city unknown on one side tells nothing apart.
        A code of an account that was merged into another means that other.
        """
        if code and code in self._by_code:
            return self._by_code[code]
        if code and code in self._by_other_code:
            return self._by_other_code[code]
        if credit_code and credit_code in self._by_credit_code:
            return self._by_credit_code[credit_code]
        return [
            hit
            for hit in self._by_name.get(name_key(name), ())
            if not (code and hit.code)
            and not (credit_code and hit.credit_code)
            and (not city or not hit.city or name_key(city) == name_key(hit.city))
        ]

    def referred(self, text: str) -> list[AccountKeys]:
        """The accounts that a reference means: by code, else by exact name, else by short name."""
        for index, key in (
            (self._by_code, text),
            (self._by_other_code, text),
            (self._by_name, name_key(text)),
            (self._by_short_name, name_key(text)),
        ):
            if key in index:
                return index[key]
        return []
