"""The theme in force: palette, fonts and style sheet of the whole application, switched as one."""

import os

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import retint
from workbench.ui.kit.stylesheet import stylesheet
from workbench.ui.kit.tokens import DARK, LIGHT, Tokens, tokens, use_tokens

STYLE = "Fusion"


def apply_theme(app: QApplication, *, dark: bool) -> None:
    """Dress ``app`` in the light or dark theme and in the fonts of the language in force."""
    use_tokens(DARK if dark else LIGHT)
    if app.property("kit_style") is None:
        app.setProperty("kit_style", True)
        # Chosen before the application was made (``load_qt``): touching QStyle costs some milliseconds.
        if os.environ.get("QT_STYLE_OVERRIDE") != STYLE:
            app.setStyle(STYLE)
    app.setPalette(palette(tokens()))
    app.setFont(interface_font())
    # Taken off first: Qt needs ten times as long to put one sheet in the place of another.
    app.setStyleSheet("")
    app.setStyleSheet(stylesheet(tokens()))
    for window in app.topLevelWidgets():
        retint(window)


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
