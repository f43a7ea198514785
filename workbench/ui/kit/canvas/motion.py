"""Short movements: from 0 to 1 in a fifth of a second, or at once where the style has no animation."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtWidgets import QStyle, QWidget

LENGTH = 220
"""Milliseconds."""


class Glide(QObject):
    """Calls ``step`` with the share of the way, the last time with 1. ``length`` 0 goes there at once."""

    def __init__(self, widget: QWidget, step: Callable[[float], None]) -> None:
        super().__init__(widget)
        self.length = LENGTH
        self._widget, self._step = widget, step
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._animation.valueChanged.connect(self._take)

    def start(self) -> None:
        """Go; one under way ends where it is."""
        self._animation.stop()
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if self.length and self._widget.isVisible() and self._widget.style().styleHint(hint):
            self._step(0.0)
            self._animation.setDuration(self.length)
            self._animation.start()
        else:
            self._step(1.0)

    def running(self) -> bool:
        """Whether a movement is under way."""
        return self._animation.state() == QVariantAnimation.State.Running

    def finish(self) -> None:
        """Be there now."""
        if self.running():
            self._animation.stop()
            self._step(1.0)

    def stop(self) -> None:
        """Stay where it is."""
        self._animation.stop()

    def _take(self, share: float) -> None:
        # A last value that is on its way when the animation is stopped would undo what came instead.
        if self.running() or share == 1.0:
            self._step(share)
