"""Slips of the hand in Latin letters: words that nearly agree, and what a misspelt word may have meant."""

from collections.abc import Iterable, Iterator
from string import ascii_lowercase

_ONE_SLIP, _TWO_SLIPS = 4, 8


def slips_allowed(word: str) -> int:
    """How many slips are forgiven: one from four letters on, two from eight; none in anything but letters."""
    if not (word.isascii() and word.isalpha()):
        return 0
    return (len(word) >= _ONE_SLIP) + (len(word) >= _TWO_SLIPS)


def similar_words(word: str, known: Iterable[str], most: int) -> list[str]:
    """Those of the known words that ``word`` may have meant, whole or begun; the nearest first.

    A slip is a letter too many, too few, another one, or two in each other's place.
    """
    from rapidfuzz.distance import OSA

    allowed = slips_allowed(word)
    near = []
    for one in known:
        slips = min(
            OSA.distance(word, one, score_cutoff=allowed),
            OSA.distance(word, one[: len(word)], score_cutoff=allowed),
        )
        if slips <= allowed:
            near.append((slips, abs(len(one) - len(word)), one))
    return [one for _slips, _more, one in sorted(near)[:most]] if allowed else []


def one_slip_away(word: str) -> Iterator[str]:
    """What ``word`` may have meant if one slip was made, the likeliest slips first: swaps, extra letters."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    seen = {word}
    for one in (
        *(left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1),
        *(left + right[1:] for left, right in cuts if right),
        *(left + letter + right for left, right in cuts for letter in ascii_lowercase),
        *(left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase),
    ):
        if one not in seen:
            seen.add(one)
            yield one
