"""Writes resources/characters/readings.txt from the tables of the pypinyin package.

Run it after a new release of that package: ``python scripts/make_readings.py``.
"""

from pathlib import Path

from pypinyin.contrib.tone_convert import to_normal
from pypinyin.pinyin_dict import pinyin_dict

TARGET = Path(__file__).resolve().parents[1] / "resources" / "characters" / "readings.txt"


def main() -> None:
    """Write the file: a syllable without its tone, then the characters whose usual reading it is."""
    characters: dict[str, list[str]] = {}
    for code, readings in sorted(pinyin_dict.items()):
        characters.setdefault(to_normal(readings.split(",")[0]), []).append(chr(code))
    lines = (f"{syllable} {''.join(read)}\n" for syllable, read in sorted(characters.items()))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
