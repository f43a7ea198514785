"""Our own logo on the cover of papers: a PNG or JPEG (``logo_check``), drawn as it is."""

from io import BytesIO

from reportlab.lib.utils import ImageReader

from workbench.documents.paragraph import Block


class Logo(Block):
    """The picture as large as ``width`` × ``height`` points let it, at most a point for each pixel."""

    def __init__(self, data: bytes, *, width: float, height: float) -> None:
        super().__init__()
        self._image = ImageReader(BytesIO(data))
        across, down = self._image.getSize()
        scale = min(width / across, height / down, 1.0)
        self.width, self.height = across * scale, down * scale

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.drawImage(self._image, 0, 0, self.width, self.height, mask="auto")
