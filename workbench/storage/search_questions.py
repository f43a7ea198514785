"""What is asked of the index for typed text, as full text expressions; the best kind of hit first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from workbench.domain.search_text import (
    TRIPLE,
    SearchReason,
    is_dense,
    is_letters,
    pairs,
    runs,
    squashed,
    triples,
)
from workbench.storage.pinyin import sound_key, spellings, syllable_cuts
from workbench.storage.tables.search import MARKS

_MOST_WORDS = 8
_MOST_MIXED = 6
_SHORTEST_TEXT = 2
_SHORTEST_SOUND = 3
_CHINA, _LONG_NUMBER = "86", 6
_TEXTS = "{about note}"


@dataclass(frozen=True, slots=True)
class Question:
    """One step of the ladder: an expression, and ``within``, one for the account where it must be found."""

    why: SearchReason
    expression: str
    within: str = ""


def typed_words(text: str) -> list[str]:
    """The words of what was typed, folded, as they are looked for."""
    return [run for part in text.split() for run in runs(part)][:_MOST_WORDS]


def questions(text: str) -> Iterator[Question]:
    """The ladder for what was typed; none if nothing can be looked for."""
    words = typed_words(text)
    if not words:
        return
    names = list(map(_name, words))
    if len(words) == 1:
        yield from _one_word(words[0])
    else:
        yield Question(SearchReason.NAME, _all_of(map(_named, words)))
        if mixed := _mixed(text):
            yield Question(SearchReason.PINYIN, mixed)
        yield Question(SearchReason.NAME, _all_of(names))
        yield Question(SearchReason.FORMER_NAME, _all_of(f"former : {_text(word)}" for word in words))
    code = squashed(text) if not any(is_dense(word) for word in words) else ""
    if code and (len(words) == 1 or any(map(str.isdigit, code))):
        yield Question(SearchReason.CODE, f"code : {_part_of_code(code, MARKS['code'])}")
        if code.isdigit() and len(code) >= TRIPLE:
            yield Question(SearchReason.PHONE, _number(code))
    if not any(is_dense(word) for word in words):
        yield Question(SearchReason.WEB, _all_of(f"web : {_text(word, MARKS['web'])}" for word in words))
    yield Question(SearchReason.PERSON, _all_of(map(_person, words)))
    if any(len(word) < _SHORTEST_TEXT and not is_dense(word) for word in words):
        # One letter or digit begins a word in nearly every text.
        return
    yield from _within(names, words)
    for why, column in ((SearchReason.ABOUT, "about"), (SearchReason.NOTE, "note")):
        yield Question(why, _all_of(f"{column} : {_text(word, MARKS['note'])}" for word in words))
    if len(words) > 1:
        yield Question(SearchReason.SEVERAL, _all_of(map(_anywhere, words)))


def similar_question(words: Iterable[tuple[str, list[str], list[str]]]) -> Question:
    """The last step: each word, or the words or spellings that it may have meant."""
    parts = []
    for word, known, spelled in words:
        cuts = [cut for letters in spelled for cut in syllable_cuts(letters)[:1]]
        # An input method offers other characters of the same sound.
        cuts += spellings(word) if has_homophones(word) else []
        parts.append(
            _any_of(
                _name(word),
                *(f'{{name short former}} : "{one}"' for one in known),
                *(f"pinyin : {_phrase(_marked('pinyin', cut))}" for cut in cuts),
            )
        )
    return Question(SearchReason.SIMILAR, _all_of(parts))


def has_homophones(word: str) -> bool:
    """Whether a word is Chinese, and long enough for its sound alone to tell something."""
    return len(word) >= _SHORTEST_SOUND and is_dense(word) and bool(sound_key(word))


def _one_word(word: str) -> Iterator[Question]:
    for start in ("^ ", ""):
        yield Question(SearchReason.NAME, _named(word, start))
        if initials := _initials(word, start):
            yield Question(SearchReason.INITIALS, initials)
        if pinyin := _pinyin(word, start):
            yield Question(SearchReason.PINYIN, pinyin)
    yield Question(SearchReason.FORMER_NAME, f"former : {_text(word)}")


def _within(names: list[str], words: list[str]) -> Iterator[Question]:
    """The account by its first or last words, and something there by the others."""
    if len(words) < 2:
        return
    cuts = dict.fromkeys(((0, 1), (0, len(words) - 1), (len(words) - 1, len(words))))
    for start, end in cuts:
        others = words[:start] + words[end:]
        yield Question(SearchReason.WITHIN, _all_of(map(_anywhere, others)), _all_of(names[start:end]))


def _name(word: str) -> str:
    return _any_of(_named(word), _initials(word), _pinyin(word))


def _person(word: str) -> str:
    spelled = (_initials(word, column="person"), _pinyin(word, column="person"))
    return _any_of(f"person : {_text(word)}", *spelled)


def _anywhere(word: str) -> str:
    texts = f"{_TEXTS} : {_text(word, MARKS['note'])}"
    return _any_of(_name(word), _person(word), f"former : {_text(word)}", texts)


def _named(word: str, start: str = "") -> str:
    return f"{{name short}} : {start}{_text(word)}"


def _initials(word: str, start: str = "", column: str = "initials") -> str:
    if is_dense(word) or (len(word) == 1 and not start):
        return ""
    mark = MARKS["initials"]
    tokens = [f"{mark}={word[0]}"] if start else []
    tokens += [mark + pair for pair in pairs(word)[:-1]]
    return f"{column} : {start}{_phrase(tokens)}"


def _pinyin(word: str, start: str = "", column: str = "pinyin") -> str:
    # One letter is an initial.
    cuts = syllable_cuts(word) if len(word) > 1 and is_letters(word) else []
    return _any_of(*(_cut(cut, start, column) for cut in cuts)) if cuts else ""


def _cut(cut: tuple[str, ...], start: str, column: str) -> str:
    *whole, last = _marked("pinyin", cut)
    if whole and len(cut[-1]) == 1 and column == "pinyin":
        # A tenth of all syllables begin with this letter: the initials know which of them follow.
        initials = _phrase(MARKS["initials"] + pair for pair in pairs(_letters(cut))[:-1])
        return f"(pinyin : {start}{_phrase(whole)} AND initials : {initials})"
    return f"{column} : {start}{_phrase((*whole, last))} *"


def _mixed(text: str) -> str:
    """Chinese and pinyin in one word, as an input method leaves it: 华wei, hua为, 中guo, 华w."""
    parts: list[str] = []
    is_mixed = False
    for words in map(runs, text.split()):
        if not (any(map(is_dense, words)) and any(map(is_letters, words))):
            parts += map(_name, words)
            continue
        is_mixed = True
        ways = [spellings(word) if is_dense(word) else syllable_cuts(word) for word in words]
        dense = [f"name : {_text(word)}" for word in words if is_dense(word)]
        spelled = [
            f"pinyin : {_phrase(_marked('pinyin', [syllable for cut in way for syllable in cut]))} *"
            for way in islice(product(*ways), _MOST_MIXED)
        ]
        first = "".join(_letters(spellings(word)[0]) if is_dense(word) else word for word in words)
        ways_to_say = list(filter(None, (*spelled, _initials(first) if first.isascii() else "")))
        parts.append(_all_of((*dense, _any_of(*ways_to_say)) if ways_to_say else map(_name, words)))
    return _all_of(parts) if is_mixed else ""


def _letters(syllables: Iterable[str]) -> str:
    return "".join(syllable[0] for syllable in syllables)


def _text(word: str, mark: str = "") -> str:
    if is_dense(word) and len(word) > 1:
        return _phrase(mark + pair for pair in pairs(word)[:-1])
    return f'"{mark}{word}" *'


def _number(digits: str) -> str:
    mark = MARKS["phone"]
    ways = [_part_of_code(digits, mark)]
    if digits.startswith(_CHINA) and len(digits) > _LONG_NUMBER:
        ways.append(_part_of_code(digits.removeprefix(_CHINA), mark))
    return f"phone : {_any_of(*ways)}"


def _part_of_code(code: str, mark: str) -> str:
    # What is shorter than three characters stands somewhere in nearly every code: only beginnings count.
    if len(code) < TRIPLE:
        return _phrase([f"{mark}={code}"])
    return _phrase(mark + triple for triple in triples(code))


def _marked(column: str, tokens: Iterable[str]) -> list[str]:
    mark = MARKS[column]
    return [mark + token for token in tokens]


def _phrase(tokens: Iterable[str]) -> str:
    return f'"{" ".join(tokens)}"'


def _any_of(*expressions: str) -> str:
    return f"({' OR '.join(filter(None, expressions))})"


def _all_of(expressions: Iterable[str]) -> str:
    return " AND ".join(expressions)
