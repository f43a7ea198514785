"""The pictures of the manual: those of the README, smaller and in few colours → resources/pictures.

.venv/bin/python scripts/make_help_pictures.py      after scripts/screenshots
"""

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
WIDTH, COLOURS = 1080, 96
# By the topic of the help that they stand in.
PICTURES = {
    "today": "today",
    "account-people": "map",
    "account-plan": "account-plan",
    "planning": "plan",
    "complaint": "complaint",
    "merge": "merge",
}


def main() -> None:
    """Write a picture for each topic and language."""
    for code in ("en", "zh_CN"):
        folder = ROOT / "resources" / "pictures" / code
        folder.mkdir(parents=True, exist_ok=True)
        for topic, name in PICTURES.items():
            whole = Image.open(ROOT / "docs" / f"{name}-{code}.png").convert("RGB")
            size = (WIDTH, round(whole.height * WIDTH / whole.width))
            small = whole.resize(size, Image.Resampling.LANCZOS)
            small.quantize(COLOURS, dither=Image.Dither.NONE).save(folder / f"{topic}.png", optimize=True)


if __name__ == "__main__":
    main()
