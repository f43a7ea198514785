"""Group → subsidiary → site: totals roll up, loops end (2-rules §1)."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.hierarchy import Totals, chain_above, loop_by, rolled_up, tree
from workbench.foundation.ids import Id, derived_id

G, S, A, B = (derived_id("account", name) for name in "GSAB")
PARENTS: dict[Id, Id | None] = {G: None, S: G, A: S, B: S}
NAMES = {G: "group", S: "subsidiary", A: "a site", B: "b site"}


def test_totals_are_shown_with_and_without_what_lies_below() -> None:
    own = {G: Totals(1, 0, 0, 1), S: Totals(10, 2, 0, 0), A: Totals(100, 3, 1, 0), B: Totals(1000, 0, 0, 0)}
    lines = tree(G, PARENTS, own, NAMES)
    assert [(one.id, one.depth, one.children) for one in lines] == [
        (G, 0, 1),
        (S, 1, 2),
        (A, 2, 0),
        (B, 2, 0),
    ]
    assert [one.total for one in lines] == [
        Totals(1111, 5, 1, 1),
        Totals(1110, 5, 1, 0),
        Totals(100, 3, 1, 0),
        Totals(1000, 0, 0, 0),
    ]
    assert lines[1].own == Totals(10, 2, 0, 0)
    assert rolled_up(PARENTS, {G: 1, S: 10, A: 100, B: 1000}) == {G: 1111, S: 1110, A: 100, B: 1000}


def test_a_parent_that_would_close_a_circle_is_told_with_the_whole_way() -> None:
    assert loop_by(G, A, PARENTS) == [G, A, S, G]
    assert loop_by(G, G, PARENTS) == [G, G]
    assert loop_by(B, A, PARENTS) == []


def test_a_circle_that_a_merge_brought_ends_and_is_told() -> None:
    circle: dict[Id, Id | None] = {G: A, S: G, A: S, B: S}
    assert chain_above(G, circle) == ([A, S], True)
    assert {one.id for one in tree(G, circle, {}, NAMES)} == {G, S, A, B}
    assert rolled_up(circle, {B: 5})[B] == 5


def test_a_parent_that_is_gone_ends_the_chain() -> None:
    assert chain_above(S, {S: G}) == ([], False)


def test_a_chain_of_thousands_does_not_break() -> None:
    ids = [derived_id("account", str(number)) for number in range(3_000)]
    chain: dict[Id, Id | None] = dict(zip(ids, [None, *ids], strict=False))
    lines = tree(ids[0], chain, {one: Totals(1) for one in ids}, {})
    assert (len(lines), lines[0].total.sales_fen, lines[-1].depth) == (3_000, 3_000, 2_999)


@given(st.lists(st.one_of(st.none(), st.integers(0, 11)), min_size=12, max_size=12))
def test_any_parents_come_to_an_end_and_sums_agree(above: list[int | None]) -> None:
    ids = [derived_id("account", str(number)) for number in range(12)]
    parents = {one: None if at is None else ids[at] for one, at in zip(ids, above, strict=True)}
    own = {one: Totals(2**number) for number, one in enumerate(ids)}
    sums = rolled_up(parents, {one: totals.sales_fen for one, totals in own.items()})
    for one in ids:
        lines = tree(one, parents, own, {})
        assert lines[0].total.sales_fen == sum(own[line.id].sales_fen for line in lines)
        if not any(chain_above(line.id, parents)[1] for line in lines):
            assert sums[one] == lines[0].total.sales_fen
