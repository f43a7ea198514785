"""Blocks that hold other blocks."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from workbench.documents.paragraph import Block, place


class Together(Block):
    """Blocks of which the first never stand without the beginning of the last."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__(before=blocks[0].spaceBefore, after=blocks[-1].spaceAfter)
        self._blocks = list(blocks)

    def _gaps(self) -> list[float]:
        return [max(above.spaceAfter, below.spaceBefore) for above, below in pairwise(self._blocks)]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        heights = [block.wrap(available_width, available_height)[1] for block in self._blocks]
        self.width, self.height = available_width, sum(heights) + sum(self._gaps())
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Block]:
        *heads, body = self._blocks
        used = sum(head.wrap(available_width, available_height)[1] for head in heads) + sum(self._gaps())
        parts = body.split(available_width, available_height - used)
        return [Together([*heads, parts[0]]), *parts[1:]] if len(parts) > 1 else []

    def draw(self) -> None:
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Any, left: float, bottom: float) -> None:
        top = bottom + self.height
        for block, gap in zip(self._blocks, [*self._gaps(), 0.0], strict=True):
            place(block, canvas, left, top - block.height)
            top -= block.height + gap


class SideBySide(Block):
    """Two columns of the same width, each a stack of blocks; stays whole."""

    def __init__(
        self, left: Sequence[Block], right: Sequence[Block], *, gap: float = 20.0, before: float = 0.0
    ) -> None:
        super().__init__(before=before)
        self._sides = [Together(side) if side else None for side in (left, right)]
        self._gap = gap

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        width = (available_width - self._gap) / 2
        heights = [side.wrap(width, available_height)[1] if side else 0.0 for side in self._sides]
        self.width, self.height = available_width, max(heights)
        return self.width, self.height

    def draw(self) -> None:
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Any, left: float, bottom: float) -> None:
        step = (self.width + self._gap) / 2
        for side in self._sides:
            if side is not None:
                place(side, canvas, left, bottom + self.height - side.height)
            left += step
