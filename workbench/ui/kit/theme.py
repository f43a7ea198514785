"""The theme in force: palette, fonts and style sheet of the whole application, switched as one."""

import os
from collections.abc import Sequence

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import retint
from workbench.ui.kit.stylesheet import stylesheet
from workbench.ui.kit.tokens import DARK, LIGHT, Tokens, tokens, use_tokens

STYLE = "Fusion"


def apply_theme(app: QApplication, *, dark: bool, windows: Sequence[QWidget] | None = None) -> None:
    """Dress ``app`` in the light or dark theme and in the fonts of the language in force.

    ``windows`` carry the style sheet for all that stands in them and opens over them; without them the
    application does. Under a window widgets that are put together before they are put in are dressed
    once; under the application anew each time that one is put into another: twice the time of every page.
    """
    use_tokens(DARK if dark else LIGHT)
    if app.property("kit_style") is None:
        app.setProperty("kit_style", True)
        # Chosen before the application was made (``load_qt``): touching QStyle costs some milliseconds.
        if os.environ.get("QT_STYLE_OVERRIDE") != STYLE:
            app.setStyle(STYLE)
    app.setPalette(palette(tokens()))
    app.setFont(interface_font())
    if windows is not None and app.styleSheet():
        app.setStyleSheet("")
    for carrier in (app,) if windows is None else windows:
        # Taken off first: Qt needs ten times as long to put one sheet in the place of another.
        carrier.setStyleSheet("")
        carrier.setStyleSheet(stylesheet(tokens()))
    for window in app.topLevelWidgets():
        retint(window)


def dress_popup(popup: QWidget, over: QWidget) -> None:
    """Give a list without a parent, as completers show, the style sheet of the window it opens over."""
    sheet = over.window().styleSheet()
    if popup.styleSheet() != sheet:
        popup.setStyleSheet(sheet)


def system_is_dark(app: QApplication) -> bool:
    """Whether the desktop asks for a dark look."""
    from PySide6.QtCore import Qt

    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def palette(theme: Tokens) -> QPalette:
    """The Qt palette of ``theme``, for every control that no style rule touches."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.page,
        roles.Base: theme.page,
        roles.AlternateBase: theme.pane,
        roles.Button: theme.page,
        roles.WindowText: theme.text,
        roles.Text: theme.text,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.on_accent,
        roles.PlaceholderText: theme.text3,
        roles.ToolTipBase: theme.toast,
        roles.ToolTipText: theme.toast_text,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.on_accent,
        roles.Accent: theme.accent,
        roles.Link: theme.accent,
        roles.LinkVisited: theme.accent,
        roles.Light: theme.line,
        roles.Midlight: theme.line,
        roles.Mid: theme.line_strong,
        roles.Dark: theme.line_strong,
        roles.Shadow: theme.line_strong,
    }
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.text3))
    result.setColor(QPalette.ColorGroup.Disabled, roles.Base, QColor(theme.disabled))
    return result
