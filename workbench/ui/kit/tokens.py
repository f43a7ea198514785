"""Colours, type and spacing: the only place where a colour or a size of the look is written down."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """A foreground colour by its meaning; the value is the field of ``Tokens`` that holds it."""

    TEXT = "text"
    TEXT2 = "text2"
    TEXT3 = "text3"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    DANGER = "danger"
    WARN = "warn"
    OK = "ok"
    INK_PLUS2 = "ink_plus2"
    INK_PLUS1 = "ink_plus1"
    INK_ZERO = "ink_zero"
    INK_MINUS1 = "ink_minus1"
    INK_MINUS2 = "ink_minus2"


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme as ``#RRGGBB``. ``ink_*`` is the five-step scale from teal to rust."""

    dark: bool
    page: str
    pane: str
    rail: str
    hover: str
    selected: str
    disabled: str
    row_line: str
    line: str
    line_strong: str
    field: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    on_accent: str
    danger: str
    warn: str
    ok: str
    danger_tint: str
    warn_tint: str
    ok_tint: str
    ink_plus2: str
    ink_plus1: str
    ink_zero: str
    ink_minus1: str
    ink_minus2: str
    bar: str
    bar_soft: str
    toast: str
    toast_text: str
    toast_link: str

    def of(self, tone: Tone) -> str:
        """The colour of ``tone``."""
        colour: str = getattr(self, tone.value)
        return colour

    def tint(self, tone: Tone) -> str:
        """The pale surface on which a word of ``tone`` stands (chips, banners)."""
        tints = {
            Tone.ACCENT: self.selected,
            Tone.DANGER: self.danger_tint,
            Tone.WARN: self.warn_tint,
            Tone.OK: self.ok_tint,
        }
        return tints.get(tone, self.disabled)


LIGHT = Tokens(
    dark=False,
    page="#FFFFFF",
    pane="#F8F9FB",
    rail="#F1F3F5",
    hover="#F0F3F6",
    selected="#E6EEFB",
    disabled="#EFF1F4",
    row_line="#EDF0F3",
    line="#E3E7EB",
    line_strong="#CBD2DA",
    field="#808A96",
    text="#1A1F26",
    text2="#4E5865",
    text3="#5E6874",
    accent="#2858C4",
    accent_hover="#1F49A8",
    on_accent="#FFFFFF",
    danger="#B4173A",
    warn="#8A5600",
    ok="#1B7448",
    danger_tint="#FCE8EC",
    warn_tint="#FBF0D9",
    ok_tint="#E3F3EA",
    ink_plus2="#0A6B63",
    ink_plus1="#27756E",
    ink_zero="#606A76",
    ink_minus1="#9C5304",
    ink_minus2="#8F3A06",
    bar="#B9C2CD",
    bar_soft="#CBD2DA",
    toast="#262C33",
    toast_text="#E6E9ED",
    toast_link="#86ADFF",
)

DARK = Tokens(
    dark=True,
    page="#1B1F24",
    pane="#20252B",
    rail="#14171B",
    hover="#272D34",
    selected="#23354F",
    disabled="#2B3138",
    row_line="#272D34",
    line="#2E343C",
    line_strong="#444C56",
    field="#78838F",
    text="#E6E9ED",
    text2="#B0B8C2",
    text3="#98A2AE",
    accent="#86ADFF",
    accent_hover="#A3C1FF",
    on_accent="#0F1B33",
    danger="#FF8AA0",
    warn="#E5B04F",
    ok="#6CC495",
    danger_tint="#43222B",
    warn_tint="#3A3020",
    ok_tint="#1F3A2D",
    ink_plus2="#56C8BC",
    ink_plus1="#8CCFC8",
    ink_zero="#A3ACB7",
    ink_minus1="#E8A35A",
    ink_minus2="#F28C5A",
    bar="#5B6570",
    bar_soft="#5B6570",
    toast="#E6E9ED",
    toast_text="#1A1F26",
    toast_link="#2858C4",
)

_current = LIGHT


def tokens() -> Tokens:
    """The colours in force. Painters read them while painting: a switch then needs no more than a repaint."""
    return _current


def use_tokens(theme: Tokens) -> None:
    """Put ``theme`` in force; ``theme.apply_theme`` is the one caller that also dresses the widgets."""
    global _current
    _current = theme


# Type, in device-independent pixels.
SMALL, BODY, LARGE, TITLE, FIGURE = 12, 13, 15, 18, 24

# Space, in device-independent pixels.
S1, S2, S3, S4, S6 = 4, 8, 12, 16, 24

CHIP_RADIUS, CONTROL_RADIUS, CARD_RADIUS = 4, 6, 8

ROW_HEIGHT, LINE_HEIGHT, TWO_LINE_HEIGHT = 32, 28, 44
CONTROL_HEIGHT, SMALL_CONTROL_HEIGHT, HEADER_HEIGHT, TOOLBAR_HEIGHT, STATUS_HEIGHT = 32, 24, 56, 44, 28
ICON_SIZE, RAIL_ICON_SIZE, CHIP_ICON_SIZE = 16, 20, 12
