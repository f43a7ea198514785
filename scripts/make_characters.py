"""Writes resources/characters/simplified.txt from the dictionaries of OpenCC.

Run it with the folder of those dictionaries, ``data/dictionary`` in a checkout of
https://github.com/BYVoid/OpenCC: ``python scripts/make_characters.py OpenCC/data/dictionary``.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "resources" / "characters" / "simplified.txt"
# Lines after this remark name the character itself first, since few fonts have the one it stands for.
RARE = "@tofu-risk"


def pairs(path: Path) -> Iterator[tuple[str, list[str], bool]]:
    """Each character of a dictionary with what it may stand for, and whether that is a rare character."""
    rare = False
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            rare = RARE in line
        elif line.strip():
            character, _tab, others = line.partition("\t")
            yield character, others.split(), rare
            rare = False


def simplified(folder: Path) -> dict[str, str]:
    """The traditional characters and their variants by what each becomes."""
    table = {}
    for character, others, rare in pairs(folder / "TSCharacters.txt"):
        wanted = others[1] if rare and len(others) > 1 else others[0]
        if wanted != character:
            table[character] = wanted
    taken = {*table, *table.values()}
    # The forms of Taiwan and Hong Kong: what they are variants of, simplified in turn.
    for name in ("TWVariants.txt", "HKVariants.txt"):
        for standard, others, _rare in pairs(folder / name):
            for variant in others:
                wanted = table.get(standard, standard)
                if variant not in taken and variant not in (standard, wanted):
                    table[variant] = wanted
    return {old: table.get(new, new) for old, new in table.items()}


def main() -> None:
    """Write the file: one pair a line, what it becomes second."""
    table = simplified(Path(sys.argv[1]))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("".join(f"{old}{new}\n" for old, new in sorted(table.items())), "utf-8")


if __name__ == "__main__":
    main()
