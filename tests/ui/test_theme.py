"""Colours, fonts and icons of the kit."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from workbench.foundation import i18n
from workbench.ui.kit import icons
from workbench.ui.kit.fonts import BUNDLED, families, interface_font
from workbench.ui.kit.suggest_field import SuggestField
from workbench.ui.kit.theme import apply_theme, dress_popup
from workbench.ui.kit.tokens import DARK, LIGHT, Tokens, Tone, tokens

INKS = ("text", "text2", "text3", "accent", "danger", "warn", "ok")
SURFACES = ("page", "pane", "rail", "hover", "selected")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_colour_is_readable_on_every_surface(theme: Tokens) -> None:
    for ink in INKS:
        for surface in SURFACES:
            assert contrast(getattr(theme, ink), getattr(theme, surface)) >= 4.5, (ink, surface)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_tints_buttons_and_toasts_are_readable(theme: Tokens) -> None:
    for tone in (Tone.DANGER, Tone.WARN, Tone.OK, Tone.ACCENT, Tone.TEXT2):
        assert contrast(theme.of(tone), theme.tint(tone)) >= 4.5, tone
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.on_accent, theme.accent_hover) >= 4.5
    assert contrast(theme.toast_text, theme.toast) >= 4.5
    assert contrast(theme.toast_link, theme.toast) >= 4.5
    assert contrast(theme.page, theme.danger) >= 4.5
    assert contrast(theme.text3, theme.disabled) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_and_borders_stand_out_from_the_page(theme: Tokens) -> None:
    for name in ("field", "accent", "ink_plus2", "ink_plus1", "ink_zero", "ink_minus1", "ink_minus2"):
        assert contrast(getattr(theme, name), theme.page) >= 3, name


def test_black_on_white_has_the_contrast_the_standard_names() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_switch_of_theme_changes_the_palette_and_the_style_sheet(app: QApplication) -> None:
    apply_theme(app, dark=True)
    assert tokens() is DARK
    assert app.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.page
    assert DARK.accent in app.styleSheet()
    assert LIGHT.accent_hover not in app.styleSheet()
    assert LIGHT.page not in app.styleSheet()
    apply_theme(app, dark=False)
    assert app.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.page


def test_the_chinese_family_comes_first_where_chinese_is_read(app: QApplication) -> None:
    assert BUNDLED in families("zh_CN")
    assert families("zh_CN")[0] in ("PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", BUNDLED)
    assert families("zh_TW")[0] in ("PingFang TC", "Microsoft JhengHei UI", "Noto Sans CJK TC", BUNDLED)
    assert set(families("zh_CN")) == set(families("en"))


def test_chinese_is_drawn_by_a_named_family_and_not_by_chance(app: QApplication) -> None:
    i18n.set_language("zh_CN")
    font = interface_font()
    assert QFontInfo(font).family() in families("zh_CN")
    raw = QRawFont.fromFont(font)
    assert all(raw.glyphIndexesForString("客户拜访投诉皓岑"))
    assert QFontMetrics(font).horizontalAdvance("“") == QFontMetrics(font).horizontalAdvance("客")


def test_only_two_weights_are_used(app: QApplication) -> None:
    assert interface_font().weight() == QFont.Weight.Normal
    assert interface_font(bold=True).weight() == QFont.Weight.Bold


def test_an_icon_follows_a_switch_of_theme(app: QApplication) -> None:
    menu = QMenu()
    action = menu.addAction("print")
    icons.set_icon(action, "printer", Tone.ACCENT)
    before = action.icon().pixmap(16).toImage()
    apply_theme(app, dark=True)
    after = action.icon().pixmap(16).toImage()
    assert before != after
    colours = {after.pixelColor(x, y).name().upper() for x in range(16) for y in range(16)}
    assert DARK.accent in colours


def test_every_icon_of_the_set_can_be_drawn(app: QApplication) -> None:
    from workbench.foundation.paths import resources_dir

    names = sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))
    assert len(names) > 50
    for name in names:
        image = icons.icon(name).pixmap(16).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), name


def test_a_window_that_carries_the_style_sheet_dresses_what_stands_in_it_and_the_lists_over_it(
    app: QApplication,
) -> None:
    window = QWidget()
    field, alone = SuggestField(parent=window), SuggestField()
    apply_theme(app, dark=True, windows=[window])
    try:
        assert app.styleSheet() == ""
        assert DARK.accent in window.styleSheet()
        # As high as the sheet says.
        field.ensurePolished()
        alone.ensurePolished()
        assert field.maximumHeight() < alone.maximumHeight()
        dress_popup(field._popup, field)
        assert field._popup.styleSheet() == window.styleSheet()
        apply_theme(app, dark=False, windows=[window])
        dress_popup(field._popup, field)
        assert LIGHT.accent in field._popup.styleSheet()
    finally:
        for one in (window, alone):
            one.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _luminance(colour: str) -> float:
    """The relative luminance of ``#RRGGBB``, as WCAG 2 defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
