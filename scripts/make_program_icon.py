"""The program's icon in the sizes and formats that systems ask for, from resources/program/workbench.svg.

.venv/bin/python scripts/make_program_icon.py
"""

from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "program"
SIZES = (16, 24, 32, 48, 64, 128, 256)
_LARGEST = 1024


def drawn(size: int) -> Image.Image:
    """The icon, ``size`` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(FOLDER / "workbench.svg")).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(BytesIO(buffer.data().data()))


def main() -> None:
    """Write workbench-SIZE.png, workbench.ico (Windows) and workbench.icns (macOS)."""
    pictures = {size: drawn(size) for size in (*SIZES, 512, _LARGEST)}
    for size in SIZES:
        pictures[size].save(FOLDER / f"workbench-{size}.png", optimize=True)
    largest = pictures[SIZES[-1]]
    largest.save(
        FOLDER / "workbench.ico",
        sizes=[(size, size) for size in SIZES],
        append_images=[pictures[size] for size in SIZES[:-1]],
    )
    pictures[_LARGEST].save(FOLDER / "workbench.icns", append_images=list(pictures.values()))


if __name__ == "__main__":
    main()
