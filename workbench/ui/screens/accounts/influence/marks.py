"""How people look on the map: the letter or picture in a disc, the scale of support, letters of roles."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import BuyingRole, Contact
from workbench.foundation.i18n import _
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.segments import Segment
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import LARGE, Tone, tokens
from workbench.ui.screens.accounts.looks import SUPPORT_MARKS, role_letter, support_word

SUPPORT_TONES = {step: mark.tone for step, mark in SUPPORT_MARKS.items()}
SCALE = (-2, -1, 0, 1, 2)
_TINT = 0.14


def support_tone(support: int | None) -> Tone:
    """The colour of a step of support; grey where it is not known."""
    return SUPPORT_TONES.get(support if support is not None else 9, Tone.TEXT3)


def tint_of(colour: str, share: float = _TINT) -> QColor:
    """``colour`` thinned over the page."""
    ink, paper = QColor(colour), QColor(tokens().page)
    parts = (
        round(one * share + other * (1 - share))
        for one, other in (
            (ink.red(), paper.red()),
            (ink.green(), paper.green()),
            (ink.blue(), paper.blue()),
        )
    )
    return QColor(*parts)


def shown_name(contact: Contact) -> str:
    """The name, or that it is not known yet."""
    return _("Unnamed") if contact.is_placeholder else contact.name or _("Not named")


def shown_title(contact: Contact) -> str:
    """What they do; of a person from outside also where they belong."""
    title = contact.name if contact.is_placeholder else contact.title
    outside = contact.organisation or (contact.outside_kind.label if contact.outside_kind else "")
    return " · ".join(part for part in (title, outside) if part)


def paint_face(
    painter: QPainter,
    box: QRectF,
    contact: Contact,
    support: int | None,
    photo: QImage | None = None,
    size: int = LARGE,
) -> None:
    """The disc with the picture or the first character; dashed with a question mark for a placeholder."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    ink = tokens().of(support_tone(support))
    if contact.is_placeholder:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens().field), 1.2, Qt.PenStyle.DashLine))
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        letter, ink = "?", tokens().text2
    elif photo is not None and not photo.isNull():
        round_ = QPainterPath()
        round_.addEllipse(box)
        painter.setClipPath(round_)
        painter.drawImage(box, photo)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(ink), 1.5))
        painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))
        letter = ""
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint_of(ink))
        painter.drawEllipse(box)
        letter = contact.name[:1] or "?"
    if letter:
        painter.setPen(QColor(ink))
        painter.setFont(interface_font(size, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


class Face(QWidget):
    """The disc of a person as a widget."""

    def __init__(self, size: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self._contact: Contact | None = None
        self._support: int | None = None
        self._photo: QImage | None = None

    def show_person(self, contact: Contact, support: int | None, photo: QImage | None) -> None:
        """Show another person."""
        self._contact, self._support, self._photo = contact, support, photo
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._contact is not None:
            painter = QPainter(self)
            paint_face(painter, QRectF(self.rect()), self._contact, self._support, self._photo)


def support_segments() -> list[Segment]:
    """The five steps of support, from against us to for us."""
    return [Segment(step, mark=SUPPORT_MARKS[step], name=_support_text(step)) for step in SCALE]


def role_segments() -> list[Segment]:
    """The roles in the decision, each with its letter."""
    return [Segment(role, text=_role_text(role), letter=role_letter(role)) for role in BuyingRole]


def _support_text(step: int) -> Text:
    return lambda: support_word(step)


def _role_text(role: BuyingRole) -> Text:
    return lambda: role.label
