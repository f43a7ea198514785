"""Names in every writing (5-quality, Bad input → Text): right to left, joined emoji, two ways to compose."""

import unicodedata

import pytest

from workbench.services.accounts import create_account, get_account_overview
from workbench.services.duplicates import list_duplicates
from workbench.services.search import search
from workbench.storage.workspace import Workspace

COMPOSED = unicodedata.normalize("NFC", "Café Müller GmbH")
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)


@pytest.mark.parametrize("name", [DECOMPOSED, "شركة النور للتجارة", "👩‍👩‍👧 Family & Söhne", "מפעלי אור 3"])
def test_a_name_stays_as_it_was_written_and_is_found(workspace: Workspace, name: str) -> None:
    (account_id,) = create_account(workspace, {"name": name, "code": "A"}).touched["account"]
    assert get_account_overview(workspace, account_id).account.name == name
    assert search(workspace, name.split()[-1])[0].id == account_id


@pytest.mark.parametrize("asked", ["café", unicodedata.normalize("NFD", "müller"), "Cafe"])
@pytest.mark.parametrize("name", [COMPOSED, DECOMPOSED])
def test_however_letters_are_composed_a_search_finds_them(
    workspace: Workspace, name: str, asked: str
) -> None:
    (account_id,) = create_account(workspace, {"name": name, "code": "A"}).touched["account"]
    assert [hit.id for hit in search(workspace, asked)] == [account_id]


def test_the_same_name_composed_otherwise_is_told_as_a_duplicate(workspace: Workspace) -> None:
    for code, name in (("A", COMPOSED), ("B", DECOMPOSED)):
        create_account(workspace, {"name": name, "code": code})
    (pair,) = list_duplicates(workspace).pairs
    assert {pair.left.code, pair.right.code} == {"A", "B"}
