"""Matching what someone types in a hurry against the names of actions."""


def fuzzy_score(query: str, text: str) -> int | None:
    """How well ``query`` fits ``text``: higher is better, ``None`` if its letters do not occur in order.

    Letters at the starts of words and letters in a row count more, so that ``pv`` finds "Plan visits".
    """
    wanted = [letter for letter in query.casefold() if not letter.isspace()]
    words = text.casefold()
    if not wanted:
        return 0
    if "".join(query.casefold().split()) in "".join(words.split()):
        return 1000 - len(words) - words.find(wanted[0])
    score, at, previous = 0, 0, -2
    for letter in wanted:
        starts = [i for i in range(at, len(words)) if words[i] == letter and _starts_word(words, i)]
        found = starts[0] if starts else words.find(letter, at)
        if found < 0:
            return None
        score += 10 if _starts_word(words, found) else 5 if found == previous + 1 else 1
        previous, at = found, found + 1
    return score - len(words) // 8


def _starts_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum() or ord(text[at]) > 0x2E80
